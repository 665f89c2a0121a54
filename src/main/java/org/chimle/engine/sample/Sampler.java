package org.chimle.engine.sample;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.SavedModel;

/**
 * Draws samples of a trained model. Owns the network's weights on the device until it is closed; one thread at a time.
 */
public final class Sampler implements AutoCloseable {

	/**
	 * @param model the trained model
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 */
	public Sampler(final SavedModel model, final String device) {}

	/**
	 * Draws one sample of an image of any size.
	 *
	 * @param input conditioning image, normalised, shape (inputChannels, H, W)
	 * @param code the latent code; the same code and image give the same sample
	 * @param monitor asked whether to stop
	 * @return the sample in [0, 1], shape (imageChannels, H * scale, W * scale)
	 */
	public FloatImage sample(final FloatImage input, final LatentCode code, final JobMonitor monitor) {
		throw new IllegalStateException("under construction");
	}

	@Override
	public void close() {}
}
