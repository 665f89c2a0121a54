package org.chimle.engine.weights;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where published weights lie: {@code chimle-weights} beside the folder of ImageJ's plugins or jars, and the folder for
 * programs' data of the user; or, instead of both, the folder named by the system property {@value #PROPERTY} or the
 * environment variable {@value #VARIABLE}. Files put there by hand count as installed.
 *
 * @param places the folders, which need not exist; the first that can be written to takes new files
 */
public record WeightFolder(List<Path> places) {

	/** The system property that names the folder. */
	public static final String PROPERTY = "chimle.weights";

	/** The environment variable that names the folder. */
	public static final String VARIABLE = "CHIMLE_WEIGHTS";

	private static final String NAME = "chimle-weights";

	/** Copies the list. */
	public WeightFolder {
		places = List.copyOf(places);
	}

	/** @return the folder of this computer */
	public static WeightFolder usual() {
		final String named = System.getProperty(PROPERTY, System.getenv(VARIABLE));
		if (named != null && !named.isBlank()) return new WeightFolder(List.of(Path.of(named.strip()).toAbsolutePath()));
		final List<Path> places = new ArrayList<>();
		application(WeightFolder.class.getProtectionDomain().getCodeSource()).ifPresent(app -> places.add(app.resolve(NAME)));
		places.add(userData());
		return new WeightFolder(places);
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

	private static Path userData() {
		final String home = System.getProperty("user.home");
		final String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		if (system.startsWith("mac")) return Path.of(home, "Library", "Application Support", NAME);
		final String named = System.getenv(system.startsWith("windows") ? "LOCALAPPDATA" : "XDG_DATA_HOME");
		final Path data = named == null || named.isBlank() ? Path.of(home, ".local", "share") : Path.of(named);
		return data.resolve(NAME);
	}

	/** @return the file that holds a part, if it is installed */
	public Optional<Path> find(final WeightPart part) {
		return candidates(part).stream().filter(Files::isRegularFile).findFirst();
	}

	/** @return the files that would hold a part, the first that exists counts */
	private List<Path> candidates(final WeightPart part) {
		final List<Path> files = new ArrayList<>();
		for (final Path place : places) {
			for (final String name : List.of(part.name(), part.network())) {
				for (final String ending : WeightPart.ENDINGS) files.add(place.resolve(name + ending));
			}
		}
		return files;
	}

	/** @return the parts that are not installed */
	public List<WeightPart> missing(final List<WeightPart> parts) {
		return parts.stream().filter(part -> find(part).isEmpty()).toList();
	}

	/** @return the first folder that can be written to, made if need be; the last if none can */
	Path writable() {
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
}
