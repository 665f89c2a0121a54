package org.chimle.command;

import ij.ImagePlus;
import ij.WindowManager;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.image.ImageReader;
import org.scijava.module.ModuleItem;

/** Optional images that are named by their title, as macros name them, or by a file. */
final class OpenImages {

	/** Stands for no image. */
	static final String NONE = "none";

	/** The widget style of a parameter that names an image. */
	static final String STYLE = "listBox,image";

	private OpenImages() {}

	/** @return what a user can choose from: none, or a title */
	static List<String> titles() {
		final List<String> titles = new ArrayList<>();
		titles.add(NONE);
		titles.addAll(List.of(WindowManager.getImageTitles()));
		return titles;
	}

	/**
	 * @param samples an image, or null
	 * @return the title of the open image that it says it was made of, all of it; else {@link #NONE}
	 */
	static String sourceOf(final ImagePlus samples) {
		final String title = samples == null ? null : samples.getProp("CHIMLE source");
		final boolean open = title != null && WindowManager.getImage(title) != null;
		return open && samples.getProp("CHIMLE selection") == null ? title : NONE;
	}

	/** @return whether the parameter names an image */
	static boolean isChoice(final ModuleItem<?> item) {
		return STYLE.equals(item.getWidgetStyle());
	}

	/**
	 * @param what names the image in messages, e.g. {@code "reference"}
	 * @param name the title of an open image, the path of a file, or {@link #NONE}
	 * @return the image, or null for none
	 * @throws InvalidInputException if there is no such image, or the file is damaged
	 */
	static ImagePlus find(final String what, final String name) {
		if (name == null || name.isBlank() || name.equalsIgnoreCase(NONE)) return null;
		final ImagePlus image = WindowManager.getImage(name);
		if (image != null) return image;
		if (new File(name).isFile()) return ImageReader.open(new File(name).toPath());
		throw new InvalidInputException("The " + what + " image \"" + name + "\" is neither the title of an open image nor " +
			"an image file; open it first or set " + what + " to none.");
	}
}
