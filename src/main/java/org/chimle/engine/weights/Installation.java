package org.chimle.engine.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import org.chimle.engine.file.AtomicFile;
import org.chimle.engine.install.Copier;
import org.chimle.engine.install.Download;
import org.chimle.engine.install.InstallFolder;
import org.chimle.engine.install.SourceFile;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;

/**
 * Brings files of weights into a {@link WeightFolder}. A file appears there under its name only when it is complete and
 * has been checked; it replaces what held the same weights before.
 */
public final class Installation {

	private final WeightFolder folder;
	private final JobMonitor monitor;
	private final Duration silence;

	/**
	 * @param folder where weights lie
	 * @param monitor told of progress, asked whether to stop
	 */
	public Installation(final WeightFolder folder, final JobMonitor monitor) {
		this(folder, monitor, Download.SILENCE);
	}

	/** @param silence the longest wait for a server */
	Installation(final WeightFolder folder, final JobMonitor monitor, final Duration silence) {
		this.folder = folder;
		this.monitor = monitor;
		this.silence = silence;
	}

	/**
	 * Downloads a published file from its official address. A download that was stopped or broke off goes on where it was.
	 *
	 * @param part the file
	 * @return where it is now
	 * @throws InvalidInputException if it cannot be fetched or written, or is not the published file
	 */
	public Path download(final WeightPart part) {
		final InstallFolder place = folder.folder();
		try {
			monitor.say("Downloading " + part.address() + " to " + place.writable() + ".");
			final Path partial = new Download(part.published(), silence, monitor).to(place);
			check(partial, List.of(part));
			final Path target = partial.resolveSibling(part.fileName());
			AtomicFile.move(partial, target);
			removeOthers(target, List.of(part));
			monitor.say("Installed " + target + "; " + (part.sha256().length() == 64 ? "its SHA-256 is the published one."
				: "its SHA-256 begins with the published digits " + part.sha256() + "; the others are not published."));
			return target;
		}
		catch (final IOException exc) {
			throw place.unwritable(exc);
		}
	}

	/**
	 * Copies a file that holds one or all parts of a network.
	 *
	 * @param file a .pth, .safetensors or .npz file
	 * @param parts the parts of the network
	 * @return where it is now
	 * @throws InvalidInputException if the file cannot be read or used for the network, or the copy not be written
	 */
	public Path copy(final Path file, final List<WeightPart> parts) {
		final List<WeightPart> held = held(file, parts);
		final String name = held.size() > 1 ? held.get(0).network() : held.get(0).name();
		final Path place = folder.folder().writable();
		final Path target = place.resolve(name + ending(file));
		final Path partial = place.resolve("." + target.getFileName() + "-" + UUID.randomUUID() + ".part");
		try {
			Files.createDirectories(place);
			if (Files.exists(target) && Files.isSameFile(file, target)) {
				monitor.say("The file " + target + " is installed already.");
				return target;
			}
			final String digest = copyBytes(file, partial);
			AtomicFile.move(partial, target);
			removeOthers(target, held);
			monitor.say("Installed " + target + "; " + (held.size() == 1 && held.get(0).published().isPublished(digest)
				? "it is the published file." : "its tensors fit, but it is not the published file itself."));
			return target;
		}
		catch (final IOException exc) {
			throw folder.folder().unwritable(exc);
		}
		finally {
			deleteQuietly(partial);
		}
	}

	/** @return the parts whose tensors are all in the file, at least one; their values are checked */
	private static List<WeightPart> held(final Path file, final List<WeightPart> parts) {
		final List<WeightPart> held;
		try (TensorFile tensors = TensorFile.open(file)) {
			held = parts.stream().filter(part -> part.isIn(tensors)).toList();
			// Where nothing is complete, the first missing tensor of the main part tells most.
			if (held.isEmpty()) parts.get(0).tensors().forEach(tensors::require);
		}
		check(file, held);
		return held;
	}

	private static void check(final Path file, final List<WeightPart> parts) {
		try (TensorFile tensors = TensorFile.open(file)) {
			parts.forEach(part -> part.tensors().forEach(tensors::read));
		}
	}

	private static String ending(final Path file) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return WeightPart.ENDINGS.stream().filter(name::endsWith).findFirst().orElse(WeightPart.ENDINGS.get(0));
	}

	/** @return the SHA-256 of what was copied */
	private String copyBytes(final Path from, final Path to) throws IOException {
		final MessageDigest digest = Copier.sha256();
		try (InputStream in = new DigestInputStream(SourceFile.open(from), digest)) {
			new Copier("copying " + from.getFileName(), SourceFile.length(from), monitor).copy(in, to);
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	/** A part in another format or under another name would be found before or after the new file, by chance. */
	private static void removeOthers(final Path kept, final List<WeightPart> parts) throws IOException {
		final Set<String> names = new HashSet<>();
		for (final WeightPart part : parts) names.add(part.name());
		if (parts.size() > 1) names.add(parts.get(0).network());
		for (final String name : names) {
			for (final String ending : WeightPart.ENDINGS) {
				final Path other = kept.resolveSibling(name + ending);
				if (!other.equals(kept)) Files.deleteIfExists(other);
			}
		}
	}

	private static void deleteQuietly(final Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (final IOException exc) {
			// A leftover under a name that nobody looks for does no harm.
			return;
		}
	}
}
