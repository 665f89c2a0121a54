package org.chimle.image;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.LUT;

import java.awt.Color;
import java.util.List;

import org.chimle.engine.data.IntensityRange;

/**
 * How an image is shown, and carried over to what is made of it: colour tables, the way channels are shown, display
 * ranges.
 */
public final class StackAppearance {

	private static final int SIGNED_16_BIT_OFFSET = 32768;
	private static final double FRAMES_PER_SECOND = 4;

	private StackAppearance() {}

	/**
	 * Lets a stack of samples play forwards, over and over, slowly enough to compare them; a rate that the image itself
	 * asks for is kept.
	 */
	public static void animate(final ImagePlus samples) {
		final Calibration calibration = samples.getCalibration();
		if (calibration.fps == 0) calibration.fps = FRAMES_PER_SECOND;
		calibration.loop = false; // back and forth would show the first and the last sample half as often
	}

	/** @return what ImageJ adds to the values of the image's pixels to store them: 32768 for signed 16 bit, else 0 */
	public static int storedOffset(final ImagePlus image) {
		return image.getBitDepth() == 16 && image.getCalibration().isSigned16Bit() ? SIGNED_16_BIT_OFFSET : 0;
	}

	/** @return the display range of channel c (from 1) in stored units, or null if it is empty or the image RGB */
	public static IntensityRange displayRange(final ImagePlus image, final int c) {
		if (image.getType() == ImagePlus.COLOR_RGB) return null;
		final LUT[] luts = image.getLuts();
		if (luts.length < c) return null;
		final boolean composite = image.isComposite();
		final double min = composite ? luts[c - 1].min : image.getDisplayRangeMin();
		final double max = composite ? luts[c - 1].max : image.getDisplayRangeMax();
		return max > min && Double.isFinite(max - min) ? new IntensityRange(min, max) : null;
	}

	/**
	 * Gives a result the colours of an image where both have the same number of channels, else red, green and blue for
	 * three channels and grey for others.
	 *
	 * @param source the image that the result was made of; not changed
	 * @param result a 8-, 16- or 32-bit image; RGB images are left as they are
	 * @param ranges the display range of every channel
	 * @return the result as it must be shown: a {@link CompositeImage} for several channels
	 */
	public static ImagePlus show(final ImagePlus source, final ImagePlus result, final List<IntensityRange> ranges) {
		if (result.getType() == ImagePlus.COLOR_RGB) return result;
		final int channels = result.getNChannels();
		final LUT[] luts = luts(source, channels);
		for (int c = 0; c < channels; c++) {
			luts[c].min = ranges.get(c).low();
			luts[c].max = ranges.get(c).high();
		}
		if (channels == 1) {
			result.setLut(luts[0]);
			result.setDisplayRange(luts[0].min, luts[0].max);
			return result;
		}
		final CompositeImage composite = new CompositeImage(result, mode(source, channels));
		composite.setLuts(luts);
		composite.setOpenAsHyperStack(true);
		return composite;
	}

	private static LUT[] luts(final ImagePlus source, final int channels) {
		final boolean rgb = source.getType() == ImagePlus.COLOR_RGB;
		final LUT[] own = rgb ? new LUT[0] : source.getLuts();
		if (own.length == channels) return own;
		final LUT[] luts = new LUT[channels];
		final Color[] primary = { Color.RED, Color.GREEN, Color.BLUE };
		for (int c = 0; c < channels; c++) {
			luts[c] = own.length > 0 && source.getNChannels() == channels ? (LUT) own[0].clone() : LUT.createLutFromColor(
				channels == 3 ? primary[c] : Color.WHITE);
		}
		return luts;
	}

	private static int mode(final ImagePlus source, final int channels) {
		if (source instanceof CompositeImage composite && source.getNChannels() == channels) return composite.getMode();
		return channels == 3 && source.getNChannels() != 3 ? IJ.COMPOSITE : IJ.GRAYSCALE;
	}
}
