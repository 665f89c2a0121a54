package org.chimle.engine.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import org.chimle.engine.file.AtomicFile;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;

/**
 * Brings files of weights into a {@link WeightFolder}. A file appears there under its name only when it is complete and
 * has been checked; it replaces what held the same weights before.
 */
public final class Installation {

	private static final Duration SILENCE = Duration.ofSeconds(30);
	private static final int CHUNK = 1 << 18;

	private final WeightFolder folder;
	private final JobMonitor monitor;
	private final Duration silence;

	/**
	 * @param folder where weights lie
	 * @param monitor told of progress, asked whether to stop
	 */
	public Installation(final WeightFolder folder, final JobMonitor monitor) {
		this(folder, monitor, SILENCE);
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
		final Path place = folder.writable();
		final Path partial = place.resolve(part.fileName() + ".part");
		try {
			requireRoom(place, part);
			monitor.say("Downloading " + part.address() + " to " + place + ".");
			final boolean resumed = new Download(part, partial, silence, monitor).run();
			if (resumed && !part.isPublished(digest(partial))) {
				// What was there may have been of another file; only a fresh copy can tell.
				Files.delete(partial);
				new Download(part, partial, silence, monitor).run();
			}
			requirePublished(part, partial);
			check(partial, List.of(part));
			final Path target = place.resolve(part.fileName());
			AtomicFile.move(partial, target);
			removeOthers(place, List.of(part), target);
			monitor.say("Installed " + target + "; " + (part.sha256().length() == 64 ? "its SHA-256 is the published one."
				: "its SHA-256 begins with the published digits " + part.sha256() + "; the others are not published."));
			return target;
		}
		catch (final IOException exc) {
			throw unwritable(place, exc);
		}
	}

	private static void requireRoom(final Path place, final WeightPart part) throws IOException {
		Files.createDirectories(place);
		final long room = Files.getFileStore(place).getUsableSpace() >> 20;
		if (room > 0 && room < part.mebibytes()) {
			throw new InvalidInputException("The folder " + place + " has room for " + room + " MiB, but " + part.fileName() +
				" has " + (long) Math.ceil(part.mebibytes()) + "; free some, or name another folder with the environment variable " +
				WeightFolder.VARIABLE + ".");
		}
	}

	private void requirePublished(final WeightPart part, final Path partial) throws IOException {
		final String digest = digest(partial);
		if (part.isPublished(digest)) return;
		Files.delete(partial);
		throw new InvalidInputException("What came from " + part.address() + " is not the published file (its SHA-256 begins " +
			"with " + digest.substring(0, 8) + " instead of " + part.sha256().substring(0, 8) +
			") and was deleted; try again later, or fetch the file in another way and install it from the disk.");
	}

	/**
	 * Copies a file that holds one or all parts of a network.
	 *
	 * @param file a .pth, .safetensors or .npz file
	 * @param parts the parts of the network
	 * @return where it is now
	 * @throws InvalidInputException if the file cannot be used for the network, or the copy not be written
	 */
	public Path copy(final Path file, final List<WeightPart> parts) {
		final List<WeightPart> held = held(file, parts);
		final String name = held.size() > 1 ? held.get(0).network() : held.get(0).name();
		final Path place = folder.writable();
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
			removeOthers(place, held, target);
			monitor.say("Installed " + target + "; " + (held.size() == 1 && held.get(0).isPublished(digest)
				? "it is the published file." : "its tensors fit, but it is not the published file itself."));
			return target;
		}
		catch (final IOException exc) {
			throw unwritable(place, exc);
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
		final MessageDigest digest = sha256();
		final CopyProgress progress = new CopyProgress("copying " + from.getFileName(), monitor);
		progress.start(0, Files.size(from));
		try (InputStream in = Files.newInputStream(from);
				FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
		{
			final byte[] chunk = new byte[CHUNK];
			for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
				monitor.checkCancelled();
				digest.update(chunk, 0, read);
				final ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, read);
				while (buffer.hasRemaining()) out.write(buffer);
				progress.report(out.position());
			}
			out.force(true);
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private String digest(final Path file) throws IOException {
		final MessageDigest digest = sha256();
		try (InputStream in = Files.newInputStream(file)) {
			final byte[] chunk = new byte[CHUNK];
			for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
				monitor.checkCancelled();
				digest.update(chunk, 0, read);
			}
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException exc) {
			throw new IllegalStateException("Every Java runtime has SHA-256", exc);
		}
	}

	/** A part in another format or under another name would be found before or after the new file, by chance. */
	private static void removeOthers(final Path place, final List<WeightPart> parts, final Path kept) throws IOException {
		final Set<String> names = new HashSet<>();
		for (final WeightPart part : parts) names.add(part.name());
		if (parts.size() > 1) names.add(parts.get(0).network());
		for (final String name : names) {
			for (final String ending : WeightPart.ENDINGS) {
				final Path other = place.resolve(name + ending);
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

	private static InvalidInputException unwritable(final Path place, final IOException exc) {
		return new InvalidInputException("The folder " + place + " could not be written (" + exc.getMessage() +
			"); free some space there, or name another folder with the environment variable " + WeightFolder.VARIABLE + ".",
			exc);
	}
}
