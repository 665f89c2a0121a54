package org.chimle.worker;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.LUT;

import java.util.ArrayList;
import java.util.List;

/** An image as data: pixels, axes, labels, calibration, colours and information; no selection and no overlay. */
record ImageData(String title, int width, int height, int channels, int slices, int frames, boolean hyperstack,
	int compositeMode, List<Plane> planes, List<Colours> colours, double min, double max, Scale scale, String info)
{

	private static final int NO_COMPOSITE = -1;

	/** Pixels of which one kind is there, and the label of the slice. */
	record Plane(byte[] bytes, short[] shorts, int[] rgb, float[] floats, String label) {

		static Plane of(final ImageStack stack, final int n) {
			final Object pixels = stack.getPixels(n);
			return new Plane(pixels instanceof byte[] bytes ? bytes : null, pixels instanceof short[] shorts ? shorts : null,
				pixels instanceof int[] rgb ? rgb : null, pixels instanceof float[] floats ? floats : null, stack.getSliceLabel(n));
		}

		Object pixels() {
			return bytes != null ? bytes : shorts != null ? shorts : rgb != null ? rgb : floats;
		}
	}

	/** The colour table and display range of a channel. */
	record Colours(byte[] red, byte[] green, byte[] blue, double min, double max) {

		static Colours of(final LUT lut) {
			final byte[][] parts = new byte[3][256];
			lut.getReds(parts[0]);
			lut.getGreens(parts[1]);
			lut.getBlues(parts[2]);
			return new Colours(parts[0], parts[1], parts[2], lut.min, lut.max);
		}

		LUT lut() {
			final LUT lut = new LUT(red, green, blue);
			lut.min = min;
			lut.max = max;
			return lut;
		}
	}

	/** A calibration of space, time and intensity. */
	record Scale(double[] pixel, double[] origin, String[] units, double frameInterval, int function, double[] coefficients,
		String valueUnit)
	{

		static Scale of(final Calibration c) {
			return new Scale(new double[] { c.pixelWidth, c.pixelHeight, c.pixelDepth }, new double[] { c.xOrigin, c.yOrigin,
				c.zOrigin }, new String[] { c.getXUnit(), c.getYUnit(), c.getZUnit(), c.getTimeUnit() }, c.frameInterval, c
					.getFunction(), c.getCoefficients(), c.getValueUnit());
		}

		void giveTo(final ImagePlus image) {
			final Calibration c = new Calibration(image);
			c.pixelWidth = pixel[0];
			c.pixelHeight = pixel[1];
			c.pixelDepth = pixel[2];
			c.xOrigin = origin[0];
			c.yOrigin = origin[1];
			c.zOrigin = origin[2];
			c.setXUnit(units[0]);
			c.setYUnit(units[1]);
			c.setZUnit(units[2]);
			c.setTimeUnit(units[3]);
			c.frameInterval = frameInterval;
			if (function != Calibration.NONE) c.setFunction(function, coefficients, valueUnit);
			image.setCalibration(c);
		}
	}

	static ImageData of(final ImagePlus image) {
		final ImageStack stack = image.getStackSize() > 1 ? image.getStack() : single(image);
		final List<Plane> planes = new ArrayList<>();
		for (int n = 1; n <= stack.size(); n++) planes.add(Plane.of(stack, n));
		final List<Colours> colours = new ArrayList<>();
		if (image.getType() != ImagePlus.COLOR_RGB) for (final LUT lut : image.getLuts()) colours.add(Colours.of(lut));
		return new ImageData(image.getTitle(), image.getWidth(), image.getHeight(), image.getNChannels(), image.getNSlices(),
			image.getNFrames(), image.getOpenAsHyperStack(), image instanceof CompositeImage composite ? composite.getMode()
				: NO_COMPOSITE, planes, colours, image.getDisplayRangeMin(), image.getDisplayRangeMax(), Scale.of(image
					.getCalibration()), (String) image.getProperty("Info"));
	}

	/** Asking a single image for its stack changes it. */
	private static ImageStack single(final ImagePlus image) {
		final ImageStack stack = new ImageStack(image.getWidth(), image.getHeight());
		stack.addSlice((String) image.getProperty("Label"), image.getProcessor());
		return stack;
	}

	ImagePlus image() {
		final ImageStack stack = new ImageStack(width, height);
		for (final Plane plane : planes) stack.addSlice(plane.label, plane.pixels());
		final ImagePlus plain = new ImagePlus(title, stack);
		plain.setDimensions(channels, slices, frames);
		plain.setOpenAsHyperStack(hyperstack);
		scale.giveTo(plain);
		final ImagePlus image = compositeMode == NO_COMPOSITE ? plain : new CompositeImage(plain, compositeMode);
		final LUT[] luts = colours.stream().map(Colours::lut).toArray(LUT[]::new);
		if (image instanceof CompositeImage composite) composite.setLuts(luts);
		else if (luts.length > 0) {
			image.setLut(luts[0]);
			image.setDisplayRange(min, max);
		}
		image.setTitle(title);
		if (info != null) image.setProperty("Info", info);
		return image;
	}
}
