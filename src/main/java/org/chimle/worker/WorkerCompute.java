package org.chimle.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.MeasuredImage;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TrainingRecord;
import org.chimle.engine.tensor.Precision;
import org.chimle.workflow.Compute;
import org.chimle.workflow.Job;
import org.chimle.workflow.TrainingJob;

/**
 * Computes in a worker process, which stays for the next job and keeps its model ready. When the process ends in the
 * middle of a job, the job ends with a sentence, and the next one gets a new process. A stop takes less than a second,
 * if need be by ending the process; only a training is given time to write its model, while nobody waits for it.
 */
public final class WorkerCompute implements Compute {

	private static final double IDLE_SECONDS = 300;
	private static final WorkerPool SHARED = new WorkerPool(IDLE_SECONDS);

	private final WorkerPool pool;
	private final WorkerLaunch launch;

	WorkerCompute(final WorkerPool pool, final WorkerLaunch launch) {
		this.pool = pool;
		this.launch = launch;
	}

	/**
	 * Computes in the workers that all jobs of this process share.
	 *
	 * @param library folder of an installed PyTorch that is to be used, or empty for the one that the environment names or
	 *          that comes with the plugin
	 */
	public WorkerCompute(final String library) {
		this(SHARED, WorkerLaunch.usual(library));
	}

	/** Ends the workers that all jobs of this process share and that nobody uses at the moment. */
	public static void endIdleWorkers() {
		SHARED.close();
	}

	/** @return the id of the process that would take the next job, which is started if need be */
	long processId(final JobMonitor monitor) {
		return with(monitor, Worker::pid);
	}

	@Override
	public TrainingRecord train(final TrainingJob job, final JobMonitor monitor) {
		pool.awaitStoppedTrainings(monitor);
		return with(monitor, worker -> worker.ask(Message.Request.TRAIN, job, TrainingRecord.class, monitor));
	}

	@Override
	public OpenModel open(final Path file, final String device, final boolean halfPrecision, final JobMonitor monitor) {
		final Worker worker = pool.take(launch, monitor);
		try {
			return new RemoteModel(worker, worker.ask(Message.Request.OPEN, new Message.Open(file.toAbsolutePath().toString(),
				device, halfPrecision), Message.Opened.class, monitor));
		}
		catch (final RuntimeException | Error exc) {
			pool.giveBack(worker);
			throw exc;
		}
	}

	@Override
	public OpenMeter meter(final MeasuredImage.Settings settings, final JobMonitor monitor) {
		return new RemoteMeter(pool.take(launch, monitor), settings);
	}

	@Override
	public <R> R run(final Job<R> job, final JobMonitor monitor) {
		return with(monitor, worker -> worker.ask(Message.Request.RUN, new Message.Any(job), job.resultType(), monitor));
	}

	private <T> T with(final JobMonitor monitor, final Function<Worker, T> work) {
		final Worker worker = pool.take(launch, monitor);
		try {
			return work.apply(worker);
		}
		finally {
			pool.giveBack(worker);
		}
	}

	/** Measures in the worker process, which nobody else uses meanwhile. */
	private final class RemoteMeter implements OpenMeter {

		private final Worker worker;
		private final MeasuredImage.Settings settings;

		RemoteMeter(final Worker worker, final MeasuredImage.Settings settings) {
			this.worker = worker;
			this.settings = settings;
		}

		@Override
		public MeasuredImage measure(final MeasuredImage.Subject subject, final JobMonitor monitor) {
			return worker.ask(Message.Request.MEASURE, new Message.Measure(subject, settings), MeasuredImage.class, monitor);
		}

		@Override
		public void close() {
			pool.giveBack(worker);
		}
	}

	/** A model in the worker process, which nobody else uses meanwhile. */
	private final class RemoteModel implements OpenModel {

		private final Worker worker;
		private final Message.Opened opened;
		private FloatImage sent;
		private List<FloatImage> sentInputs;

		RemoteModel(final Worker worker, final Message.Opened opened) {
			this.worker = worker;
			this.opened = opened;
		}

		@Override
		public SavedModel model() {
			return opened.model();
		}

		@Override
		public String sha256() {
			return opened.sha256();
		}

		@Override
		public Precision precision() {
			return opened.precision();
		}

		@Override
		public List<FloatImage> samples(final FloatImage input, final List<LatentCode> codes, final JobMonitor monitor) {
			final Message.Samples samples = new Message.Samples(input == sent ? null : input, codes);
			sent = input;
			return worker.ask(Message.Request.SAMPLES, samples, Message.Images.class, monitor).images();
		}

		@Override
		public List<FloatImage> level(final List<FloatImage> inputs, final CodePath path, final JobMonitor monitor) {
			final Message.Level level = new Message.Level(inputs == sentInputs ? null : inputs, path);
			sentInputs = inputs;
			return worker.ask(Message.Request.LEVEL, level, Message.Images.class, monitor).images();
		}

		@Override
		public void close() {
			pool.giveBack(worker);
		}
	}
}
