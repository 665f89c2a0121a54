package org.chimle.engine.data;

import java.util.List;

/**
 * The intensity that a target is expected to have where its input has the intensity x, both in the network's units:
 *
 * <pre>
 * gain x + offset
 * </pre>
 *
 * @param gain within {@value #LIMIT} of 0; negative where the target is dark where the input is bright
 * @param offset within {@value #LIMIT} of 0
 */
public record IntensityLine(double gain, double offset) {

	/** Intensities lie about [0, 1]: a line beyond it relates nothing. */
	static final double LIMIT = 1e4;

	/** Refuses lines that could give infinite intensities. */
	public IntensityLine {
		if (!isWithinLimit(gain) || !isWithinLimit(offset)) {
			throw new IllegalArgumentException("Gain and offset of an intensity line must lie between -" + LIMIT + " and " +
				LIMIT + ", but are " + gain + " and " + offset);
		}
	}

	static boolean isWithinLimit(final double value) {
		return Math.abs(value) <= LIMIT;
	}

	/**
	 * @param lines one per channel
	 * @param image shape (C, H, W)
	 * @return every channel mapped by its line, shape (C, H, W)
	 */
	static FloatImage map(final List<IntensityLine> lines, final FloatImage image) {
		final FloatImage result = new FloatImage(image.channels(), image.height(), image.width());
		for (int c = 0; c < image.channels(); c++) {
			final IntensityLine line = lines.get(c);
			for (int i = c * image.plane(), end = i + image.plane(); i < end; i++) {
				result.data()[i] = (float) (line.gain * image.data()[i] + line.offset);
			}
		}
		return result;
	}
}
