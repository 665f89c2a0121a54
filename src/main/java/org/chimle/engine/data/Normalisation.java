package org.chimle.engine.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How the intensities of inputs and targets are mapped to [0, 1]: one range per channel, measured once over the
 * training folder and stored in the model, so that sampling applies and undoes exactly what training did.
 *
 * @param input one range per input channel
 * @param target one range per channel of the finished image
 */
public record Normalisation(List<IntensityRange> input, List<IntensityRange> target) {

	/** Copies the lists. */
	public Normalisation {
		input = List.copyOf(input);
		target = List.copyOf(target);
		if (input.isEmpty() || target.isEmpty()) throw new IllegalArgumentException("A normalisation needs ranges");
	}

	/** @return whether the targets have the channels of the inputs and, by all that is known, their units */
	public boolean keepsUnits() {
		return input.size() == target.size() && IntStream.range(0, input.size()).allMatch(c -> input.get(c).isLike(target.get(
			c)));
	}

	/** @return the input mapped to the network's range; values outside the stored range are kept, not clipped */
	public FloatImage normaliseInput(final FloatImage image) {
		return map(image, input, IntensityRange::toUnit);
	}

	/** @return the target mapped to [0, 1]; values outside the stored range are clipped, as the network cannot give them */
	public FloatImage normaliseTarget(final FloatImage image) {
		return map(image, target, (range, v) -> Math.min(1, Math.max(0, range.toUnit(v))));
	}

	/** @return an input of the network in its original intensity units */
	public FloatImage restoreInput(final FloatImage image) {
		return map(image, input, IntensityRange::fromUnit);
	}

	/** @return an output of the network in the target's original intensity units */
	public FloatImage restoreTarget(final FloatImage image) {
		return map(image, target, IntensityRange::fromUnit);
	}

	private static FloatImage map(final FloatImage image, final List<IntensityRange> ranges,
		final ValueMap function)
	{
		if (image.channels() != ranges.size()) {
			throw new IllegalArgumentException("The image has " + image.channels() + " channels, the normalisation " + ranges
				.size());
		}
		final FloatImage result = new FloatImage(image.channels(), image.height(), image.width());
		for (int c = 0; c < image.channels(); c++) {
			final IntensityRange range = ranges.get(c);
			for (int i = c * image.plane(), end = i + image.plane(); i < end; i++) {
				result.data()[i] = function.apply(range, image.data()[i]);
			}
		}
		return result;
	}

	@FunctionalInterface
	private interface ValueMap {

		float apply(IntensityRange range, double value);
	}
}
