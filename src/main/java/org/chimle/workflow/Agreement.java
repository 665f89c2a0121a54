package org.chimle.workflow;

import java.util.Arrays;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.image.Otsu;

/**
 * The agreement map: per pixel the share of the samples that lie above a threshold. A threshold that is not given is
 * Otsu's, of the mean over the samples at all positions, and one for every channel.
 */
final class Agreement {

	private final Otsu[] search;
	private final double[] thresholds;
	private final int offset;

	/**
	 * @param given in the units that the user reads, NaN if it is to be found
	 * @param ranges what the network can give, one per channel, in stored units
	 * @param offset stored minus read values
	 */
	Agreement(final double given, final List<IntensityRange> ranges, final int offset) {
		this.offset = offset;
		thresholds = new double[ranges.size()];
		Arrays.fill(thresholds, given + offset);
		search = Double.isNaN(given) ? ranges.stream().map(range -> new Otsu(range.low(), range.high())).toArray(Otsu[]::new)
			: null;
	}

	/** Takes the mean of a position, where the threshold is to be found. */
	void learn(final FloatImage mean) {
		if (search == null) return;
		for (int i = 0; i < mean.data().length; i++) search[i / mean.plane()].add(mean.data()[i]);
	}

	/** Fixes the thresholds once the means of all positions are known. */
	void settle() {
		if (search != null) Arrays.setAll(thresholds, c -> search[c].threshold());
	}

	/**
	 * @param sample values in stored units, channel after channel
	 * @param counts goes up by one where the sample lies above the threshold
	 */
	void count(final float[] sample, final FloatImage counts) {
		for (int i = 0; i < sample.length; i++) if (sample[i] > thresholds[i / counts.plane()]) counts.data()[i]++;
	}

	/** @return counts divided by the number of samples */
	static FloatImage shares(final FloatImage counts, final int samples) {
		for (int i = 0; i < counts.data().length; i++) counts.data()[i] /= samples;
		return counts;
	}

	/** @return the threshold of a channel, from 1, in words */
	String words(final int channel) {
		return (float) threshold(channel) + (search == null ? "" : " (Otsu's threshold of the mean)");
	}

	/** @return the threshold of a channel, from 1, in the units that the user reads */
	double threshold(final int channel) {
		return thresholds[channel - 1] - offset;
	}
}
