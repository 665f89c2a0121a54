package org.chimle.engine.distill;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.chimle.engine.data.Dihedral;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;
import org.chimle.engine.data.SeededRandom;

/**
 * Draws groups. Training and test share neither an image nor a strength: the strengths between 0 and 1 are divided into
 * bands that belong to one of the two.
 *
 * @param families all families
 * @param distortions what is done to the images
 * @param heldOut whether held-out images and strengths are drawn
 * @param distorted distorted images in a group
 * @param seed fixes what is drawn
 */
record GroupSource(List<ImageFamily> families, List<Distortion> distortions, boolean heldOut, int distorted, long seed) {

	/** Side of the images that are compared. */
	static final int SIDE = 64;
	/** Drawn around them, so that no distortion has to invent what is outside. */
	private static final int MARGIN = 12;
	private static final int DRAWN = SIDE + 2 * MARGIN;
	/** One band of strengths in so many is held out. */
	private static final int BANDS = 10;
	private static final int HELD_OUT_BAND_EVERY = 4;
	private static final double SECOND_DISTORTION = 0.35;
	/** Empty background teaches little: of so many places the richest is taken. */
	private static final int PLACES = 3;

	GroupSource {
		families = families.stream().map(family -> family.part(heldOut)).filter(family -> !family.images().isEmpty()).toList();
		distortions = List.copyOf(distortions);
	}

	/** @return the group of that number, always the same */
	ImageGroup draw(final long number) {
		final SplittableRandom random = SeededRandom.of(seed, heldOut ? 1 : 0, number);
		final int family = (int) (number % families.size());
		final List<FloatImage> images = families.get(family).images();
		final FloatImage taken = place(images.get(random.nextInt(images.size())), random);
		final FloatImage image = heldOut ? taken : Appearance.varied(taken, random);
		final List<FloatImage> members = new ArrayList<>(List.of(finished(image)));
		for (int d = 0; d < distorted; d++) members.add(finished(distort(image, random)));
		return new ImageGroup(family, members);
	}

	private FloatImage distort(final FloatImage image, final SplittableRandom random) {
		final FloatImage once = distortion(random).apply(image, strength(random), random);
		if (random.nextDouble() >= SECOND_DISTORTION) return once;
		return distortion(random).apply(clipped(once), strength(random), random);
	}

	private Distortion distortion(final SplittableRandom random) {
		return distortions.get(random.nextInt(distortions.size()));
	}

	private double strength(final SplittableRandom random) {
		while (true) {
			final int band = random.nextInt(BANDS);
			if ((band % HELD_OUT_BAND_EVERY == 2) == heldOut) return (band + random.nextDouble()) / BANDS;
		}
	}

	private static FloatImage place(final FloatImage image, final SplittableRandom random) {
		final int shorter = Math.min(image.height(), image.width());
		FloatImage best = null;
		double most = -1;
		final int places = random.nextInt(4) == 0 ? 1 : PLACES;
		for (int p = 0; p < places; p++) {
			final int side = Math.min(shorter, (int) Math.round(DRAWN * Distortions.geometric(0.7, 1.8, random
				.nextDouble())));
			final FloatImage crop = image.crop(random.nextInt(image.height() - side + 1), random.nextInt(image.width() - side +
				1), side, side);
			final double spread = spread(crop);
			if (spread > most) {
				most = spread;
				best = crop;
			}
		}
		final FloatImage sized = Resample.bicubic(best, DRAWN, DRAWN);
		return clipped(new Dihedral(random.nextBoolean(), random.nextInt(4)).apply(coloured(sized, random)));
	}

	/** Grey versions of colour images, and colours in another order. */
	private static FloatImage coloured(final FloatImage image, final SplittableRandom random) {
		final int plane = image.plane();
		final int turn = random.nextInt(3);
		final boolean grey = random.nextInt(3) == 0;
		final float[] values = new float[3 * plane];
		for (int i = 0; i < plane; i++) {
			for (int c = 0; c < 3; c++) {
				values[c * plane + i] = grey ? (image.data()[i] + image.data()[plane + i] + image.data()[2 * plane + i]) / 3
					: image.data()[(c + turn) % 3 * plane + i];
			}
		}
		return new FloatImage(3, image.height(), image.width(), values);
	}

	private static double spread(final FloatImage image) {
		double sum = 0;
		double square = 0;
		for (final float value : image.data()) {
			sum += value;
			square += value * value;
		}
		final double mean = sum / image.data().length;
		return square / image.data().length - mean * mean;
	}

	private static FloatImage clipped(final FloatImage image) {
		for (int i = 0; i < image.data().length; i++) image.data()[i] = Math.max(0, Math.min(1, image.data()[i]));
		return image;
	}

	private static FloatImage finished(final FloatImage image) {
		return clipped(image.crop(MARGIN, MARGIN, SIDE, SIDE));
	}
}
