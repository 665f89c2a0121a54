package org.chimle.command;

import ij.ImagePlus;
import ij.WindowManager;

/** Titles by which macros tell results apart. */
public final class ResultTitle {

	private ResultTitle() {}

	/**
	 * Appends a number if an image of that title is open, in batch mode too, which ImageJ's own unique names do not look at.
	 *
	 * @param image is about to be shown
	 */
	public static void makeUnique(final ImagePlus image) {
		final String title = image.getTitle();
		String unique = title;
		for (int n = 1; WindowManager.getImage(unique) != null; n++) unique = title + "-" + n;
		image.setTitle(unique);
	}
}
