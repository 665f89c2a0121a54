package org.chimle.workflow;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.image.FolderOfPairs;

/** Whether a model that exists suits what is to be trained. */
final class StartingModel {

	/** Intensities that differ more than this in contrast make the learned ones useless. */
	private static final double SIMILAR = 4;

	private StartingModel() {}

	/**
	 * @param model the architecture there is
	 * @param name names the model in messages
	 * @param task the task asked for
	 * @param folder the pairs
	 * @throws InvalidInputException if they do not suit each other, with every difference
	 */
	static void requireFit(final ModelConfig model, final String name, final Task task, final FolderOfPairs folder) {
		final List<String> differences = new ArrayList<>();
		if (model.task() != task) {
			differences.add("its task is " + model.task().label() + ", not " + task.label());
		}
		else {
			final int inputs = task == Task.COLOURIZATION ? 1 : folder.inputKind().channels();
			differ("its number of input channels is", model.inputChannels(), inputs, differences);
			differ("its number of target channels is", model.imageChannels(), folder.targetKind().channels(), differences);
			differ("its scale is", model.scale(), folder.scale(), differences);
		}
		if (differences.isEmpty()) return;
		throw new InvalidInputException("The model " + name + " does not suit the pairs: " + String.join("; ", differences) +
			"; choose another model to start from, another task or other folders.");
	}

	private static void differ(final String what, final int own, final int wanted, final List<String> differences) {
		if (own != wanted) differences.add(what + " " + own + ", not " + wanted);
	}

	/** Warns where the intensities of the pairs are far from those that the model knows. */
	static void compareRanges(final String what, final List<IntensityRange> known, final List<IntensityRange> found,
		final JobMonitor monitor)
	{
		for (int c = 0; c < known.size(); c++) {
			final IntensityRange a = known.get(c);
			final IntensityRange b = found.get(c);
			final double ratio = (a.high() - a.low()) / (b.high() - b.low());
			if (a.low() < b.high() && b.low() < a.high() && ratio < SIMILAR && ratio > 1 / SIMILAR) continue;
			monitor.warn("The model to start from knows " + what + " intensities from " + (float) a.low() + " to " + (float) a
				.high() + ", but these pairs have " + (float) b.low() + " to " + (float) b.high() +
				"; training may gain little from it.");
			return;
		}
	}
}
