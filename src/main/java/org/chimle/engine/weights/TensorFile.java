package org.chimle.engine.weights;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.chimle.engine.install.SourceFile;
import org.chimle.engine.job.InvalidInputException;

/**
 * A file of named tensors, of whatever origin: PyTorch's {@code .pth} in both its formats, {@code .safetensors} or
 * NumPy's {@code .npz}. What the file is, its content tells, not its name. Opening reads only the index; nothing is
 * executed, and nothing of a size that only the file claims is allocated. Closing it closes the file.
 */
public final class TensorFile implements TensorSource, AutoCloseable {

	/** What a reader of one format found. */
	record Index(Map<String, StoredTensor> tensors, Closeable open) {}

	private final Path path;
	private final Index index;

	private TensorFile(final Path path, final Index index) {
		this.path = path;
		this.index = index;
	}

	/**
	 * @param file a file of weights
	 * @return its tensors
	 * @throws InvalidInputException if it cannot be read, is of no known kind, damaged or hostile
	 */
	public static TensorFile open(final Path file) {
		try {
			return new TensorFile(file, index(file));
		}
		catch (final IOException exc) {
			throw unusable(file, exc);
		}
	}

	private static Index index(final Path file) throws IOException {
		if (Files.isDirectory(file)) throw new UnusableWeightsException("it is a folder");
		final byte[] start;
		try (InputStream in = Files.newInputStream(file)) {
			start = in.readNBytes(9);
		}
		if (start.length == 9 && start[0] == 'P' && start[1] == 'K') return ZippedTensors.index(file);
		if (start.length == 9 && (start[0] & 255) == 0x80) return TorchLegacy.index(file);
		if (start.length == 9 && start[8] == '{') return SafeTensorsIndex.index(file);
		throw new UnusableWeightsException("it is neither a .pth, a .safetensors nor a .npz file");
	}

	private static InvalidInputException unusable(final Path file, final IOException exc) {
		if (exc instanceof FileSystemException && !(exc instanceof NoSuchFileException)) return SourceFile.unreadable(file, exc);
		final String problem;
		if (exc instanceof UnusableWeightsException) problem = exc.getMessage();
		else if (exc instanceof NoSuchFileException) problem = "it does not exist";
		else problem = "reading it failed, " + exc.getMessage();
		return new InvalidInputException("The weights file " + file + " cannot be used: " + problem +
			"; take the official file, which \"Install CHIMLE Weights...\" downloads.", exc);
	}

	/** @return the file */
	public Path path() {
		return path;
	}

	/** @return whether there is a tensor of one of the names */
	public boolean has(final TensorSpec wanted) {
		return find(wanted) != null;
	}

	/**
	 * Checks that a tensor is there with the right shape, without reading its values.
	 *
	 * @throws InvalidInputException if not
	 */
	public void require(final TensorSpec wanted) {
		try {
			stored(wanted);
		}
		catch (final IOException exc) {
			throw unusable(path, exc);
		}
	}

	/** Reads a tensor, whatever floating-point format it is stored in. */
	@Override
	public float[] read(final TensorSpec wanted) {
		try {
			return values(wanted);
		}
		catch (final IOException exc) {
			throw unusable(path, exc);
		}
	}

	private float[] values(final TensorSpec wanted) throws IOException {
		final StoredTensor tensor = stored(wanted);
		final float[] values;
		try {
			values = tensor.values(wanted.size());
		}
		catch (final IOException exc) {
			throw new UnusableWeightsException("its tensor " + wanted.name() + " " + (exc.getMessage() == null
				? "is broken" : exc.getMessage()));
		}
		for (final float value : values) {
			if (!Float.isFinite(value)) throw new UnusableWeightsException("its tensor " + wanted.name() + " contains " + value);
		}
		return values;
	}

	private StoredTensor stored(final TensorSpec wanted) throws UnusableWeightsException {
		final StoredTensor tensor = find(wanted);
		if (tensor == null) throw new UnusableWeightsException("it has no tensor " + wanted.name());
		final List<Long> shape = tensor.shape();
		if (wanted.allows(shape)) return tensor;
		throw new UnusableWeightsException("its tensor " + wanted.name() + " has the shape " + shape + " but must have " +
			wanted.shape());
	}

	private StoredTensor find(final TensorSpec wanted) {
		for (final String name : wanted.names()) {
			final StoredTensor tensor = index.tensors.get(name);
			if (tensor != null) return tensor;
		}
		return null;
	}

	@Override
	public void close() {
		try {
			index.open.close();
		}
		catch (final IOException exc) {
			throw unusable(path, exc);
		}
	}
}
