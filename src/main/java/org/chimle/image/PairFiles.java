package org.chimle.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.chimle.engine.job.InvalidInputException;

/**
 * Files of two folders that belong together because they have the same name but for the ending.
 *
 * @param name the common name
 * @param input file in the input folder
 * @param target file in the target folder
 */
record PairFiles(String name, Path input, Path target) {

	/** Endings of files that lie beside images and are none; anything else must be readable. */
	private static final Set<String> NOT_IMAGES = Set.of("txt", "md", "csv", "tsv", "json", "xml", "yaml", "yml", "ini",
		"log", "html", "pdf", "doc", "docx", "xls", "xlsx", "ods", "db", "py", "ijm", "groovy", "java", "jar", "m", "roi", "lut",
		"chimle", "bak", "tmp", "lnk");

	/**
	 * Matches two folders. Hidden files, subfolders and files that cannot be images by their ending are left out.
	 *
	 * @param inputFolder folder of inputs
	 * @param targetFolder folder of targets
	 * @param problems receives files without a partner and names that occur twice
	 * @return the matches in the order of their names
	 * @throws InvalidInputException if a folder is missing, no folder or empty, or both are the same
	 */
	static List<PairFiles> match(final Path inputFolder, final Path targetFolder, final List<PairProblem> problems) {
		requireFolder(inputFolder, "input");
		requireFolder(targetFolder, "target");
		if (isSame(inputFolder, targetFolder)) {
			throw new InvalidInputException("Input and target folder are the same, " + inputFolder +
				"; put inputs and targets into two folders, with the same names.");
		}
		final Map<String, List<Path>> inputs = images(inputFolder, "input");
		final Map<String, List<Path>> targets = images(targetFolder, "target");
		final Set<String> names = new TreeSet<>(inputs.keySet());
		names.addAll(targets.keySet());
		final List<PairFiles> result = new ArrayList<>();
		for (final String name : names) {
			final List<Path> in = inputs.getOrDefault(name, List.of());
			final List<Path> out = targets.getOrDefault(name, List.of());
			if (in.isEmpty()) {
				problems.add(new PairProblem(name, "There is a target, " + out.get(0).getFileName() + ", but no input."));
			}
			else if (out.isEmpty()) {
				problems.add(new PairProblem(name, "There is an input, " + in.get(0).getFileName() + ", but no target."));
			}
			else if (in.size() > 1 || out.size() > 1) {
				final List<Path> twice = in.size() > 1 ? in : out;
				problems.add(new PairProblem(name, "The " + (in.size() > 1 ? "input" : "target") + " folder has the name twice, " +
					twice.get(0).getFileName() + " and " + twice.get(1).getFileName() + "."));
			}
			else result.add(new PairFiles(name, in.get(0), out.get(0)));
		}
		return result;
	}

	/**
	 * Lists one folder whose images are to be both.
	 *
	 * @param targetFolder folder of sharp images
	 * @param problems receives names that occur twice
	 * @return every image as input and target, in the order of their names
	 * @throws InvalidInputException if the folder is missing, no folder or empty
	 */
	static List<PairFiles> sharp(final Path targetFolder, final List<PairProblem> problems) {
		requireFolder(targetFolder, "target");
		final List<PairFiles> result = new ArrayList<>();
		images(targetFolder, "target").forEach((name, files) -> {
			if (files.size() == 1) result.add(new PairFiles(name, files.get(0), files.get(0)));
			else problems.add(new PairProblem(name, "The folder has the name twice, " + files.get(0).getFileName() + " and " +
				files.get(1).getFileName() + "."));
		});
		return result;
	}

	static void requireFolder(final Path folder, final String what) {
		if (!Files.exists(folder)) {
			throw new InvalidInputException("The " + what + " folder " + folder + " does not exist; choose an existing folder.");
		}
		if (!Files.isDirectory(folder)) {
			throw new InvalidInputException("The " + what + " folder " + folder +
				" is a file; choose the folder that the images lie in.");
		}
	}

	static boolean isSame(final Path a, final Path b) {
		try {
			return Files.isSameFile(a, b);
		}
		catch (final IOException exc) {
			return a.equals(b);
		}
	}

	/** @return the files of a folder that may be images, by their names without the ending */
	static Map<String, List<Path>> images(final Path folder, final String what) {
		final Map<String, List<Path>> result = new TreeMap<>();
		try (Stream<Path> files = Files.list(folder)) {
			files.filter(PairFiles::mayBeImage).sorted().forEach(file -> result.computeIfAbsent(baseName(file),
				name -> new ArrayList<>()).add(file));
		}
		catch (final IOException | UncheckedIOException exc) {
			throw new InvalidInputException("The " + what + " folder " + folder + " could not be listed (" + exc.getMessage() +
				"); check its permissions.", exc);
		}
		if (result.isEmpty()) {
			throw new InvalidInputException("The " + what + " folder " + folder +
				" has no images; choose the folder that the images lie in.");
		}
		return result;
	}

	private static boolean mayBeImage(final Path file) {
		final String name = file.getFileName().toString();
		if (name.startsWith(".") || Files.isDirectory(file)) return false;
		try {
			if (Files.isHidden(file)) return false;
		}
		catch (final IOException exc) {
			// Whether a file is hidden is a courtesy; one that cannot be read is reported when it is read.
			return true;
		}
		return !NOT_IMAGES.contains(ending(name).toLowerCase(Locale.ROOT));
	}

	private static String ending(final String name) {
		return name.substring(name.lastIndexOf('.') + 1);
	}

	private static String baseName(final Path file) {
		final String name = file.getFileName().toString();
		final int dot = name.lastIndexOf('.');
		return dot > 0 ? name.substring(0, dot) : name;
	}
}
