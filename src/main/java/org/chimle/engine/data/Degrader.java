package org.chimle.engine.data;

import java.util.SplittableRandom;

/**
 * Makes an input of a sharp image as a {@link Degradation} says. The part without chance and the noise are apart, so that
 * noise can be drawn anew without blurring again:
 *
 * <pre>
 * clean = grey(reduce(blur(unit(sharp))))      unit(v) = (v - low) / (high - low) of the full scale
 * input = jpeg(Poisson(photons max(clean, 0)) / photons + N(0, (noise / 100)^2))
 * </pre>
 */
public final class Degrader {

	/** Compresses images; the engine itself knows no file formats. */
	@FunctionalInterface
	public interface Compression {

		/**
		 * @param image shape (3, H, W), values in [0, 1]
		 * @param quality from 0.01 (worst) to 1
		 * @return the image after compression, shape (3, H, W)
		 */
		FloatImage apply(FloatImage image, double quality);
	}

	private static final float[] LUMA = { 0.299f, 0.587f, 0.114f };

	private final Degradation degradation;
	private final PointSpread blur;
	private final Compression compression;

	/**
	 * @param degradation with its full scale
	 * @param measured the kernel of its measured blur, or null
	 * @param compression of JPEG
	 */
	public Degrader(final Degradation degradation, final PointSpread measured, final Compression compression) {
		if (degradation.fullScale().isEmpty() || (degradation.psf() == null) != (measured == null)) {
			throw new IllegalArgumentException("The full scale or the kernel of the degradation is missing");
		}
		this.degradation = degradation;
		this.compression = compression;
		blur = measured == null && degradation.blur() > 0 ? PointSpread.gaussian(degradation.blur()) : measured;
	}

	/**
	 * The part without chance.
	 *
	 * @param sharp in original units, shape (C, H, W), H and W multiples of the factor; C is 3 for greyscale
	 * @return in units of the full scale, shape (C, H / factor, W / factor), one channel for greyscale
	 */
	public FloatImage clean(final FloatImage sharp) {
		final FloatImage unit = new FloatImage(sharp.channels(), sharp.height(), sharp.width());
		for (int i = 0; i < unit.data().length; i++) {
			unit.data()[i] = degradation.fullScale().get(i / unit.plane()).toUnit(sharp.data()[i]);
		}
		final FloatImage blurred = blur == null ? unit : blur.apply(unit);
		final int factor = degradation.factor();
		final FloatImage reduced = factor == 1 ? blurred : Resample.bicubic(blurred, sharp.height() / factor, sharp
			.width() / factor);
		return degradation.greyscale() ? grey(reduced) : reduced;
	}

	/**
	 * The noise, and what follows it.
	 *
	 * @param clean of {@link #clean}; not changed
	 * @param random decides the noise
	 * @return the input in original units, not rounded, of the same shape
	 */
	public FloatImage finish(final FloatImage clean, final SplittableRandom random) {
		final FloatImage result = clean.crop(0, 0, clean.height(), clean.width());
		final float[] values = result.data();
		final double photons = degradation.photons();
		for (int i = 0; i < values.length; i++) {
			if (photons > 0) values[i] = (float) (Noise.poisson(random, photons * Math.max(0, values[i])) / photons);
			if (degradation.noise() > 0) values[i] += (float) (degradation.noise() / 100 * Noise.normal(random));
		}
		if (degradation.jpegQuality() > 0) compress(result);
		for (int i = 0; i < values.length; i++) {
			values[i] = degradation.fullScale().get(i / result.plane()).fromUnit(values[i]);
		}
		return result;
	}

	private static FloatImage grey(final FloatImage colours) {
		final FloatImage result = new FloatImage(1, colours.height(), colours.width());
		for (int i = 0; i < colours.data().length; i++) {
			result.data()[i % result.plane()] += LUMA[i / result.plane()] * colours.data()[i];
		}
		return result;
	}

	/** Colours are compressed together, other channels one by one as grey pictures. */
	private void compress(final FloatImage image) {
		final double quality = degradation.jpegQuality() / 100.0;
		if (image.channels() == 3) {
			System.arraycopy(compression.apply(image, quality).data(), 0, image.data(), 0, image.data().length);
			return;
		}
		for (int c = 0; c < image.channels(); c++) {
			final FloatImage grey = new FloatImage(3, image.height(), image.width());
			for (int i = 0; i < 3; i++) {
				System.arraycopy(image.data(), c * image.plane(), grey.data(), i * image.plane(), image.plane());
			}
			System.arraycopy(compression.apply(grey, quality).data(), 0, image.data(), c * image.plane(), image.plane());
		}
	}
}
