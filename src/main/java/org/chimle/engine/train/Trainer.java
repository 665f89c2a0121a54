package org.chimle.engine.train;

import ai.djl.ndarray.NDManager;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Initialisation;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.model.TrainingRecord;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Torch;

/**
 * Trains a Tower Implicit Model by Conditional Hierarchical IMLE (Peng, Moazeni and Li, NeurIPS 2022, Sec. 3.3): search
 * the codes whose outputs are nearest to the observed images, then minimise
 * {@code sum over levels l of d(output_l, target_l)} for those codes, and repeat with fresh codes.
 */
public final class Trainer {

	private final ModelConfig model;
	private final TrainingConfig config;
	private final String device;

	/**
	 * @param model the architecture
	 * @param config the hyper-parameters
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 */
	public Trainer(final ModelConfig model, final TrainingConfig config, final String device) {
		if (config.samplesPerLevel().size() != model.levelCount()) {
			throw new InvalidInputException("There are samples per level for " + config.samplesPerLevel().size() +
				" levels, but the model has " + model.levelCount() + " levels; give one number per level.");
		}
		this.model = model;
		this.config = config;
		this.device = device;
	}

	/**
	 * Trains from scratch. When the user cancels, the model as it stands is returned, with
	 * {@code training().cancelled()} set.
	 *
	 * @param pairs the pairs, already normalised
	 * @param normalisation stored with the model
	 * @param monitor told of progress and losses, asked whether to stop
	 * @return the trained model
	 * @throws InvalidInputException if the pairs do not fit the model, or training diverged
	 */
	public SavedModel train(final PairSource pairs, final Normalisation normalisation, final JobMonitor monitor) {
		final Examples examples = new Examples(pairs, model, config);
		try (NDManager manager = Torch.open(device);
				Parameters parameters = new Parameters(TowerImplicitModel.layout(model), Initialisation.draw(model, config
					.seed(), examples.meanOutput()), manager);
				TrainingLoop loop = new TrainingLoop(context(manager, monitor), parameters, examples, monitor))
		{
			boolean cancelled = false;
			try {
				loop.run();
			}
			catch (final JobCancelledException exc) {
				cancelled = true;
				monitor.say("Training was stopped after " + loop.steps() + " steps; the model is kept as it stands.");
			}
			final TrainingRecord record = new TrainingRecord(software(), Instant.now().truncatedTo(ChronoUnit.SECONDS)
				.toString(), config, examples.trainingNames(), examples.validationNames(), loop.steps(), loop
					.validationLoss(), cancelled);
			return new SavedModel(model, normalisation, record, parameters.toArray());
		}
	}

	private TrainingContext context(final NDManager manager, final JobMonitor monitor) {
		return new TrainingContext(new TowerImplicitModel(model), config, Distances.of(config.distance(), manager), manager,
			monitor.cancel());
	}

	private static String software() {
		final String version = Trainer.class.getPackage().getImplementationVersion();
		return "CHIMLE for ImageJ " + (version == null ? "(unpackaged)" : version) + ", " + Torch.version();
	}
}
