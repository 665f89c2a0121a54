package org.chimle.workflow;

import java.nio.file.Path;

import org.chimle.engine.benchmark.Forecast;
import org.chimle.engine.benchmark.ForecastMeasurement;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.perceptual.Distances;
import org.chimle.image.FolderOfPairs;

/**
 * Estimates what a training will take, from its folders and a few of its steps and code searches on the device that is
 * to compute.
 *
 * @param training the training
 * @param anyway whether to measure runs too that end so soon that it is not worth it
 */
public record ForecastJob(TrainingJob training, boolean anyway) implements Job<Forecast> {

	private static final int FEW_STEPS = 200;
	/** Multiply-adds that take a slow processor half a minute. */
	private static final double LITTLE_WORK = 1e12;

	/**
	 * Runs the job.
	 *
	 * @throws InvalidInputException if the training cannot be started
	 * @throws org.chimle.image.PairProblemsException if there are bad pairs and they are not to be skipped
	 */
	@Override
	public Forecast run(final JobMonitor monitor) {
		Distances.requireInstalled(training.distance());
		final FolderOfPairs folder = training.folder(monitor);
		final Continuation continuation = training.continuation();
		final TrainingPlan plan = TrainingPlan.of(training, folder, continuation.startsFromModel() ? ModelFile.read(Paths.of(
			continuation.startFrom(), "model to start from")).config() : null);
		final ForecastMeasurement measurement = new ForecastMeasurement(plan.model(), plan.config(), folder.size(), folder
			.targetHeight(), folder.targetWidth(), training.device());
		final Forecast counts = measurement.counts();
		if (!anyway && counts.steps() < FEW_STEPS && measurement.work() < LITTLE_WORK) return counts;
		monitor.say("Estimating time and memory ...");
		return measurement.run(monitor);
	}

	@Override
	public Class<Forecast> resultType() {
		return Forecast.class;
	}

	/**
	 * Says what a training will take, in one message. A resumed run says so itself.
	 *
	 * @param training the training
	 * @param compute where it is going to run
	 * @param monitor told of it, asked whether to stop
	 * @return the forecast, or null if none was made
	 */
	public static Forecast announce(final TrainingJob training, final Compute compute, final JobMonitor monitor) {
		if (training.continuation().interrupted() == InterruptedRun.RESUME) return null;
		final Path file = Paths.of(training.modelFile(), "model file");
		Paths.requireWritable(file, "model file");
		training.continuation().interruptedRun(file);
		final Forecast forecast = compute.run(new ForecastJob(training, false), monitor);
		if (!forecast.isKnown()) return null;
		monitor.say("Training will take " + forecast.words() + ".");
		return forecast;
	}
}
