package org.chimle.workflow;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.model.LatentCode;

/** Draws one sample of a normalised conditioning image; in the product {@code engine.sample.Sampler}. */
@FunctionalInterface
interface PlaneSampler {

	/**
	 * @param input shape (inputChannels, H, W)
	 * @param code the latent code
	 * @return the sample in [0, 1], shape (imageChannels, H * scale, W * scale)
	 */
	FloatImage sample(FloatImage input, LatentCode code);
}
