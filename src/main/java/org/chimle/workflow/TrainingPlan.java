package org.chimle.workflow;

import java.util.List;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.image.FolderOfPairs;

/**
 * What a training job and the folder it found amount to.
 *
 * @param model the architecture
 * @param config the hyper-parameters
 */
record TrainingPlan(ModelConfig model, TrainingConfig config) {

	/** The least input side of a patch: smaller ones show a network nothing but their border. */
	static final int SMALLEST_INPUT = 8;

	private static final int COARSEST = 16;
	private static final int MOST_LEVELS_AT_EQUAL_SIZE = 4;
	private static final double MAPPING_RATE_FACTOR = 0.01;

	/**
	 * How a preset spends its time. Small folders are searched as a whole.
	 *
	 * @param batch pairs per step
	 * @param block pairs per code search at most
	 * @param passes passes over a block between two code searches
	 * @param searchMemoryMiB memory of a code search
	 */
	private record Schedule(int batch, int block, int passes, int searchMemoryMiB) {

		static Schedule of(final Preset preset) {
			return switch (preset) {
				case FAST -> new Schedule(4, 64, 8, 256);
				case BALANCED -> new Schedule(2, 128, 8, 1024);
				// The authors search 400 pairs and then take 10 000 steps of one pair.
				case PAPER -> new Schedule(1, 400, 25, 4096);
			};
		}
	}

	/**
	 * @param job what was asked for
	 * @param folder what was found
	 * @param given the architecture, which suits the folder; null takes the preset's
	 * @return the plan
	 * @throws InvalidInputException if they do not suit each other
	 */
	static TrainingPlan of(final TrainingJob job, final FolderOfPairs folder, final ModelConfig given) {
		final ModelConfig model = given == null ? ofPreset(job, folder) : given;
		final int levels = model.levelCount();
		requirePatch(job.patch(), model);
		final Schedule schedule = Schedule.of(job.preset());
		final int trained = Math.max(1, folder.size() - (int) Math.round(job.validationShare() * folder.size()));
		// Images of different size do not fit one batch.
		final int batch = job.patch() == 0 && !folder.isEqualSized() ? 1 : Math.min(schedule.batch(), trained);
		final int block = Math.min(schedule.block(), trained);
		final List<Integer> samples = job.samplesPerLevel().isEmpty() ? job.preset().samplesPerLevel(levels) : job
			.samplesPerLevel();
		return new TrainingPlan(model, new TrainingConfig(job.distance(), job.search(), samples, job.epochs(), schedule
			.passes() * ((block + batch - 1) / batch), block, batch, job.patch(), job.validationShare(), job.learningRate(),
			MAPPING_RATE_FACTOR, true, job.seed(), schedule.searchMemoryMiB(), job.mixedPrecision()));
	}

	private static ModelConfig ofPreset(final TrainingJob job, final FolderOfPairs folder) {
		final int size = job.patch() > 0 ? job.patch() : folder.shortestTargetSide();
		final int inputChannels = job.task() == Task.COLOURIZATION ? 1 : folder.inputKind().channels();
		return job.preset().model(job.task(), inputChannels, folder.targetKind().channels(), levels(job.task(), folder
			.scale(), size));
	}

	/**
	 * @param task the wiring
	 * @param scale target pixels per input pixel
	 * @param size side of the patch, or the least side of the targets
	 * @return log2(scale) for super-resolution, else as many levels (1..4) as leave about 16 pixels on the coarsest
	 */
	static int levels(final Task task, final int scale, final int size) {
		if (task == Task.SUPER_RESOLUTION) return Integer.numberOfTrailingZeros(scale);
		int levels = 1;
		while (levels < MOST_LEVELS_AT_EQUAL_SIZE && size >> levels >= COARSEST) levels++;
		return levels;
	}

	private static void requirePatch(final int patch, final ModelConfig model) {
		if (patch == 0) return;
		final int multiple = model.scale() * model.sizeMultiple();
		final int least = Math.max(multiple, SMALLEST_INPUT * model.scale());
		if (patch >= least && patch % multiple == 0) return;
		final int better = Math.max((least + multiple - 1) / multiple, (patch + multiple / 2) / multiple) * multiple;
		throw new InvalidInputException("The patch size is " + patch + " pixels but must be a multiple of " + multiple +
			" and at least " + least + " for a model of " + model.levelCount() + (model.levelCount() == 1 ? " level"
				: " levels") + "; choose " + better + ", or 0 for whole images.");
	}
}
