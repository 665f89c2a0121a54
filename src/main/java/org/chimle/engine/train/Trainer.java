package org.chimle.engine.train;

import ai.djl.ndarray.NDManager;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.ConsistencyRule;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.job.Ending;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Checkpoint;
import org.chimle.engine.model.Initialisation;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.model.TrainingRecord;
import org.chimle.engine.model.TrainingRun;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.tensor.MemoryShortage;
import org.chimle.engine.tensor.MemoryUse;
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
	private final TrainingObserver observer;
	/** Zero for the device's own. */
	private final long memory;

	/**
	 * A trainer that nobody observes.
	 *
	 * @param model the architecture
	 * @param config the hyper-parameters
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 */
	public Trainer(final ModelConfig model, final TrainingConfig config, final String device) {
		this(model, config, device, (scene, last, monitor) -> {}, 0);
	}

	private Trainer(final ModelConfig model, final TrainingConfig config, final String device,
		final TrainingObserver observer, final long memory)
	{
		if (config.samplesPerLevel().size() != model.levelCount()) {
			throw new InvalidInputException("There are samples per level for " + config.samplesPerLevel().size() +
				" levels, but the model has " + model.levelCount() + " levels; give one number per level.");
		}
		this.model = model;
		this.config = config;
		this.device = device;
		this.observer = observer;
		this.memory = memory;
	}

	/** @return this trainer with somebody who looks at the model while it is trained */
	public Trainer observedBy(final TrainingObserver looking) {
		return new Trainer(model, config, device, looking, memory);
	}

	/** @return this trainer, planning with so many bytes of memory instead of all that the device has */
	public Trainer within(final long bytes) {
		return new Trainer(model, config, device, observer, bytes);
	}

	/**
	 * Trains from scratch and keeps no checkpoints, see {@link #train(PairSource, Normalisation, TrainingStart,
	 * Checkpoints, JobMonitor)}.
	 */
	public SavedModel train(final PairSource pairs, final Normalisation normalisation, final JobMonitor monitor) {
		return train(pairs, normalisation, new TrainingStart.Anew(), Checkpoints.none(), monitor);
	}

	/**
	 * Trains. When the user stops or finishes the run early, the model as it stands is returned, with
	 * {@code training().cancelled()} set.
	 *
	 * @param pairs the pairs, already normalised
	 * @param normalisation stored with the model
	 * @param start where to begin
	 * @param checkpoints kept up to date, the last time when training ends or is cancelled
	 * @param monitor told of progress and losses, those from before an interruption too; asked whether to stop
	 * @return the trained model
	 * @throws JobCancelledException if the user abandoned the run
	 * @throws InvalidInputException if pairs, model and start do not fit each other, training diverged, or memory does
	 *           not suffice for a single pair
	 */
	public SavedModel train(final PairSource pairs, final Normalisation normalisation, final TrainingStart start,
		final Checkpoints checkpoints, final JobMonitor monitor)
	{
		final TrainingRun run = RunComparison.run(model, config, normalisation, pairs);
		final Checkpoint resumed = start instanceof TrainingStart.Resumed earlier ? earlier.checkpoint() : null;
		if (resumed != null) RunComparison.requireSame(resumed.run(), run);
		final Examples examples = new Examples(pairs, model, config);
		final ConsistencyRule consistency = examples.consistency(normalisation);
		try (NDManager manager = Torch.open(device);
				Parameters parameters = new Parameters(TowerImplicitModel.layout(model), weights(start, examples), manager);
				TrainingLoop loop = new TrainingLoop(context(manager, monitor), parameters, examples, resumed, monitor))
		{
			if (resumed != null) {
				monitor.say("Resuming the run after " + loop.steps() + " of " + loop.totalSteps() + " steps.");
			}
			final Function<Boolean, SavedModel> saved = cancelled -> new SavedModel(model, normalisation, record(examples,
				consistency, loop, cancelled), parameters.toArray());
			final Supplier<Checkpoint> state = () -> loop.checkpoint(run);
			final Supplier<TrainingObserver.Scene> scene = () -> new TrainingObserver.Scene(loop.steps(), examples.watchedPair(),
				() -> saved.apply(false));
			final boolean stopped = isCancelled(loop, () -> {
				checkpoints.offer(state, monitor);
				observer.look(scene.get(), false, monitor);
			}, monitor);
			loop.tellRescoring();
			checkpoints.write(state, monitor);
			final Ending ending = monitor.control().ending();
			if (stopped && ending == Ending.ABANDONED) throw new JobCancelledException();
			if (ending == null || ending == Ending.FINISHED) {
				observer.look(scene.get(), true, new JobMonitor(monitor.listener(), new JobControl()));
			}
			return saved.apply(stopped);
		}
		catch (final RuntimeException | OutOfMemoryError exc) {
			if (!MemoryShortage.explains(exc)) throw exc;
			throw new InvalidInputException("The memory does not suffice to train this model, even with one image at a time; " +
				"choose a smaller patch size or preset, or end other programs (" + checkpoints.last() + ").", exc);
		}
	}

	private TrainingRecord record(final Examples examples, final ConsistencyRule consistency, final TrainingLoop loop,
		final boolean cancelled)
	{
		return new TrainingRecord(software(), Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
			config, examples.trainingNames(), examples.validationNames(), loop.steps(), loop.validationLoss(), cancelled,
			examples.degradation(), consistency.error(), consistency.lines());
	}

	/** @return whether the user ended the loop early */
	private static boolean isCancelled(final TrainingLoop loop, final Runnable between, final JobMonitor monitor) {
		try {
			loop.run(between);
			return false;
		}
		catch (final JobCancelledException exc) {
			monitor.say("Training was stopped after " + loop.steps() + " steps; " + (monitor.control()
				.ending() == Ending.ABANDONED ? "no model is written." : "the model is kept as it stands."));
			return true;
		}
	}

	private float[] weights(final TrainingStart start, final Examples examples) {
		if (start instanceof TrainingStart.FromWeights trained) return trained.parameters().copy();
		if (start instanceof TrainingStart.Resumed earlier) return earlier.checkpoint().parameters().copy();
		return Initialisation.draw(model, config.seed(), examples.meanOutput());
	}

	private TrainingContext context(final NDManager manager, final JobMonitor monitor) {
		return new TrainingContext(new TowerImplicitModel(model), config, Distances.forTraining(config.distance(), manager), manager,
			memory > 0 ? memory : MemoryUse.total(manager), monitor.control());
	}

	private static String software() {
		final String version = Trainer.class.getPackage().getImplementationVersion();
		return "CHIMLE for ImageJ " + (version == null ? "(unpackaged)" : version) + ", " + Torch.version();
	}
}
