package org.chimle.image;

import ij.ImagePlus;
import ij.measure.Calibration;

/**
 * Where the pixels of a result come from.
 *
 * @param source the image that the result was made of; not changed
 * @param region the part of it that the result shows
 * @param scale result pixels per source pixel along one axis
 */
public record Origin(ImagePlus source, Region region, int scale) {

	/** @return the origin of a result that shows the whole image */
	public static Origin whole(final ImagePlus source, final int scale) {
		return new Origin(source, Region.whole(source), scale);
	}

	/**
	 * The source's calibration for smaller pixels, moved so that every point of the specimen keeps its coordinates.
	 * Units of intensity are kept only for signed 16-bit pixels.
	 *
	 * @param bitDepth of the result
	 * @return a new calibration
	 */
	Calibration calibration(final int bitDepth) {
		final Calibration calibration = source.getCalibration().copy();
		calibration.pixelWidth /= scale;
		calibration.pixelHeight /= scale;
		calibration.xOrigin = (calibration.xOrigin - region.x()) * scale;
		calibration.yOrigin = (calibration.yOrigin - region.y()) * scale;
		if (bitDepth != 16 || !calibration.isSigned16Bit()) {
			calibration.setFunction(Calibration.NONE, null, "Gray Value");
		}
		return calibration;
	}
}
