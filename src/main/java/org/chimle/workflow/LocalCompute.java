package org.chimle.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.ImageMeter;
import org.chimle.engine.metric.MeasuredImage;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TrainingRecord;
import org.chimle.engine.sample.LevelExplorer;
import org.chimle.engine.sample.Sampler;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Torch;

/** Computes in this process, on the calling thread. */
public final class LocalCompute implements Compute {

	@Override
	public TrainingRecord train(final TrainingJob job, final JobMonitor monitor) {
		return job.run(monitor).training();
	}

	@Override
	public OpenModel open(final Path file, final String device, final boolean halfPrecision, final JobMonitor monitor) {
		return new LocalModel(ModelFile.read(file), Provenance.sha256(file), device, halfPrecision ? Precision.quick(
			device) : Precision.FLOAT32);
	}

	@Override
	public OpenMeter meter(final MeasuredImage.Settings settings, final JobMonitor monitor) {
		return new LocalMeter(new ImageMeter(settings));
	}

	@Override
	public <R> R run(final Job<R> job, final JobMonitor monitor) {
		return job.run(monitor);
	}

	private record LocalMeter(ImageMeter meter) implements OpenMeter {

		@Override
		public MeasuredImage measure(final MeasuredImage.Subject subject, final JobMonitor monitor) {
			return meter.measure(subject, monitor);
		}

		@Override
		public void close() {
			meter.close();
		}
	}

	/**
	 * Starts the tensor library with the first sample, unless it had to be asked for its formats, so that an image that does
	 * not suit is refused before.
	 */
	private static final class LocalModel implements OpenModel {

		private final SavedModel model;
		private final String sha256;
		private final String device;
		private final Precision precision;
		private final List<LevelExplorer> explorers = new ArrayList<>();
		private List<FloatImage> explored;
		private Sampler sampler;

		LocalModel(final SavedModel model, final String sha256, final String device, final Precision precision) {
			this.model = model;
			this.sha256 = sha256;
			this.device = device;
			this.precision = precision;
		}

		@Override
		public SavedModel model() {
			return model;
		}

		@Override
		public String sha256() {
			return sha256;
		}

		@Override
		public Precision precision() {
			return precision;
		}

		@Override
		public List<FloatImage> samples(final FloatImage input, final List<LatentCode> codes, final JobMonitor monitor) {
			endExploring();
			return sampler(monitor).samples(input, codes, monitor);
		}

		@Override
		public List<FloatImage> level(final List<FloatImage> inputs, final CodePath path, final JobMonitor monitor) {
			if (inputs != explored) {
				endExploring();
				for (final FloatImage input : inputs) explorers.add(sampler(monitor).explore(input));
				explored = inputs;
			}
			final List<FloatImage> images = new ArrayList<>();
			for (final LevelExplorer explorer : explorers) images.add(explorer.draw(path, monitor));
			return images;
		}

		private Sampler sampler(final JobMonitor monitor) {
			if (sampler == null) {
				sampler = new Sampler(model, device, precision);
				Torch.explainFallback(device, monitor);
			}
			return sampler;
		}

		private void endExploring() {
			explorers.forEach(LevelExplorer::close);
			explorers.clear();
			explored = null;
		}

		@Override
		public void close() {
			endExploring();
			if (sampler != null) sampler.close();
		}
	}
}
