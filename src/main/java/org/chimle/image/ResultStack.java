package org.chimle.image;

import ij.ImagePlus;
import ij.ImageStack;

import java.util.List;
import java.util.function.IntFunction;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;

/** An XYCZT hyperstack that is filled plane by plane and then dressed like the image it was made of. */
public final class ResultStack {

	private final StackLayout layout;
	private final ImageStack stack;

	/** @param layout the shape; memory for the pixels is taken when planes are set */
	public ResultStack(final StackLayout layout) {
		this.layout = layout;
		stack = new ImageStack(layout.width(), layout.height(), Math.toIntExact(layout.planes()));
	}

	/**
	 * Fills all channels of one position. Values are rounded and clipped to what the layout's pixels can hold.
	 *
	 * @param image shape (C, H, W) with the layout's channels
	 * @param z slice, from 1
	 * @param t frame, from 1
	 * @param label the label of the slices
	 */
	public void set(final FloatImage image, final int z, final int t, final String label) {
		set(image, z, t, c -> label);
	}

	/**
	 * The same with a label for every channel.
	 *
	 * @param labels gives the label of a channel, from 1
	 */
	public void set(final FloatImage image, final int z, final int t, final IntFunction<String> labels) {
		if (image.width() != layout.width() || image.height() != layout.height() || image.channels() != layout
			.kind().channels())
		{
			throw new IllegalArgumentException("The plane is " + image.size() + " but the stack " + layout);
		}
		if (layout.kind().rgb()) {
			place(Planes.rgb(image).getPixels(), 1, z, t, labels.apply(1));
			return;
		}
		for (int c = 0; c < image.channels(); c++) {
			place(Planes.processor(image, c, layout.kind().bitDepth()).getPixels(), c + 1, z, t, labels.apply(c +
				1));
		}
	}

	private void place(final Object pixels, final int c, final int z, final int t, final String label) {
		final int index = c + layout.planesPerPosition() * (z - 1 + layout.slices() * (t - 1));
		stack.setPixels(pixels, index);
		stack.setSliceLabel(label, index);
	}

	/**
	 * Ends the filling. Every plane must have been set.
	 *
	 * @param title the title
	 * @param source the image that the result was made of; not changed
	 * @param scale result pixels per source pixel along one axis
	 * @param ranges the display range of every channel, ignored for RGB
	 * @param info the text of Image &gt; Show Info
	 * @return the image, not yet shown
	 */
	public ImagePlus finish(final String title, final ImagePlus source, final int scale,
		final List<IntensityRange> ranges, final String info)
	{
		return finish(title, Origin.whole(source, scale), ranges, info);
	}

	/**
	 * The same for a part of an image. The result also gets the overlay, whose frames it must have, once or repeated.
	 *
	 * @param origin where the result comes from
	 */
	public ImagePlus finish(final String title, final Origin origin, final List<IntensityRange> ranges,
		final String info)
	{
		final ImagePlus image = new ImagePlus(title, stack);
		image.setDimensions(layout.planesPerPosition(), layout.slices(), Math.toIntExact(layout.frames()));
		image.setOpenAsHyperStack(layout.planes() > 1);
		final ImagePlus result = StackAppearance.show(origin.source(), image, ranges);
		result.setTitle(title);
		result.setCalibration(origin.calibration(result.getBitDepth()));
		OverlayCopy.put(origin, result);
		result.setProperty("Info", info);
		// A single image has no slices, and ImageJ looks for its label among the properties.
		if (layout.planes() == 1) result.setProp("Slice_Label", stack.getSliceLabel(1));
		return result;
	}
}
