package org.chimle.image;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

import org.chimle.engine.job.InvalidInputException;

/**
 * The images of a folder, in the order of their names. Hidden files, subfolders and files that cannot be images by their
 * ending are left out.
 */
public final class ImageFolder {

	/**
	 * An image.
	 *
	 * @param name names its results: the file's name without the ending, with it where two files have the same
	 * @param file the file
	 */
	public record Entry(String name, Path file) {}

	private final Path folder;
	private final List<Entry> entries = new ArrayList<>();

	private ImageFolder(final Path folder) {
		this.folder = folder;
	}

	/**
	 * Lists a folder; no image is read.
	 *
	 * @param folder the folder
	 * @param filter a pattern of file names: {@code *} stands for any characters, {@code ?} for one, {@code {a,b}} for one
	 *          of several texts; nothing means all
	 * @return its images, at least one
	 * @throws InvalidInputException if the folder is missing or has no such images, or the pattern is malformed
	 */
	public static ImageFolder open(final Path folder, final String filter) {
		PairFiles.requireFolder(folder, "input");
		final PathMatcher matcher = matcher(filter);
		final ImageFolder result = new ImageFolder(folder);
		for (final Map.Entry<String, List<Path>> named : PairFiles.images(folder, "input").entrySet()) {
			for (final Path file : named.getValue()) {
				if (!matcher.matches(file.getFileName())) continue;
				// A name must not depend on the filter: a later run with another one would give it to another file.
				final boolean unique = named.getValue().size() == 1;
				result.entries.add(new Entry(unique ? named.getKey() : file.getFileName().toString(), file));
			}
		}
		if (!result.entries.isEmpty()) return result;
		throw new InvalidInputException("No image in " + folder + " has a name like \"" + filter + "\"; choose another file " +
			"filter, e.g. *.tif, or * for all.");
	}

	private static PathMatcher matcher(final String filter) {
		final String pattern = filter == null || filter.isBlank() ? "*" : filter.strip();
		try {
			return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
		}
		catch (final PatternSyntaxException exc) {
			throw new InvalidInputException("The file filter \"" + pattern + "\" is malformed (" + exc.getDescription() +
				"); use * for any characters, e.g. *.tif.", exc);
		}
	}

	/** @return the images */
	public List<Entry> entries() {
		return List.copyOf(entries);
	}

	/** @return whether both are the same folder */
	public boolean isSameAs(final Path other) {
		return PairFiles.isSame(folder, other);
	}
}
