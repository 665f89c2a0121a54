package org.chimle.workflow;

import ij.ImagePlus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.model.SavedModel;
import org.chimle.image.ConditioningInput;
import org.chimle.image.ImageKind;
import org.chimle.image.Origin;
import org.chimle.image.Planes;
import org.chimle.image.RangeMeasurement;
import org.chimle.image.Region;
import org.chimle.image.StackAppearance;
import org.chimle.image.StackLayout;

/**
 * How an image is fed to a model: which channels go in together, and what comes out. A model of one input channel runs
 * on every channel by itself; a model of k channels needs images of k.
 *
 * @param model the model
 * @param image the image
 * @param kind its pixels
 * @param together whether all channels go in at once
 * @param region the part of the image that is processed. The network does not see what surrounds it: trained on patches it
 *          knows borders, more of them was no better when it was measured, and so a selection gives what a crop gives
 */
record GenerationPlan(SavedModel model, ImagePlus image, ImageKind kind, boolean together, Region region) {

	/** Pixels on the coarsest level below which a level has nothing to work on. */
	private static final int SMALLEST_LEVEL = 4;

	/** The same for the whole image, whatever its selection. */
	static GenerationPlan of(final SavedModel model, final ImagePlus image) {
		requireImage(image);
		return of(model, image, Region.whole(image));
	}

	/** @throws InvalidInputException if there is nothing to look at */
	static void requireImage(final ImagePlus image) {
		if (image == null || image.getWidth() < 1 || image.getStackSize() < 1) {
			throw new InvalidInputException("There is no image; open one first.");
		}
	}

	/**
	 * @param model the model
	 * @param image the image
	 * @param region the part of it that is processed
	 * @return the plan
	 * @throws InvalidInputException if the image does not suit the model
	 */
	static GenerationPlan of(final SavedModel model, final ImagePlus image, final Region region) {
		final ImageKind kind = ImageKind.of(image);
		final ModelConfig config = model.config();
		final boolean together = ConditioningInput.takes(config, kind);
		final boolean oneByOne = config.task() != Task.COLOURIZATION && config.inputChannels() == 1 && config
			.imageChannels() == 1;
		if (!together && !oneByOne) {
			throw new InvalidInputException("The image " + image.getTitle() + " has " + kind.channels() + (kind.channels() == 1
				? " channel" : " channels") + ", but the model needs " + config.inputChannels() + (config
					.task() == Task.COLOURIZATION ? " or RGB" : "") +
				"; split or merge channels (Image > Color) or choose another model.");
		}
		final int smallest = smallestSide(config);
		final boolean all = region.equals(Region.whole(image));
		if (region.width() < smallest || region.height() < smallest) {
			throw new InvalidInputException("The " + (all ? "image " : "selection in ") + image.getTitle() + " is " + region
				.width() + " x " + region.height() + " pixels, but the model needs at least " + smallest + " x " + smallest + (all
					? "; open a larger image." : "; make it larger."));
		}
		requireArrays(config, together ? config.imageChannels() : kind.channels(), image.getTitle(), region);
		return new GenerationPlan(model, image, kind, together, region);
	}

	/** The largest arrays are the samples and the latent code of the last level, which has the size of what the level sees. */
	private static void requireArrays(final ModelConfig config, final int outputs, final String title,
		final Region region)
	{
		final double pixels = (double) region.width() * region.height() * config.scale() * config.scale();
		final double seen = config.task() == Task.SUPER_RESOLUTION ? pixels / 4 : pixels;
		final double values = Math.max(pixels * Math.max(outputs, config.inputChannels()), seen * config.codeChannels());
		if (values <= FloatImage.MOST_VALUES) return;
		throw new InvalidInputException(String.format(Locale.ROOT, "A sample of %s, %d x %d pixels, takes arrays of %.0f numbers, " +
			"but they can have at most %d; select a smaller part of the image.", title, region.width(), region.height(), values,
			FloatImage.MOST_VALUES));
	}

	/** @return the least width and height of an input image */
	static int smallestSide(final ModelConfig config) {
		return SMALLEST_LEVEL * config.sizeMultiple();
	}

	int scale() {
		return model.config().scale();
	}

	/** @return how often the network runs at one position */
	int groups() {
		return together ? 1 : kind.channels();
	}

	/** @return planes that the network is run on for one sample */
	long runs() {
		return (long) groups() * image.getNSlices() * image.getNFrames();
	}

	/** @return group g (from 0) of a position in original units, shape (channels of the group, H, W) of the region */
	FloatImage original(final int group, final int z, final int t) {
		return region.of(together ? Planes.all(image, z, t) : Planes.channel(image, group + 1, z, t));
	}

	/** @return where the pixels of the results come from */
	Origin origin() {
		return new Origin(image, region, scale());
	}

	/** @return values of one result at one position */
	long valuesPerPosition() {
		return (long) region.width() * scale() * region.height() * scale() * outputChannels();
	}

	/** @return positions: slices times frames */
	long positions() {
		return (long) image.getNSlices() * image.getNFrames();
	}

	FloatImage conditioning(final FloatImage original) {
		return ConditioningInput.of(original, model.config().task(), model.normalisation());
	}

	int outputChannels() {
		return together ? model.config().imageChannels() : kind.channels();
	}

	/** @return whether the result is a colour picture */
	boolean isColour() {
		return outputChannels() == 3 && (kind.rgb() || model.config().task() == Task.COLOURIZATION) && model.normalisation()
			.target().stream().allMatch(RangeMeasurement::isOfBytes);
	}

	/**
	 * @param images results on the T axis for every frame of the image
	 * @param matchInput whether results have the image's bit depth instead of 32 bit
	 * @return the shape of the hyperstack
	 */
	StackLayout layout(final int images, final boolean matchInput) {
		final boolean rgb = matchInput && isColour();
		final int depth = !matchInput ? 32 : rgb ? 8 : depthOfTarget();
		return new StackLayout(region.width() * scale(), region.height() * scale(), new ImageKind(depth, rgb,
			outputChannels()), image.getNSlices(), (long) images * image.getNFrames());
	}

	/** 8-bit grey values may become 16-bit colours. */
	private int depthOfTarget() {
		final boolean more = model.config().task() == Task.COLOURIZATION && model.normalisation().target().get(0)
			.high() > 255;
		return more ? Math.max(16, kind.bitDepth()) : kind.bitDepth();
	}

	/** @return what the network can give, for every channel of the result, in stored units */
	List<IntensityRange> outputRanges() {
		final List<IntensityRange> target = model.normalisation().target();
		return IntStream.range(0, outputChannels()).mapToObj(c -> target.get(together ? c : 0)).toList();
	}

	/**
	 * The display range of every channel: the image's own, as long as the model gives intensities of the same kind as it
	 * takes; else what the model can give.
	 */
	List<IntensityRange> displayRanges(final int depth) {
		final List<IntensityRange> result = new ArrayList<>();
		final int offset = depth == 32 ? StackAppearance.storedOffset(image) : 0;
		for (int c = 0; c < outputChannels(); c++) {
			final IntensityRange own = outputChannels() == kind.channels() ? StackAppearance.displayRange(image, c + 1) : null;
			final IntensityRange input = model.normalisation().input().get(together && outputChannels() == kind.channels() && c <
				model.normalisation().input().size() ? c : 0);
			final IntensityRange target = model.normalisation().target().get(together ? c : 0);
			final IntensityRange range = own != null && input.isLike(target) ? own : target;
			result.add(isColour() ? new IntensityRange(0, 255) : new IntensityRange(range.low() - offset, range.high() -
				offset));
		}
		return result;
	}
}
