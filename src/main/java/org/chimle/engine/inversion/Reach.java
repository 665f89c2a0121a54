package org.chimle.engine.inversion;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

import org.chimle.engine.data.FloatImage;

/**
 * How near a model comes to an observed image.
 *
 * @param restarts one entry per search, in order
 * @param nearest the output of the best search in [0, 1], shape of the observed image
 */
public record Reach(List<Restart> restarts, FloatImage nearest) {

	/**
	 * One search.
	 *
	 * @param startDistance perceptual distance of the random code's output to the observed image
	 * @param distance the same after the search
	 * @param psnr of the output found, against the observed image, dB
	 * @param codeSize root mean square of the code found: near 1 for codes as the model is sampled with; far above, the
	 *          output is reached by a code that sampling would hardly ever draw
	 */
	public record Restart(double startDistance, double distance, double psnr, double codeSize) {}

	/** Copies the list. */
	public Reach {
		restarts = List.copyOf(restarts);
		if (restarts.isEmpty()) throw new IllegalArgumentException("There are no restarts");
	}

	/** @return the mean over restarts of the distance reached; low: the model covers the observed image; NaN if one diverged */
	public double meanDistance() {
		return restarts.stream().mapToDouble(Restart::distance).average().orElseThrow();
	}

	/** @return the standard deviation over restarts (n - 1 in the denominator), NaN for a single one */
	public double standardDeviation() {
		final double mean = meanDistance();
		final double squares = restarts.stream().mapToDouble(restart -> Math.pow(restart.distance - mean, 2)).sum();
		return restarts.size() == 1 ? Double.NaN : Math.sqrt(squares / (restarts.size() - 1));
	}

	/** @return the lowest distance reached, NaN if every search diverged */
	public double bestDistance() {
		return numbers(Restart::distance).min().orElse(Double.NaN);
	}

	/** @return the highest PSNR, dB, NaN if every search diverged */
	public double bestPsnr() {
		return numbers(Restart::psnr).max().orElse(Double.NaN);
	}

	/** A search that diverged is one that found nothing; the others did. */
	private DoubleStream numbers(final ToDoubleFunction<Restart> figure) {
		return restarts.stream().mapToDouble(figure).filter(value -> !Double.isNaN(value));
	}
}
