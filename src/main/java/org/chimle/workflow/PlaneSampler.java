package org.chimle.workflow;

import java.util.List;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.model.LatentCode;

/** Draws samples of a normalised conditioning image; in the product {@code engine.sample.Sampler}. */
@FunctionalInterface
interface PlaneSampler {

	/**
	 * @param input shape (inputChannels, H, W)
	 * @param codes the latent codes
	 * @return for every code its sample in [0, 1], shape (imageChannels, H * scale, W * scale)
	 */
	List<FloatImage> samples(FloatImage input, List<LatentCode> codes);
}
