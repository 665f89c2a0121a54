package org.chimle.engine.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.chimle.engine.job.InvalidInputException;

/** The open files of all parts of an installed network. */
public final class WeightSet implements TensorSource, AutoCloseable {

	private final List<TensorFile> files = new ArrayList<>();

	private WeightSet() {}

	/**
	 * @param folder where to look
	 * @param title names the network in messages
	 * @param parts its parts
	 * @return its tensors; the caller closes them
	 * @throws InvalidInputException if a part is not installed or its file cannot be used
	 */
	public static WeightSet open(final WeightFolder folder, final String title, final List<WeightPart> parts) {
		requireInstalled(folder, title, parts);
		final WeightSet set = new WeightSet();
		try {
			for (final Path file : parts.stream().map(part -> folder.find(part).orElseThrow()).distinct().toList()) {
				set.files.add(TensorFile.open(file));
			}
			return set;
		}
		catch (final RuntimeException exc) {
			set.close();
			throw exc;
		}
	}

	/** @throws InvalidInputException if a part is not installed; says what to do */
	public static void requireInstalled(final WeightFolder folder, final String title, final List<WeightPart> parts) {
		final List<WeightPart> missing = folder.missing(parts);
		if (missing.isEmpty()) return;
		throw new InvalidInputException("The weights of " + title + " are not installed (" + missing.stream().map(
			WeightPart::fileName).collect(Collectors.joining(" and ")) + " not found in " + folder.places().stream().map(
				Path::toString).collect(Collectors.joining(" or ")) +
			"); install them with Plugins>CHIMLE>Install CHIMLE Weights... or in a terminal with \"chimle weights " + parts.get(
				0).network() + " --download\".");
	}

	@Override
	public float[] read(final TensorSpec wanted) {
		// Without a file that has it, the first says that it is missing.
		return files.stream().filter(file -> file.has(wanted)).findFirst().orElse(files.get(0)).read(wanted);
	}

	@Override
	public void close() {
		files.forEach(TensorFile::close);
	}
}
