package org.chimle.engine.distill;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;

/** The distortions that need no other program, by name. */
public final class Distortions {

	private Distortions() {}

	/** @return name to distortion, in a fixed order */
	public static Map<String, Distortion> all() {
		final Map<String, Distortion> all = new LinkedHashMap<>();
		all.put("blur", (image, strength, random) -> Filters.blur(image, geometric(0.4, 4, strength)));
		all.put("sharpening", Distortions::sharpen);
		all.put("gaussian noise", (image, strength, random) -> noise(image, geometric(0.008, 0.25, strength), random));
		all.put("poisson noise", (image, strength, random) -> poisson(image, geometric(2000, 4, strength), random));
		all.put("resolution", Distortions::coarser);
		all.put("shift", (image, strength, random) -> shift(image, geometric(0.4, 3, strength), random));
		all.put("warp", (image, strength, random) -> Filters.warp(image, geometric(0.4, 4, strength), random));
		all.put("gamma", Distortions::brighten);
		all.put("contrast", Distortions::contrast);
		all.put("replacement", Distortions::replace);
		all.put("posterisation", (image, strength, random) -> posterise(image, geometric(48, 3, strength)));
		return all;
	}

	/** @return low at strength 0, high at strength 1, in equal ratios between */
	static double geometric(final double low, final double high, final double strength) {
		return low * Math.pow(high / low, strength);
	}

	private interface Curve {

		double at(double value);
	}

	private static FloatImage map(final FloatImage image, final Curve curve) {
		final float[] values = new float[image.data().length];
		for (int i = 0; i < values.length; i++) values[i] = (float) curve.at(image.data()[i]);
		return new FloatImage(image.channels(), image.height(), image.width(), values);
	}

	private static FloatImage brighten(final FloatImage image, final double strength, final SplittableRandom random) {
		final double darker = geometric(1.08, 2.6, strength);
		final double gamma = random.nextBoolean() ? darker : 1 / darker;
		return map(image, value -> Math.pow(Math.max(0, value), gamma));
	}

	private static FloatImage posterise(final FloatImage image, final double steps) {
		return map(image, value -> Math.round(value * steps) / steps);
	}

	private static FloatImage sharpen(final FloatImage image, final double strength, final SplittableRandom random) {
		final FloatImage blurred = Filters.blur(image, 0.8 + 1.5 * random.nextDouble());
		return Filters.mix(image, blurred, -geometric(0.15, 3, strength));
	}

	private static FloatImage noise(final FloatImage image, final double deviation, final SplittableRandom random) {
		final boolean grey = random.nextBoolean();
		final float[] values = new float[image.data().length];
		for (int i = 0; i < values.length; i++) {
			final boolean repeated = grey && i >= image.plane();
			final double difference = repeated ? values[i - image.plane()] - image.data()[i - image.plane()] : deviation * random
				.nextGaussian();
			values[i] = (float) (image.data()[i] + difference);
		}
		return new FloatImage(image.channels(), image.height(), image.width(), values);
	}

	/** Photon noise, by the normal distribution of the same mean and variance. */
	private static FloatImage poisson(final FloatImage image, final double photons, final SplittableRandom random) {
		final double[] normal = new double[image.plane()];
		for (int i = 0; i < normal.length; i++) normal[i] = random.nextGaussian();
		final float[] values = new float[image.data().length];
		for (int i = 0; i < values.length; i++) {
			final double value = Math.max(0, image.data()[i]);
			values[i] = (float) (value + Math.sqrt((value + 0.01) / photons) * normal[i % normal.length]);
		}
		return new FloatImage(image.channels(), image.height(), image.width(), values);
	}

	/** Smaller and back, with or without interpolation. */
	private static FloatImage coarser(final FloatImage image, final double strength, final SplittableRandom random) {
		final double factor = geometric(1.3, 16, strength);
		final int height = (int) Math.max(2, Math.round(image.height() / factor));
		final int width = (int) Math.max(2, Math.round(image.width() / factor));
		final FloatImage small = Resample.bicubic(image, height, width);
		return random.nextInt(3) == 0 ? Resample.box(small, image.height(), image.width()) : Resample.bicubic(small, image
			.height(), image.width());
	}

	private static FloatImage shift(final FloatImage image, final double pixels, final SplittableRandom random) {
		final double angle = 2 * Math.PI * random.nextDouble();
		final double dy = pixels * Math.sin(angle);
		final double dx = pixels * Math.cos(angle);
		final boolean whole = random.nextBoolean();
		return Filters.resample(image, (y, x) -> whole ? Math.round(dy) : dy, (y, x) -> whole ? Math.round(dx) : dx);
	}

	private static FloatImage contrast(final FloatImage image, final double strength, final SplittableRandom random) {
		final double gain = geometric(1.05, 2.2, strength);
		final double factor = random.nextBoolean() ? gain : 1 / gain;
		final double offset = geometric(0.01, 0.25, strength) * (2 * random.nextDouble() - 1);
		final double colour = random.nextInt(3) == 0 ? 0.2 * strength : 0;
		final float[] values = new float[image.data().length];
		for (int c = 0; c < image.channels(); c++) {
			final double shift = offset + colour * (2 * random.nextDouble() - 1);
			for (int i = c * image.plane(); i < (c + 1) * image.plane(); i++) {
				values[i] = (float) (0.5 + factor * (image.data()[i] - 0.5) + shift);
			}
		}
		return new FloatImage(image.channels(), image.height(), image.width(), values);
	}

	/** Puts pieces of the image in other places. */
	private static FloatImage replace(final FloatImage image, final double strength, final SplittableRandom random) {
		final FloatImage result = image.crop(0, 0, image.height(), image.width());
		final int side = (int) Math.round(geometric(4, 0.4 * image.width(), strength));
		final int pieces = 1 + random.nextInt(6);
		for (int p = 0; p < pieces; p++) {
			final FloatImage piece = image.crop(random.nextInt(image.height() - side), random.nextInt(image.width() - side),
				side, side);
			final int toY = random.nextInt(image.height() - side);
			final int toX = random.nextInt(image.width() - side);
			for (int c = 0; c < image.channels(); c++) {
				for (int y = 0; y < side; y++) {
					for (int x = 0; x < side; x++) result.set(c, toY + y, toX + x, piece.get(c, y, x));
				}
			}
		}
		return result;
	}
}
