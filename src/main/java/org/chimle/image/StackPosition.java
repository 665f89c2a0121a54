package org.chimle.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.data.IntensityRange;

/** One slice and frame of an image, with all channels. */
public final class StackPosition {

	private StackPosition() {}

	/**
	 * @param image an image; not changed
	 * @param slice Z, from 1
	 * @param frame T, from 1
	 * @return a copy of the position with what the image shows there: colours, display ranges, calibration, information and
	 *         the overlay of that position; without a selection
	 */
	public static ImagePlus of(final ImagePlus image, final int slice, final int frame) {
		final ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
		for (int c = 1; c <= image.getNChannels(); c++) {
			stack.addSlice((image.getStackSize() == 1 ? image.getProcessor() : image.getStack().getProcessor(image.getStackIndex(c,
				slice, frame))).duplicate());
		}
		final ImagePlus position = dressed(image, stack);
		position.setCalibration(image.getCalibration().copy());
		if (image.getProperty("Info") != null) position.setProperty("Info", image.getProperty("Info"));
		if (image.getOverlay() != null) position.setOverlay(overlay(image, slice, frame));
		position.setHideOverlay(image.getHideOverlay());
		return position;
	}

	/**
	 * @param position an image of one slice and frame; not changed
	 * @param region a part of it
	 * @return a copy of the part to look at, with the same colours and display ranges; not calibrated, without overlay
	 */
	public static ImagePlus part(final ImagePlus position, final Region region) {
		return dressed(position, position.getStack().crop(region.x(), region.y(), 0, region.width(), region.height(), position
			.getStackSize()));
	}

	private static ImagePlus dressed(final ImagePlus image, final ImageStack stack) {
		final ImagePlus plain = new ImagePlus(image.getTitle(), stack);
		plain.setDimensions(image.getNChannels(), 1, 1);
		final ImagePlus dressed = StackAppearance.show(image, plain, ranges(image));
		dressed.setTitle(image.getTitle());
		return dressed;
	}

	private static List<IntensityRange> ranges(final ImagePlus image) {
		final List<IntensityRange> ranges = new ArrayList<>();
		for (int c = 1; c <= ImageKind.of(image).channels(); c++) {
			final IntensityRange range = StackAppearance.displayRange(image, c);
			ranges.add(range == null ? new IntensityRange(0, 255) : range);
		}
		return ranges;
	}

	private static Overlay overlay(final ImagePlus image, final int slice, final int frame) {
		final Overlay overlay = image.getOverlay().create(); // how labels are drawn
		for (final Roi roi : image.getOverlay()) {
			final RoiPlace place = RoiPlace.of(roi, image);
			if (!place.includes(slice, frame)) continue;
			final Roi copy = (Roi) roi.clone();
			copy.setPosition(place.channel());
			overlay.add(copy);
		}
		return overlay;
	}
}
