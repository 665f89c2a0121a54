package org.chimle.engine.model;

import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.tensor.Values;

/**
 * A training run between two steps: all that it needs to go on as if it had never stopped.
 *
 * @param run what decides the result
 * @param state how far it is
 * @param parameters all parameters in the order of {@link TowerImplicitModel#layout}
 * @param mean Adam's first moments, in the same order
 * @param variance Adam's second moments, in the same order
 */
public record Checkpoint(TrainingRun run, TrainingState state, Values parameters, Values mean, Values variance) {

	/** Checks that the parts belong together. */
	public Checkpoint {
		final TrainingConfig config = run.config();
		final int levels = run.model().levelCount();
		final boolean fits = state.steps() - state.blockStart() <= config.stepsPerRefresh() && state.codes().size() <= Math
			.min(config.pairsPerRefresh(), run.pairs().size()) && state.codes().stream().allMatch(code -> code
				.levelSeeds().length == levels) && (state.lossSums().size() == levels || state.lossSums().isEmpty() && state
					.lossCount() == 0);
		if (!fits) throw new IllegalArgumentException("its state does not suit its configuration");
	}
}
