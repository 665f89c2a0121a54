package org.chimle.workflow;

import java.util.Collections;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.ConsistencyRule;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.model.Initialisation;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TrainingRecord;

/** Untrained models for tests. */
final class Models {

	private Models() {}

	/** @return a tiny model with seeded random weights and the same range for every channel */
	static SavedModel random(final Task task, final int inputChannels, final int imageChannels, final int levels,
		final double low, final double high)
	{
		final int outputs = task == Task.COLOURIZATION ? 2 : imageChannels;
		final ModelConfig config = new ModelConfig(task, inputChannels, outputs, 5, 8, 8, 1, Collections.nCopies(levels,
			new LevelConfig(4, 4)));
		final IntensityRange range = new IntensityRange(low, high);
		final TrainingConfig training = new TrainingConfig(DistanceKind.LEARNED, SearchStrategy.CHIMLE, Collections
			.nCopies(levels, 2), 1, 1, 1, 1, 0, 0, 1e-4, 0.01, true, 1, 64, false);
		return new SavedModel(config, new Normalisation(Collections.nCopies(inputChannels, range), Collections.nCopies(
			imageChannels, range)), new TrainingRecord("test", "2026-01-01T00:00:00Z", training, List.of("a"), List.of(), 0, List
				.of(), false), Initialisation.draw(config, 1));
	}

	/** @return the model as if training had found the rule */
	static SavedModel withRule(final SavedModel model, final ConsistencyRule rule) {
		final TrainingRecord record = model.training();
		return new SavedModel(model.config(), model.normalisation(), new TrainingRecord(record.software(), record.finished(),
			record.config(), record.trainingPairs(), record.validationPairs(), record.steps(), record.validationLoss(), record
				.cancelled(), record.degradation(), rule.error(), rule.lines()), model.parameters());
	}
}
