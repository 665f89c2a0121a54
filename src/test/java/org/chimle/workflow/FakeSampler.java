package org.chimle.workflow;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Resample;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.SavedModel;

/** In place of the network: the input enlarged, and brighter by 0.01 with every sample. */
final class FakeSampler {

	/** What a sample is brighter than the one before, as a share of the model's range. */
	static final float STEP = 0.01f;

	private FakeSampler() {}

	static PlaneSampler of(final SavedModel model, final GenerationJob job) {
		return (input, codes) -> codes.stream().map(code -> sample(model, job, input, code)).toList();
	}

	private static FloatImage sample(final SavedModel model, final GenerationJob job, final FloatImage input,
		final LatentCode code)
	{
		int s = 0;
		while (s < job.samples() && !LatentCode.ofSample(job.seed(), s, model.config().levelCount()).equals(code)) s++;
		final int scale = model.config().scale();
		final FloatImage large = Resample.box(input, input.height() * scale, input.width() * scale);
		final FloatImage result = new FloatImage(model.config().imageChannels(), large.height(), large.width());
		for (int i = 0; i < result.data().length; i++) {
			result.data()[i] = large.data()[i % large.data().length] + STEP * s;
		}
		return result;
	}
}
