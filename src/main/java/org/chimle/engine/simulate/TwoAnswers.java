package org.chimle.engine.simulate;

import java.util.SplittableRandom;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.Noise;
import org.chimle.engine.data.Resample;
import org.chimle.engine.data.SeededRandom;

/**
 * A super-resolution problem with exactly two equally likely answers, both known: a pair of parallel bars, horizontal
 * (a) or vertical (b), seen as a blob of a few pixels. Position (continuous), size and brightness vary from example to
 * example.
 *
 * <pre>
 * input = R((a + b) / 2) + N(0, {@value #NOISE}^2),   R: antialiased bicubic reduction by {@value #SCALE}
 * </pre>
 *
 * The average of both is reduced, so the input holds no trace of which one was observed: the posterior is one half
 * each. The separation of the bars is chosen so that both have about the same second moments along both axes; R(a) and
 * R(b) then differ so little that either is within the noise of R((a + b) / 2).
 *
 * @param input the input, shape (1, 8, 8), about [-0.1, 0.7]
 * @param a horizontal bars, shape (1, 32, 32), [0, 1]
 * @param b vertical bars, shape (1, 32, 32), [0, 1]
 * @param aObserved whether a is the answer that was observed
 */
public record TwoAnswers(FloatImage input, FloatImage a, FloatImage b, boolean aObserved) {

	/** Target pixels per input pixel along an axis. */
	public static final int SCALE = 4;

	/** Standard deviation of the noise of the input. */
	public static final double NOISE = 0.0225;

	private static final int SIDE = 32;

	/** Standard deviation of a bar's profile, i.e. bars about two pixels wide. */
	private static final double STROKE = 0.85;

	/** Length of the bars' skeletons in target pixels and their separation relative to it. */
	private static final double LENGTH = 6.6;
	private static final double SEPARATION = 0.645;

	/**
	 * Draws an example.
	 *
	 * @param seed the seed of the data set
	 * @param index which example
	 * @return the same for the same arguments
	 */
	public static TwoAnswers draw(final long seed, final int index) {
		final SplittableRandom random = SeededRandom.of(seed, index);
		final double cy = Noise.uniform(random, 11, 21);
		final double cx = Noise.uniform(random, 11, 21);
		final double length = LENGTH * Noise.uniform(random, 0.93, 1.07);
		final double brightness = Noise.uniform(random, 0.7, 1);
		final boolean aObserved = random.nextBoolean();
		final FloatImage a = bars(cy, cx, length, brightness, false);
		final FloatImage b = bars(cy, cx, length, brightness, true);
		final FloatImage average = new FloatImage(1, SIDE, SIDE);
		for (int i = 0; i < average.data().length; i++) average.data()[i] = (a.data()[i] + b.data()[i]) / 2;
		final FloatImage input = Resample.bicubic(average, SIDE / SCALE, SIDE / SCALE);
		for (int i = 0; i < input.data().length; i++) input.data()[i] += (float) (NOISE * Noise.normal(random));
		return new TwoAnswers(input, a, b, aObserved);
	}

	/** @return the answer that was observed */
	public FloatImage observed() {
		return aObserved ? a : b;
	}

	/**
	 * @param name the name of the pair
	 * @return the input and the observed answer
	 */
	public ImagePair pair(final String name) {
		return new ImagePair(name, input, observed());
	}

	private static FloatImage bars(final double cy, final double cx, final double length, final double brightness,
		final boolean vertical)
	{
		final FloatImage image = new FloatImage(1, SIDE, SIDE);
		for (int y = 0; y < SIDE; y++) {
			for (int x = 0; x < SIDE; x++) {
				final double dy = Math.abs(y + 0.5 - cy);
				final double dx = Math.abs(x + 0.5 - cx);
				final double beyondEnd = Math.max(0, (vertical ? dy : dx) - length / 2);
				final double besides = (vertical ? dx : dy) - length * SEPARATION / 2;
				image.set(0, y, x, (float) (brightness * GaussianBlur.gaussian(Math.hypot(beyondEnd, besides), STROKE)));
			}
		}
		return image;
	}
}
