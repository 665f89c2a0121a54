package org.chimle.engine.install;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.chimle.engine.job.InvalidInputException;

/**
 * Where something installed lies: beside the folder of ImageJ's plugins or jars, and in the folder for programs' data of
 * the user; or, instead of both, in the folder that a setting names.
 *
 * @param places the folders, which need not exist; the first that can be written to takes new files
 * @param variable the environment variable that names another folder
 */
public record InstallFolder(List<Path> places, String variable) {

	private static final double MIB = 1 << 20;

	/** Copies the list. */
	public InstallFolder {
		places = List.copyOf(places);
	}

	/**
	 * @param name of the folder
	 * @param property the system property that names another one
	 * @param variable the environment variable that does
	 * @return the folder of this computer
	 */
	public static InstallFolder usual(final String name, final String property, final String variable) {
		final String named = System.getProperty(property, System.getenv(variable));
		if (named != null && !named.isBlank()) {
			return new InstallFolder(List.of(Path.of(named.strip()).toAbsolutePath()), variable);
		}
		final List<Path> places = new ArrayList<>();
		application(InstallFolder.class.getProtectionDomain().getCodeSource()).ifPresent(app -> places.add(app.resolve(
			name)));
		places.add(userData(name));
		return new InstallFolder(places, variable);
	}

	/** @return the folder of ImageJ or Fiji that the jar is installed in */
	static Optional<Path> application(final CodeSource source) {
		if (source == null || source.getLocation() == null) return Optional.empty();
		final Path jar;
		try {
			jar = Path.of(source.getLocation().toURI());
		}
		catch (final URISyntaxException | RuntimeException exc) {
			return Optional.empty(); // not a file, so nothing is beside it
		}
		if (!jar.toString().endsWith(".jar")) return Optional.empty();
		Path folder = jar.getParent();
		for (int up = 0; up < 2 && folder != null; up++, folder = folder.getParent()) {
			final String name = folder.getFileName() == null ? "" : folder.getFileName().toString();
			if (name.equals("plugins") || name.equals("jars")) return Optional.ofNullable(folder.getParent());
		}
		return Optional.empty();
	}

	private static Path userData(final String name) {
		final String home = System.getProperty("user.home");
		final String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		if (system.startsWith("mac")) return Path.of(home, "Library", "Application Support", name);
		final String named = System.getenv(system.startsWith("windows") ? "LOCALAPPDATA" : "XDG_DATA_HOME");
		final Path data = named == null || named.isBlank() ? Path.of(home, ".local", "share") : Path.of(named);
		return data.resolve(name);
	}

	/** @return the first folder that can be written to, made if need be; the last if none can */
	public Path writable() {
		for (final Path place : places) {
			try {
				if (Files.isWritable(Files.createDirectories(place))) return place;
			}
			catch (final IOException exc) {
				continue; // the next one may do
			}
		}
		return places.get(places.size() - 1);
	}

	/** @return what {@link #writable()} will presumably be; makes no folder */
	public Path intended() {
		return places.stream().filter(InstallFolder::canBeMade).findFirst().orElse(places.get(places.size() - 1));
	}

	private static boolean canBeMade(final Path place) {
		Path there = place;
		while (there != null && !Files.exists(there)) there = there.getParent();
		return there != null && Files.isDirectory(there) && Files.isWritable(there);
	}

	/** @return the bytes that can still be written to {@link #writable()}; 0 if unknown */
	public long room() throws IOException {
		return Files.getFileStore(Files.createDirectories(writable())).getUsableSpace();
	}

	/**
	 * @param bytes to be written
	 * @param what needs them, e.g. {@code "vgg16.pth"}
	 * @throws InvalidInputException if there is not as much room
	 */
	public void requireRoom(final double bytes, final String what) throws IOException {
		final long room = room();
		if (room > 0 && room < bytes) {
			throw new InvalidInputException("The folder " + writable() + " has room for " + (long) (room / MIB) + " MiB, but " +
				what + " needs " + (long) Math.ceil(bytes / MIB) + "; free some, or name another folder with the environment " +
				"variable " + variable + ".");
		}
	}

	/** @return the sentence for a folder that cannot be written */
	public InvalidInputException unwritable(final IOException exc) {
		return new InvalidInputException("The folder " + writable() + " could not be written (" + exc.getMessage() +
			"); free some space there, or name another folder with the environment variable " + variable + ".", exc);
	}
}
