package org.chimle.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;

/**
 * How inputs are made of sharp images; the parts are applied in the order of the parameters. Intensities are in units of
 * the full scale: 0 is its low end, 1 its high end.
 *
 * @param blur standard deviation of a Gaussian blur in pixels of the sharp image, 0..30; 0 for none
 * @param psf the measured blur that takes the Gaussian's place, or null
 * @param factor sharp pixels per input pixel along one axis: 1, 2, 4, ... 64; antialiased bicubic reduction
 * @param greyscale whether colours are replaced by their luma, 0.299 R + 0.587 G + 0.114 B
 * @param photons mean count of the Poisson noise at full scale, up to 1e9; 0 for no such noise
 * @param noise standard deviation of Gaussian noise in percent of the full scale, 0..100
 * @param jpegQuality 1..100; 0 for no compression
 * @param fullScale what 0 and 1 are, per channel of the sharp images; empty until it has been measured
 */
public record Degradation(double blur, MeasuredPsf psf, int factor, boolean greyscale, double photons, double noise,
	int jpegQuality, List<IntensityRange> fullScale)
{

	/** Inputs were observed, not made. */
	public static final Degradation NONE = new Degradation(0, null, 1, false, 0, 0, 0, List.of());

	private static final double MOST_BLUR = 30;
	private static final double MOST_PHOTONS = 1e9;
	private static final int MOST_FACTOR = 64;

	/** Checks the ranges. */
	public Degradation {
		require("blur in pixels", blur, MOST_BLUR);
		require("number of photons at full scale", photons, MOST_PHOTONS);
		require("Gaussian noise in percent", noise, 100);
		require("JPEG quality", jpegQuality, 100);
		if (factor < 1 || factor > MOST_FACTOR || Integer.bitCount(factor) != 1) {
			throw new InvalidInputException("The reduction factor is " + factor + " but must be 1, 2, 4, 8, 16, 32 or 64.");
		}
		if (psf != null && blur > 0) {
			throw new InvalidInputException("The blur is " + blur +
				" pixels and a measured point spread function is given too; set the blur to 0 or leave the file out.");
		}
		fullScale = fullScale == null ? List.of() : List.copyOf(fullScale);
	}

	private static void require(final String what, final double value, final double most) {
		if (value >= 0 && value <= most) return;
		throw new InvalidInputException("The " + what + " is " + value + " but must lie between 0 and " + (long) most + ".");
	}

	/** @return the degradation with a measured blur, null for none */
	public Degradation withPsf(final MeasuredPsf measured) {
		return new Degradation(blur, measured, factor, greyscale, photons, noise, jpegQuality, fullScale);
	}

	/** @return the degradation with the full scale, one range per channel of the sharp images */
	public Degradation withFullScale(final List<IntensityRange> ranges) {
		return new Degradation(blur, psf, factor, greyscale, photons, noise, jpegQuality, ranges);
	}

	/** @return whether nothing is done to an image */
	public boolean isNone() {
		return blur == 0 && psf == null && factor == 1 && !greyscale && !isRandom() && jpegQuality == 0;
	}

	/** @return whether noise is drawn */
	public boolean isRandom() {
		return photons > 0 || noise > 0;
	}

	/** @return the task that undoes it */
	public Task task() {
		if (factor > 1) return Task.SUPER_RESOLUTION;
		return greyscale ? Task.COLOURIZATION : Task.GENERIC;
	}

	/** @return e.g. {@code "Gaussian blur of 1.5 px, reduction by 4, Poisson noise of 200 photons at full scale"} */
	public String words() {
		final List<String> parts = new ArrayList<>();
		if (psf != null) parts.add("blur by the point spread function " + psf.file() + " (" + psf.width() + " x " + psf
			.height() + ", SHA-256 " + psf.sha256().substring(0, 12) + "...)");
		if (blur > 0) parts.add("Gaussian blur of " + number(blur) + " px");
		if (factor > 1) parts.add("antialiased reduction by " + factor);
		if (greyscale) parts.add("conversion to greyscale");
		if (photons > 0) parts.add("Poisson noise of " + number(photons) + " photons at full scale");
		if (noise > 0) parts.add("Gaussian noise of " + number(noise) + " % of full scale");
		if (jpegQuality > 0) parts.add("JPEG compression of quality " + jpegQuality);
		return parts.isEmpty() ? "nothing" : String.join(", ", parts);
	}

	private static String number(final double value) {
		return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf((float) value);
	}
}
