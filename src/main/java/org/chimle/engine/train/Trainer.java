package org.chimle.engine.train;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.SavedModel;

/** Trains a Tower Implicit Model on image pairs. */
public final class Trainer {

	/**
	 * @param config the architecture
	 * @param training the hyper-parameters
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 */
	public Trainer(final ModelConfig config, final TrainingConfig training, final String device) {}

	/**
	 * Trains from scratch. When the user cancels, the model as it stands is returned, with
	 * {@code training().cancelled()} set.
	 *
	 * @param pairs the pairs, already normalised
	 * @param normalisation stored with the model
	 * @param monitor told of progress and losses, asked whether to stop
	 * @return the trained model
	 */
	public SavedModel train(final PairSource pairs, final Normalisation normalisation, final JobMonitor monitor) {
		throw new IllegalStateException("under construction");
	}
}
