package org.chimle.workflow;

import java.util.Locale;

import org.chimle.engine.config.Task;
import org.chimle.engine.data.ConsistencyProjection;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.PairConsistency;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;

/**
 * What a choice of consistency comes to for a model and an image.
 *
 * @param applied whether samples are made consistent with the image
 * @param words what is done and why, empty for models that know no such choice
 */
record SampleConsistency(boolean applied, String words) {

	/**
	 * @param choice the user's
	 * @param plan model and image
	 * @return what is done
	 * @throws InvalidInputException if the user insists on what has no meaning for model and image
	 */
	static SampleConsistency of(final ConsistencyChoice choice, final GenerationPlan plan) {
		if (choice == ConsistencyChoice.YES) plan.requireProjectable();
		if (plan.model().config().task() != Task.SUPER_RESOLUTION) return new SampleConsistency(false, "");
		final boolean applied = choice == ConsistencyChoice.YES || choice == ConsistencyChoice.AUTO && plan.model().training()
			.isConsistent() && plan.isProjectable();
		return new SampleConsistency(applied, (applied ? "brightness and shading of the samples are made those of the image"
			: "brightness and shading of the samples are left as the model gives them") + " (" + choice.label() + reason(choice,
				plan) + ")");
	}

	private static String reason(final ConsistencyChoice choice, final GenerationPlan plan) {
		if (choice != ConsistencyChoice.AUTO) return "";
		if (!plan.isProjectable()) return ": the model gives other channels or intensities than it takes";
		final Double error = plan.model().training().consistencyError();
		return error == null ? ": the model file does not tell how well inputs and targets agreed" : String.format(Locale.ROOT,
			": inputs and targets of the training differed by %.3g of their contrast, at most %s is agreement", error,
			PairConsistency.LIMIT);
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
		return applied ? ConsistencyProjection.of(drawn, original) : drawn;
	}
}
