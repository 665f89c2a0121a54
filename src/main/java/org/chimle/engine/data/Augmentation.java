package org.chimle.engine.data;

import java.util.SplittableRandom;

import org.chimle.engine.job.InvalidInputException;

/**
 * What is done to a training pair before it reaches the network: both images are cropped to the same window and then
 * flipped and turned alike, so that they stay registered.
 *
 * @param symmetry the flip and turn
 * @param row where the window lies between the uppermost (0) and the lowest (1) possible row, 0 included, 1 excluded
 * @param column where the window lies between the leftmost and the rightmost possible column, like {@code row}
 */
public record Augmentation(Dihedral symmetry, double row, double column) {

	/** The middle of the image as it is. */
	public static final Augmentation CENTRE = new Augmentation(new Dihedral(false, 0), 0.5, 0.5);

	/** Checks the ranges. */
	public Augmentation {
		if (symmetry == null || !(row >= 0 && row < 1 && column >= 0 && column < 1)) {
			throw new IllegalArgumentException("An augmentation needs a symmetry and a position in [0, 1), but has " +
				symmetry + ", " + row + ", " + column);
		}
	}

	/**
	 * Draws an augmentation: all eight symmetries and all positions are equally likely.
	 *
	 * @param seed the seed of the run
	 * @param epoch the pass over the pairs
	 * @param pair the index of the pair
	 * @param flipAndTurn whether the symmetry is drawn as well, else the image keeps its orientation
	 * @return the same for the same arguments
	 */
	public static Augmentation draw(final long seed, final long epoch, final long pair, final boolean flipAndTurn) {
		final SplittableRandom random = SeededRandom.of(seed, epoch, pair);
		final double row = random.nextDouble();
		final double column = random.nextDouble();
		final Dihedral symmetry = new Dihedral(random.nextBoolean(), random.nextInt(4));
		return new Augmentation(flipAndTurn ? symmetry : new Dihedral(false, 0), row, column);
	}

	/**
	 * Crops, flips and turns both images of a pair. A window that is not square gets only half turns in place of quarter
	 * turns, so that images of one size keep one size.
	 *
	 * @param pair input of shape (C, H, W), target of shape (D, H * scale, W * scale)
	 * @param scale target pixels per input pixel along an axis, at least 1
	 * @param patch side of the square window in target pixels, a multiple of scale * multiple; 0 takes the largest window
	 *          that is divisible
	 * @param multiple number by which the sides of the cropped input are divisible, see
	 *          {@code ModelConfig.sizeMultiple}
	 * @return the transformed copy
	 * @throws InvalidInputException if the images do not fit each other or the window does not fit the images
	 */
	public ImagePair apply(final ImagePair pair, final int scale, final int patch, final int multiple) {
		final FloatImage input = pair.input();
		final FloatImage target = pair.target();
		if (target.height() != input.height() * scale || target.width() != input.width() * scale) {
			throw new InvalidInputException("The target of " + pair.name() + " is " + target.size() + " and the input " + input
				.size() + ", but the target must be " + scale + " times as large as the input; check that they belong together.");
		}
		final int height = side(pair.name(), input.height(), scale, patch, multiple);
		final int width = side(pair.name(), input.width(), scale, patch, multiple);
		final int y = (int) (row * (input.height() - height + 1));
		final int x = (int) (column * (input.width() - width + 1));
		final Dihedral element = height == width ? symmetry : new Dihedral(symmetry.flip(), symmetry.quarterTurns() / 2 * 2);
		return new ImagePair(pair.name(), element.apply(input.crop(y, x, height, width)), element.apply(target.crop(y *
			scale, x * scale, height * scale, width * scale)));
	}

	/** @return the side of the window in input pixels */
	private static int side(final String name, final int available, final int scale, final int patch,
		final int multiple)
	{
		if (patch % (scale * multiple) != 0) {
			throw new InvalidInputException("The patch size is " + patch + " but must be a multiple of " + scale * multiple +
				" for this model; choose another patch size, or 0 for whole images.");
		}
		final int side = patch == 0 ? available / multiple * multiple : patch / scale;
		if (side == 0 || side > available) {
			final int needed = Math.max(side, multiple) * scale;
			throw new InvalidInputException("A side of the target of " + name + " has " + available * scale +
				" pixels but at least " + needed + " are needed; choose a smaller patch size or fewer levels, or leave it out.");
		}
		return side;
	}
}
