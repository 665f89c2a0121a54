package org.chimle.engine.benchmark;

import java.util.Collections;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.sample.Sampler;
import org.chimle.engine.tensor.MemoryUse;
import org.chimle.engine.train.Trainer;

/** Work whose largest resident memory is of interest; to be run in a process that does nothing else. */
public enum MemoryCase {

	/** A sample of a network of the paper's size. */
	PAPER_SAMPLE("paper, a sample of 512 x 512 pixels", 4096) {

		@Override
		void run(final String device, final JobMonitor monitor) {
			final ModelConfig model = Preset.PAPER.model(Task.SUPER_RESOLUTION, 3, 3, 4);
			final int side = 512 / model.scale();
			try (Sampler sampler = new Sampler(TimedTraining.untrained(model), device)) {
				sampler.sample(NoisePairs.noise(3, side, side, 1), LatentCode.ofSample(1, 0, model.levelCount()), monitor);
			}
		}
	},

	/** A training step of a network of the paper's size, as on a computer with little memory. */
	PAPER_STEP("paper, a training step of 256 x 256 pixels, batch 1", 9216) {

		@Override
		void run(final String device, final JobMonitor monitor) {
			final ModelConfig model = Preset.PAPER.model(Task.SUPER_RESOLUTION, 3, 3, 4);
			train(model, config(Collections.nCopies(4, 1), 1, 1, 256, 256), 1, device, monitor);
		}
	},

	/** Code search and steps of the preset balanced as Train CHIMLE Model... plans them. */
	BALANCED_TRAINING("balanced, training with patches of 64 x 64 pixels", 2048) {

		@Override
		void run(final String device, final JobMonitor monitor) {
			train(Preset.BALANCED.model(Task.SUPER_RESOLUTION, 1, 1, 2), config(Preset.BALANCED.samplesPerLevel(2), 8, 2, 64,
				1024), 8, device, monitor);
		}
	};

	/** So that a step of the paper's size does not keep its intermediate results. */
	private static final long LITTLE_MEMORY = 9L << 30;

	private final String words;
	private final long mostMebibytes;

	MemoryCase(final String words, final long mostMebibytes) {
		this.words = words;
		this.mostMebibytes = mostMebibytes;
	}

	abstract void run(String device, JobMonitor monitor);

	/** @return what is done, in words for a table */
	public String words() {
		return words;
	}

	/** @return what it should take at most */
	public long mostMebibytes() {
		return mostMebibytes;
	}

	/**
	 * Does the work.
	 *
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @param monitor asked whether to stop
	 * @return the largest resident memory of this process since it began in MiB, -1 where it cannot be found out
	 */
	public long peakMebibytes(final String device, final JobMonitor monitor) {
		run(device, monitor);
		final long bytes = MemoryUse.peak();
		return bytes < 0 ? -1 : bytes >> 20;
	}

	private static TrainingConfig config(final List<Integer> samplesPerLevel, final int pairs, final int batch,
		final int patch, final int searchMebibytes)
	{
		return new TrainingConfig(DistanceKind.LEARNED, SearchStrategy.CHIMLE, samplesPerLevel, 1, pairs, pairs, batch, patch,
			0, 1e-4, 0.01, true, 1, searchMebibytes, false);
	}

	private static void train(final ModelConfig model, final TrainingConfig config, final int pairs, final String device,
		final JobMonitor monitor)
	{
		new Trainer(model, config, device).within(LITTLE_MEMORY).train(new NoisePairs(model, pairs, config.patch(), config
			.patch()), NoisePairs.ranges(model), monitor);
	}
}
