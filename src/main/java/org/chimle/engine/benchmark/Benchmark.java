package org.chimle.engine.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.chimle.engine.benchmark.ConfigurationSpeed.Rate;
import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.sample.Sampler;

/**
 * Measures fixed configurations: super-resolution by 4 in two levels, patches of 64 x 64 pixels, presets fast and
 * balanced.
 *
 * @param effort how long it may take
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
public record Benchmark(Effort effort, String device) {

	/** Side of the input image that samples are drawn for. */
	public static final int SAMPLED_SIDE = 64;

	private static final List<Preset> PRESETS = List.of(Preset.FAST, Preset.BALANCED);
	static final ModelConfig SMALL = new ModelConfig(Task.SUPER_RESOLUTION, 1, 1, 2, 8, 16, 1, List.of(
		new LevelConfig(8, 4), new LevelConfig(8, 4)));
	static final int SMALL_PATCH = 16;
	private static final int PATCH = 64;
	private static final int MEMORY_STEPS = 300;

	/** How long a benchmark may take: the figures are the same, but for their noise. */
	public enum Effort {

		/** Under a minute on two cores. */
		QUICK(0.5, 2, 7, 2),

		/** A few minutes. */
		FULL(3, 12, 40, 8);

		private final double machineSeconds;
		private final int steps;
		private final int candidates;
		private final int samples;

		Effort(final double machineSeconds, final int steps, final int candidates, final int samples) {
			this.machineSeconds = machineSeconds;
			this.steps = steps;
			this.candidates = candidates;
			this.samples = samples;
		}
	}

	/**
	 * @param monitor told of progress, asked whether to stop
	 * @return the figures
	 * @throws JobCancelledException if the user stopped it
	 */
	public BenchmarkReport run(final JobMonitor monitor) {
		final int parts = PRESETS.size() + 2;
		progress(monitor, "measuring the machine", 0, parts);
		final MachineSpeed machine = MachineSpeed.measure(effort.machineSeconds, device, monitor);
		progress(monitor, "measuring resident memory", 1, parts);
		final BenchmarkReport.Memory memory = memory(monitor);
		final List<ConfigurationSpeed> speeds = new ArrayList<>();
		for (final Preset preset : PRESETS) {
			progress(monitor, "measuring the preset " + preset, 2 + speeds.size(), parts);
			speeds.add(speed(preset, monitor));
		}
		return new BenchmarkReport(machine, speeds, memory);
	}

	private static void progress(final JobMonitor monitor, final String phase, final int done, final int total) {
		monitor.emit(new JobEvent.Progress(phase, done, total, 0, -1));
	}

	private BenchmarkReport.Memory memory(final JobMonitor monitor) {
		final TimedTraining training = new TimedTraining(SMALL, SMALL_PATCH, device);
		final long[] before = new long[1];
		final long[] after = new long[1];
		training.run(List.of(2, 2), MEMORY_STEPS, new PhaseClock(() -> before[0] = ResidentMemory.mebibytes()),
			() -> after[0] = ResidentMemory.mebibytes(), monitor);
		return new BenchmarkReport.Memory(MEMORY_STEPS, before[0], after[0]);
	}

	private ConfigurationSpeed speed(final Preset preset, final JobMonitor monitor) {
		final ModelConfig model = preset.model(Task.SUPER_RESOLUTION, 1, 1, 2);
		final int side = PATCH / model.scale();
		final TimedTraining training = new TimedTraining(model, PATCH, device);
		final TimedTraining.Seconds single = training.time(one(model), effort.steps, monitor);
		final List<Rate> search = new ArrayList<>();
		for (int l = 0; l < model.levelCount(); l++) {
			// What further candidates at one level add to a search is the time of that level alone.
			final List<Integer> samples = new ArrayList<>(one(model));
			samples.set(l, 1 + effort.candidates);
			final double added = training.time(samples, 1, monitor).search() - single.search();
			search.add(Rate.of(effort.candidates / Math.max(1e-9, added), MultiplyAdds.level(model, l, side, side)));
		}
		final double[] perSecond = new double[1];
		final SavedModel trained = training.untrained(monitor);
		final long peak = ResidentMemory.peak(() -> perSecond[0] = samplesPerSecond(trained, monitor));
		final long stepWork = 3 * TimedTraining.BATCH * MultiplyAdds.all(model, side, side);
		final long sampleWork = MultiplyAdds.all(model, SAMPLED_SIDE, SAMPLED_SIDE);
		return new ConfigurationSpeed(preset.toString(), Rate.of(1 / single.step(), stepWork), search, Rate.of(perSecond[0],
			sampleWork), peak);
	}

	private static List<Integer> one(final ModelConfig model) {
		return Collections.nCopies(model.levelCount(), 1);
	}

	private double samplesPerSecond(final SavedModel model, final JobMonitor monitor) {
		final FloatImage input = TimedTraining.noise(SAMPLED_SIDE, 1);
		try (Sampler sampler = new Sampler(model, device)) {
			final List<LatentCode> codes = IntStream.range(0, effort.samples).mapToObj(s -> LatentCode.ofSample(1, s, model
				.config().levelCount())).toList();
			sampler.sample(input, codes.get(0), monitor);
			final long start = System.nanoTime();
			sampler.samples(input, codes, monitor);
			return effort.samples / ((System.nanoTime() - start) * 1e-9);
		}
	}
}
