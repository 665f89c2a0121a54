package org.chimle.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.chimle.engine.job.InvalidInputException;

/**
 * Folders of samples, references and, where given, inputs. A reference and an input belong together if they have the same
 * name but for the ending. A file of samples belongs to the reference whose name it has, or whose name it begins with
 * if no letter or digit follows: {@code cell-samples.tif} and {@code cell_01.png} belong to {@code cell}. Of several such
 * references the longest counts.
 */
public final class FolderOfSamples {

	/** What Generate writes beside samples. */
	private static final List<String> NO_SAMPLES = List.of("mean", "sd", "standard deviation", "iqr",
		"agreement", "montage");

	/**
	 * Files that belong together.
	 *
	 * @param name the reference's name, or that of the samples where there is no reference
	 * @param samples the files of samples, in the order of their names; empty if there are none
	 * @param reference the reference, or null
	 * @param input the input, or null
	 */
	public record Group(String name, List<Path> samples, Path reference, Path input) {

		/** Copies the list. */
		public Group {
			samples = List.copyOf(samples);
		}
	}

	private final List<Group> groups;
	private final List<PairProblem> problems;

	private FolderOfSamples(final List<Group> groups, final List<PairProblem> problems) {
		this.groups = List.copyOf(groups);
		this.problems = List.copyOf(problems);
	}

	/**
	 * Matches folders by names; no image is read.
	 *
	 * @param samples folder of samples
	 * @param references folder of references
	 * @param inputs folder of inputs, or null
	 * @return the groups, and what has no partner
	 * @throws InvalidInputException if a folder is missing, no folder or empty, or samples and references are the same
	 */
	public static FolderOfSamples open(final Path samples, final Path references, final Path inputs) {
		PairFiles.requireFolder(samples, "samples");
		PairFiles.requireFolder(references, "reference");
		if (inputs != null) PairFiles.requireFolder(inputs, "input");
		if (PairFiles.isSame(samples, references)) {
			throw new InvalidInputException("Samples and references are in the same folder, " + samples +
				"; put them into two folders.");
		}
		final List<PairProblem> problems = new ArrayList<>();
		final Map<String, Path> observed = single(references, "reference", problems);
		final Map<String, Path> given = inputs == null ? new TreeMap<>() : single(inputs, "input", problems);
		final Map<String, List<Path>> found = samples(samples, observed.keySet(), problems);
		final List<Group> groups = new ArrayList<>();
		for (final String name : observed.keySet()) {
			final List<Path> own = found.getOrDefault(name, List.of());
			if (own.isEmpty()) problems.add(new PairProblem(name,
				"There are no samples for the reference; it counts for the distribution only."));
			if (inputs != null && !own.isEmpty() && !given.containsKey(name)) {
				problems.add(new PairProblem(name, "There is no input of this name; consistency with it is not measured."));
			}
			groups.add(new Group(name, own, observed.get(name), given.get(name)));
		}
		for (final Map.Entry<String, List<Path>> entry : found.entrySet()) {
			if (observed.containsKey(entry.getKey())) continue;
			problems.add(new PairProblem(entry.getKey(), "There is no reference whose name the samples begin with; they " +
				"count for the distribution only."));
			groups.add(new Group(entry.getKey(), entry.getValue(), null, null));
		}
		return new FolderOfSamples(groups, problems);
	}

	private static Map<String, Path> single(final Path folder, final String what, final List<PairProblem> problems) {
		final Map<String, Path> result = new TreeMap<>();
		PairFiles.images(folder, what).forEach((name, files) -> {
			result.put(name, files.get(0));
			if (files.size() > 1) problems.add(new PairProblem(name, "The " + what + " folder has the name twice; " + files
				.get(0).getFileName() + " is used and " + files.get(1).getFileName() + " is not."));
		});
		return result;
	}

	/** @return files of samples by the reference's name, or their own where no reference fits */
	private static Map<String, List<Path>> samples(final Path folder, final Set<String> references,
		final List<PairProblem> problems)
	{
		final Map<String, List<Path>> result = new TreeMap<>();
		PairFiles.images(folder, "samples").forEach((name, files) -> {
			final String reference = reference(name, references);
			final String rest = reference == null ? name : name.substring(reference.length());
			if (NO_SAMPLES.stream().anyMatch(ending -> rest.endsWith("-" + ending))) {
				problems.add(new PairProblem(name, "By its name it was made of samples and is none itself, so it is left " +
					"out; rename it if it is a sample."));
			}
			else result.computeIfAbsent(reference == null ? name : reference, key -> new ArrayList<>()).addAll(files);
		});
		return result;
	}

	private static String reference(final String name, final Set<String> references) {
		String longest = null;
		for (final String reference : references) {
			final boolean begins = name.startsWith(reference) && (name.length() == reference.length() || !Character
				.isLetterOrDigit(name.charAt(reference.length())));
			if (begins && (longest == null || reference.length() > longest.length())) longest = reference;
		}
		return longest;
	}

	/** @return files that belong together, in the order of their names; those without a reference come last */
	public List<Group> groups() {
		return groups;
	}

	/** @return what has no partner, and why it is left out */
	public List<PairProblem> problems() {
		return problems;
	}
}
