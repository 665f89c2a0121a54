package org.chimle.engine.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.chimle.engine.install.Copier;
import org.chimle.engine.install.SourceFile;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;

/** A zip with the libraries of PyTorch in {@code libtorch/lib}, beside headers and other things that nobody needs here. */
final class LibraryArchive implements AutoCloseable {

	private static final String LIBRARIES = "libtorch/lib/";
	private static final int MOST_ENTRIES = 100_000;
	private static final long MOST_BYTES = 16L << 30;

	/** What DJL's own variant has: PyTorch and CUDA, without the parts for Python and for tests. */
	private static final Pattern PART = Pattern.compile("(lib)?(asmjit|c10|c10_cuda|caffe2_nvrtc|cu[\\w.-]*|fbgemm|" +
		"gomp[\\w.-]*|iomp\\w*|nv[\\w.-]*|torch|torch_cpu|torch_cuda\\w*|uv|zlibwapi)\\.(dll|so(\\.\\d+)*)");

	private final Path file;
	private final ZipFile zip;
	private final List<ZipEntry> parts = new ArrayList<>();
	private long bytes;

	/**
	 * Opens an archive and checks its index.
	 *
	 * @throws InvalidInputException if it cannot be read or is not such an archive
	 * @throws IOException if it cannot be closed
	 */
	LibraryArchive(final Path file) throws IOException {
		this.file = file;
		try {
			zip = new ZipFile(file.toFile());
		}
		catch (final ZipException exc) {
			throw refused("is no complete zip", exc);
		}
		catch (final IOException exc) {
			throw SourceFile.unreadable(file, exc);
		}
		try {
			index();
		}
		catch (final InvalidInputException exc) {
			zip.close();
			throw exc;
		}
	}

	private void index() {
		if (zip.size() > MOST_ENTRIES) throw refused("has " + zip.size() + " parts", null);
		final Set<String> names = new HashSet<>();
		for (final ZipEntry entry : Collections.list(zip.entries())) {
			final String path = entry.getName();
			if (path.startsWith("/") || List.of(path.split("[/\\\\]")).contains("..")) {
				throw refused("has a part that would lie outside its folder (" + path + ")", null);
			}
			if (!path.startsWith(LIBRARIES) || !PART.matcher(name(entry)).matches()) continue;
			if (!names.add(name(entry).toLowerCase(Locale.ROOT))) throw refused("has " + path + " twice", null);
			parts.add(entry);
			if (entry.getSize() < 0 || entry.getSize() > MOST_BYTES) throw refused("has a part of impossible size", null);
			bytes += entry.getSize();
		}
		if (bytes > MOST_BYTES) throw refused("would fill " + (bytes >> 30) + " GiB", null);
		if (!names.contains(System.mapLibraryName("torch"))) {
			throw refused("has no " + LIBRARIES + System.mapLibraryName("torch"), null);
		}
	}

	private static String name(final ZipEntry entry) {
		return entry.getName().substring(LIBRARIES.length());
	}

	/** @return what the libraries need on a disk */
	long bytes() {
		return bytes;
	}

	/**
	 * Unpacks the libraries.
	 *
	 * @param folder an empty folder
	 * @param monitor told of progress, asked whether to stop
	 * @throws InvalidInputException if a part is damaged or cannot be read
	 * @throws IOException if one cannot be written
	 */
	void unpack(final Path folder, final JobMonitor monitor) throws IOException {
		final Copier copier = new Copier("unpacking " + file.getFileName(), bytes, monitor);
		for (final ZipEntry part : parts) {
			try (InputStream in = new SourceFile(file, zip.getInputStream(part))) {
				if (copier.copy(in, folder.resolve(name(part))) != part.getSize()) throw refused("is damaged", null);
			}
			catch (final ZipException exc) {
				throw refused("is damaged", exc);
			}
		}
	}

	private InvalidInputException refused(final String problem, final Exception exc) {
		return new InvalidInputException("The file " + file + " cannot be used: it " + problem +
			"; take the published archive, which \"Install CHIMLE GPU Library...\" names.", exc);
	}

	@Override
	public void close() throws IOException {
		zip.close();
	}
}
