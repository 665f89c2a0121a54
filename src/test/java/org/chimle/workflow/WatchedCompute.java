package org.chimle.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.MeasuredImage;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TrainingRecord;
import org.chimle.engine.tensor.Precision;

/** Computes in this process and keeps book. */
final class WatchedCompute implements Compute {

	private final Compute own = new LocalCompute();
	private final List<JobControl> controls = new ArrayList<>();
	private int openModels;
	private int mostAtOnce;
	private int meters;
	private boolean metersBreak;
	private Runnable beforeMeasuring = () -> {};

	/** @return models not closed */
	int openModels() {
		return openModels;
	}

	/** @param action what is done before samples are measured */
	void beforeMeasuring(final Runnable action) {
		beforeMeasuring = action;
	}

	/** From now on closing a meter throws, after it was closed. */
	void breakMeters() {
		metersBreak = true;
	}

	/** @return the most things that were done or held at the same time; each would take a process */
	int mostAtOnce() {
		return mostAtOnce;
	}

	/** @return the controls that can stop a model from being opened, in order */
	List<JobControl> controls() {
		return controls;
	}

	/** @return how many meters were opened */
	int meters() {
		return meters;
	}

	@Override
	public TrainingRecord train(final TrainingJob job, final JobMonitor monitor) {
		throw new UnsupportedOperationException();
	}

	@Override
	public OpenMeter meter(final MeasuredImage.Settings settings, final JobMonitor monitor) {
		meters++;
		final OpenMeter meter = own.meter(settings, monitor);
		return new OpenMeter() {

			@Override
			public MeasuredImage measure(final MeasuredImage.Subject subject, final JobMonitor told) {
				beforeMeasuring.run();
				return meter.measure(subject, told);
			}

			@Override
			public void close() {
				meter.close();
				if (metersBreak) throw new IllegalStateException("the meter broke");
			}
		};
	}

	@Override
	public OpenModel open(final Path file, final String device, final boolean halfPrecision, final JobMonitor monitor) {
		controls.add(monitor.control());
		final OpenModel model = own.open(file, device, halfPrecision, monitor);
		openModels++;
		mostAtOnce = Math.max(mostAtOnce, openModels);
		return new OpenModel() {

			@Override
			public SavedModel model() {
				return model.model();
			}

			@Override
			public String sha256() {
				return model.sha256();
			}

			@Override
			public Precision precision() {
				return model.precision();
			}

			@Override
			public List<FloatImage> samples(final FloatImage input, final List<LatentCode> codes, final JobMonitor told) {
				return model.samples(input, codes, told);
			}

			@Override
			public List<FloatImage> level(final List<FloatImage> inputs, final CodePath path, final JobMonitor told) {
				return model.level(inputs, path, told);
			}

			@Override
			public void close() {
				openModels--;
				model.close();
			}
		};
	}

	@Override
	public <R> R run(final Job<R> job, final JobMonitor monitor) {
		mostAtOnce = Math.max(mostAtOnce, openModels + 1);
		return own.run(job, monitor);
	}
}
