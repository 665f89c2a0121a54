package org.chimle.workflow;

import java.nio.file.Path;
import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.MeasuredImage;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.model.TrainingRecord;

/**
 * Where a job's tensors are computed: in this process ({@link LocalCompute}) or in one of its own, which cannot take this
 * one down. The jobs are the same, and so are their events, results and exceptions.
 */
public interface Compute {

	/**
	 * Trains, and writes the model file.
	 *
	 * @param job what to train
	 * @param monitor told of progress and losses, asked whether to stop
	 * @return the record in the model that was written
	 * @throws org.chimle.engine.job.InvalidInputException see {@link TrainingJob#run(JobMonitor)}
	 * @throws org.chimle.image.PairProblemsException see {@link TrainingJob#run(JobMonitor)}
	 */
	TrainingRecord train(TrainingJob job, JobMonitor monitor);

	/** Makes a model ready to draw samples in float32, see {@link #open(Path, String, boolean, JobMonitor)}. */
	default OpenModel open(final Path file, final String device, final JobMonitor monitor) {
		return open(file, device, false, monitor);
	}

	/**
	 * Makes a model ready to draw samples.
	 *
	 * @param file a model file
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @param halfPrecision whether it computes in a shorter format than float32 where the device is quick with one
	 * @param monitor asked whether to stop
	 * @return the model, to be closed by the caller
	 * @throws org.chimle.engine.job.InvalidInputException if the file or the device cannot be used
	 */
	OpenModel open(Path file, String device, boolean halfPrecision, JobMonitor monitor);

	/**
	 * Makes ready to measure images in the same way.
	 *
	 * @param settings how they are measured
	 * @param monitor asked whether to stop
	 * @return measures, to be closed by the caller
	 */
	OpenMeter meter(MeasuredImage.Settings settings, JobMonitor monitor);

	/**
	 * Runs any other job as a whole.
	 *
	 * @param job the job
	 * @param monitor told of progress, asked whether to stop
	 * @return its result
	 */
	<R> R run(Job<R> job, JobMonitor monitor);

	/** Measures one image after the other; what the distance needs is brought to the device once. */
	interface OpenMeter extends AutoCloseable {

		/**
		 * Measures the samples of one image, see {@link org.chimle.engine.metric.ImageMeter#measure}.
		 *
		 * @param subject the images
		 * @param monitor told of progress, asked whether to stop
		 * @return the figures
		 * @throws org.chimle.engine.job.InvalidInputException see there
		 */
		MeasuredImage measure(MeasuredImage.Subject subject, JobMonitor monitor);

		@Override
		void close();
	}

	/** A model that is ready to draw. */
	interface OpenModel extends AutoCloseable {

		/** @return architecture, intensity ranges and training record; the weights may be left out */
		SavedModel model();

		/** @return SHA-256 of the model file in hexadecimal digits */
		String sha256();

		/** @return the format that it computes in */
		Precision precision();

		/**
		 * Draws samples of an image.
		 *
		 * @param input conditioning image, normalised, shape (inputChannels, H, W)
		 * @param codes the latent codes
		 * @param monitor asked whether to stop
		 * @return for every code its sample in [0, 1], shape (imageChannels, H * scale, W * scale)
		 */
		List<FloatImage> samples(FloatImage input, List<LatentCode> codes, JobMonitor monitor);

		/**
		 * Draws the outputs of one level. What was computed for the last path is kept as long as the list of inputs is the
		 * same object, so that a path which begins like it costs only the levels where it differs.
		 *
		 * @param inputs conditioning images, normalised, each of shape (inputChannels, H, W)
		 * @param path codes from the coarsest level up to the one that is wanted
		 * @param monitor asked whether to stop
		 * @return for every input the output of the path's last level in [0, 1], shape (imageChannels, h, w); after the last
		 *         level, the sample
		 */
		List<FloatImage> level(List<FloatImage> inputs, CodePath path, JobMonitor monitor);

		@Override
		void close();
	}
}
