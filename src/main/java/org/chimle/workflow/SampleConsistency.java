package org.chimle.workflow;

import java.util.Locale;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.ConsistencyRule;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.SavedModel;

/**
 * What a choice of consistency comes to for a model and all images that it takes.
 *
 * @param model the model
 * @param applied whether samples are made consistent with the image
 * @param words what is done and why, empty for models that know no such choice
 */
record SampleConsistency(SavedModel model, boolean applied, String words) {

	/** The same for the model of a plan. */
	static SampleConsistency of(final ConsistencyChoice choice, final GenerationPlan plan) {
		return of(choice, plan.model());
	}

	/**
	 * @param choice the user's
	 * @param model the model
	 * @return what is done
	 * @throws InvalidInputException if the user insists on what has no meaning for the model
	 */
	static SampleConsistency of(final ConsistencyChoice choice, final SavedModel model) {
		if (choice == ConsistencyChoice.YES) requireProjectable(model);
		final ConsistencyRule rule = model.training().consistency();
		if (model.config().task() != Task.SUPER_RESOLUTION && !rule.hasLines()) return new SampleConsistency(model, false, "");
		final boolean applied = choice == ConsistencyChoice.YES || choice == ConsistencyChoice.AUTO && rule.agrees() && isProjectable(
			model);
		return new SampleConsistency(model, applied, (applied ? "brightness and shading of the samples are made those " + (rule
			.hasLines() ? "that go with the image in the training pairs" : "of the image")
			: "brightness and shading of the samples are left as the model gives them") + " (" + choice.label() + reason(choice,
				model) + ")");
	}

	/** @return whether it is known which brightness and shading of a sample go with an image */
	private static boolean isProjectable(final SavedModel model) {
		return model.config().task() == Task.SUPER_RESOLUTION ? model.normalisation().keepsUnits() : model.training()
			.consistency().hasLines();
	}

	private static void requireProjectable(final SavedModel model) {
		if (isProjectable(model)) return;
		final ModelConfig config = model.config();
		final IntensityRange input = model.normalisation().input().get(0);
		final IntensityRange target = model.normalisation().target().get(0);
		final String reason = config.task() == Task.GENERIC && config.inputChannels() == config.imageChannels()
			? "does not know which brightness of its targets went with which of its inputs, as models of earlier versions and of " +
				"a single pair do not" : "gives other channels or intensities than it takes: " + config.inputChannels() +
					" channels of " + input.low() + " to " + input.high() + " become " + config.imageChannels() + " of " + target
						.low() + " to " + target.high();
		throw new InvalidInputException("Samples cannot be made consistent with the image, because this " + config.task()
			.label() + " model " + reason + "; choose consistency no or auto.");
	}

	private static String reason(final ConsistencyChoice choice, final SavedModel model) {
		if (choice != ConsistencyChoice.AUTO) return "";
		if (!isProjectable(model)) return ": the model gives other channels or intensities than it takes";
		final ConsistencyRule rule = model.training().consistency();
		return rule.error() == null ? ": the model file does not tell how well inputs and targets agreed" : ": " + measured(
			rule);
	}

	private static String measured(final ConsistencyRule rule) {
		return String.format(Locale.ROOT, "inputs and targets of the training differed by %.3g of their contrast%s, at most " +
			"%s is agreement", rule.error(), rule.hasLines() ? " after a line through their intensities" : "", rule
				.limit());
	}

	/** Tells what training found, and what {@link ConsistencyChoice#AUTO} makes of it. */
	static void sayFound(final SavedModel trained, final JobMonitor monitor) {
		final ConsistencyRule rule = trained.training().consistency();
		if (rule.error() == null) return;
		final String measured = measured(rule);
		monitor.say(measured.substring(0, 1).toUpperCase(Locale.ROOT) + measured.substring(1) + ". So brightness and shading of " +
			"samples " + (rule.agrees() ? "follow the image" : "are left as the model gives them") +
			", unless you choose otherwise (consistency).");
	}

	/** Tells what is done. */
	void say(final JobMonitor monitor) {
		if (!words.isEmpty()) monitor.say("Consistency with the input: " + words + ".");
	}

	/** @return the same as a line of an image's information, with its end; empty if there is nothing to say */
	String info() {
		return words.isEmpty() ? "" : "CHIMLE consistency: " + words + "\n";
	}

	/**
	 * @param drawn a sample as the model gives it, in stored units, or the output of a lower level
	 * @param original what it was made of, in stored units
	 * @return the sample as it is to be
	 */
	FloatImage of(final FloatImage drawn, final FloatImage original) {
		return applied ? model.training().consistency().apply(drawn, original, model.normalisation()) : drawn;
	}
}
