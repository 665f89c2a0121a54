package org.chimle.image;

import ij.gui.Plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.chimle.engine.data.IntensityRange;

/** How often intensities occur in a folder, one curve per channel, from a bounded subsample of all images. */
final class FolderHistogram {

	private static final int BINS = 256;
	private static final int MOST_CHANNELS = 6;
	private static final int VALUES_PER_CHANNEL = 1 << 19;
	private static final int WIDTH = 480;
	private static final int HEIGHT = 260;
	private static final Color[] COLOURS = { Color.RED, new Color(0, 140, 0), Color.BLUE, Color.MAGENTA, Color.ORANGE,
		Color.CYAN };

	private final List<IntensitySample> channels = new ArrayList<>();
	private final int images;
	private boolean whole = true;

	/** @param images number of images that will be added, at least 1 */
	FolderHistogram(final int images) {
		this.images = images;
	}

	void add(final LoadedImage image) {
		whole &= image.kind().bitDepth() != 32;
		for (int c = 0; c < Math.min(MOST_CHANNELS, image.image().channels()); c++) {
			if (c == channels.size()) channels.add(new IntensitySample(images, VALUES_PER_CHANNEL));
			channels.get(c).add(image.image(), c);
		}
	}

	/**
	 * @param title of the plot
	 * @return the plot, or null if there are no images; the share of pixels is on a logarithmic axis
	 */
	Plot plot(final String title) {
		if (channels.isEmpty()) return null;
		final List<float[]> values = channels.stream().map(IntensitySample::values).toList();
		final IntensityRange range = range(values);
		final Plot plot = new Plot(title, "Intensity", "Pixels (%)");
		plot.setFrameSize(WIDTH, HEIGHT);
		final double[] places = IntStream.range(0, BINS).mapToDouble(bin -> range.fromUnit((bin + 0.5) / BINS)).toArray();
		final List<double[]> shares = values.stream().map(channel -> shares(channel, range)).toList();
		final double most = shares.stream().flatMapToDouble(Arrays::stream).max().orElseThrow();
		// Empty bins lie on the axis, which has no zero.
		final double floor = shares.stream().flatMapToDouble(Arrays::stream).filter(share -> share > 0).min().orElseThrow() /
			2;
		for (int c = 0; c < shares.size(); c++) {
			plot.setColor(shares.size() == 1 ? Color.BLACK : COLOURS[c]);
			plot.addPoints(places, Arrays.stream(shares.get(c)).map(share -> Math.max(floor, share)).toArray(), Plot.LINE);
		}
		plot.setAxisYLog(true);
		plot.setLimits(range.low(), range.high(), floor, Math.min(100, 2 * most));
		plot.setColor(Color.BLACK);
		if (values.size() > 1) plot.addLegend(IntStream.rangeClosed(1, values.size()).mapToObj(c -> "channel " + c).collect(
			Collectors.joining("\n")));
		return plot;
	}

	/** Whole numbers get bins of whole numbers, so that none is emptier than its neighbours by chance. */
	private IntensityRange range(final List<float[]> values) {
		double least = Double.POSITIVE_INFINITY;
		double most = Double.NEGATIVE_INFINITY;
		for (final float[] channel : values) {
			for (final float value : channel) {
				least = Math.min(least, value);
				most = Math.max(most, value);
			}
		}
		if (!whole) return RangeMeasurement.between(least, most);
		final double width = Math.ceil((most - least + 1) / BINS);
		return new IntensityRange(least - 0.5, least - 0.5 + width * BINS);
	}

	private static double[] shares(final float[] values, final IntensityRange range) {
		final double[] shares = new double[BINS];
		for (final float value : values) {
			final int bin = (int) (BINS * range.toUnit(value));
			shares[Math.max(0, Math.min(BINS - 1, bin))] += 100.0 / values.length;
		}
		return shares;
	}
}
