package org.chimle.engine.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.feature.FeatureNetwork;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;

/**
 * What the bundled distance sees of an image, without where it sees it: for every channel of every tap the mean over
 * the plane, and of the first tap, the intensities, also the standard deviation.
 * <p>
 * The taps are weighted by one over the root of their number of pixels, which is undone, so that images of different
 * size can be compared. Images have a number of features that depends on their channels and, as small images have fewer
 * taps, on their shorter side below 16 pixels.
 */
final class BundledFeatures implements FeatureNetwork {

	/** Its name in headings. */
	static final String NAME = "bundled";

	private static final double LEAST_VARIANCE = 1e-12;

	private final PerceptualDistance distance;
	private final int dimension;

	/**
	 * @param manager on the device; owns what the distance keeps
	 * @param channels of the images
	 * @param height of a typical image
	 * @param width of a typical image
	 */
	BundledFeatures(final NDManager manager, final int channels, final int height, final int width) {
		distance = Distances.of(DistanceKind.LEARNED, manager);
		dimension = Scope.get(() -> (int) features(manager.zeros(new Shape(1, channels, height, width))).getShape().get(1));
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public int dimension() {
		return dimension;
	}

	@Override
	public NDArray features(final NDArray images) {
		return Scope.array(() -> {
			final NDList taps = distance.features(images);
			final List<NDArray> parts = new ArrayList<>();
			for (int t = 0; t < taps.size(); t++) {
				final Shape shape = taps.get(t).getShape();
				final long pixels = shape.get(2) * shape.get(3);
				final NDArray tap = Ops.scale(taps.get(t), Math.sqrt(pixels)).reshape(shape.get(0), shape.get(1), pixels);
				final NDArray mean = tap.mean(new int[] { 2 }, true); // (N, C_t, 1)
				parts.add(mean.reshape(shape.get(0), shape.get(1)));
				if (t == 0) parts.add(tap.sub(mean).square().mean(new int[] { 2 }).add(LEAST_VARIANCE).sqrt());
			}
			return Ops.concatChannels(parts.toArray(NDArray[]::new)); // (N, D)
		});
	}
}
