package org.chimle.engine.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.chimle.engine.install.InstallFolder;

/**
 * Where published weights lie: {@code chimle-weights} where an {@link InstallFolder} is, or the folder named by the system
 * property {@value #PROPERTY} or the environment variable {@value #VARIABLE}. Files put there by hand count as installed.
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
		return new WeightFolder(InstallFolder.usual(NAME, PROPERTY, VARIABLE).places());
	}

	/** @return the folder for new files */
	InstallFolder folder() {
		return new InstallFolder(places, VARIABLE);
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
}
