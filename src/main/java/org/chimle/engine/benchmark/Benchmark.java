package org.chimle.engine.benchmark;

import ai.djl.ndarray.NDManager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

import org.chimle.engine.benchmark.ConfigurationSpeed.Rate;
import org.chimle.engine.benchmark.ConfigurationSpeed.Speeds;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.sample.Sampler;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.train.Checkpoints;

/**
 * Measures fixed configurations: super-resolution by 4 in two levels, patches of 64 x 64 pixels, presets fast and
 * balanced; and the largest resident memory of some pieces of work.
 *
 * @param effort how long it may take
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
public record Benchmark(Effort effort, String device) {

	/** Pairs of a training step. */
	public static final int BATCH = 4;
	/** Side of the targets of training in pixels. */
	public static final int PATCH = 64;
	/** Side of the input image that samples are drawn for. */
	public static final int SAMPLED_SIDE = 64;

	private static final List<Preset> PRESETS = List.of(Preset.FAST, Preset.BALANCED);
	private static final int LEVELS = 2;

	/** How long a benchmark may take: the figures are the same, but for their noise. */
	public enum Effort {

		/** Under two minutes on two cores; leaves out the memory of networks of the paper's size. */
		QUICK(0.5, 2, 5, 2, List.of(MemoryCase.BALANCED_TRAINING)),

		/** Some minutes. */
		FULL(3, 40, 1, 8, List.of(MemoryCase.values()));

		private final double machineSeconds;
		private final int steps;
		private final int fewer;
		private final int samples;
		private final List<MemoryCase> memory;

		Effort(final double machineSeconds, final int steps, final int fewer, final int samples,
			final List<MemoryCase> memory)
		{
			this.machineSeconds = machineSeconds;
			this.steps = steps;
			this.fewer = fewer;
			this.samples = samples;
			this.memory = memory;
		}
	}

	/**
	 * @param peakMebibytes does a piece of work in a process of its own and gives that process's largest resident memory
	 *          in MiB, see {@link MemoryCase#peakMebibytes}
	 * @param monitor told of progress, asked whether to stop
	 * @return the figures
	 * @throws JobCancelledException if the user stopped it
	 */
	public BenchmarkReport run(final ToLongFunction<MemoryCase> peakMebibytes, final JobMonitor monitor) {
		final int parts = 1 + PRESETS.size() + effort.memory.size();
		progress(monitor, "measuring the machine", 0, parts);
		final List<MachineSpeed> machine = new ArrayList<>();
		machine.add(MachineSpeed.measure(effort.machineSeconds, device, monitor));
		final Precision quick = quick();
		final List<ConfigurationSpeed> speeds = new ArrayList<>();
		for (final Preset preset : PRESETS) {
			progress(monitor, "measuring the preset " + preset, 1 + speeds.size(), parts);
			speeds.add(speed(preset, quick != Precision.FLOAT32, monitor));
			machine.add(MachineSpeed.measure(effort.machineSeconds, device, monitor));
		}
		final List<BenchmarkReport.Peak> peaks = new ArrayList<>();
		for (final MemoryCase work : effort.memory) {
			progress(monitor, "measuring memory: " + work.words(), 1 + speeds.size() + peaks.size(), parts);
			peaks.add(new BenchmarkReport.Peak(work, peakMebibytes.applyAsLong(work)));
		}
		return new BenchmarkReport(MachineSpeed.mean(machine), effort, quick, speeds, peaks);
	}

	private static void progress(final JobMonitor monitor, final String phase, final int done, final int total) {
		monitor.emit(new JobEvent.Progress(phase, done, total, 0, -1));
	}

	private Precision quick() {
		try (NDManager manager = Torch.open(device)) {
			return Precision.quick(manager).firstLook(manager);
		}
	}

	private ConfigurationSpeed speed(final Preset preset, final boolean quick, final JobMonitor monitor) {
		final ModelConfig model = preset.model(Task.SUPER_RESOLUTION, 1, 1, LEVELS);
		final Speeds exact = speeds(preset, model, false, monitor);
		return new ConfigurationSpeed(preset.toString(), exact, quick ? speeds(preset, model, true, monitor) : null,
			checkpointSeconds(model, 1 / exact.training().perSecond(), monitor));
	}

	private Speeds speeds(final Preset preset, final ModelConfig model, final boolean quick, final JobMonitor monitor) {
		final int side = PATCH / model.scale();
		final List<Integer> samples = preset.samplesPerLevel(LEVELS).stream().map(m -> m / effort.fewer).toList();
		final TimedTraining.Seconds seconds = training(model, quick).time(samples, effort.steps, Checkpoints.none(), monitor);
		long candidates = 0;
		long searchWork = 0;
		for (int l = 0; l < LEVELS; l++) {
			candidates += samples.get(l);
			searchWork += samples.get(l) * MultiplyAdds.level(model, l, side, side);
		}
		final long stepWork = 3L * BATCH * MultiplyAdds.all(model, side, side);
		final long sampleWork = MultiplyAdds.all(model, SAMPLED_SIDE, SAMPLED_SIDE);
		return new Speeds(Rate.of(candidates / seconds.search(), (double) searchWork / candidates), Rate.of(samplesPerSecond(
			model, quick ? Precision.quick(device) : Precision.FLOAT32, monitor), sampleWork), Rate.of(1 / seconds.step(),
				stepWork));
	}

	private TimedTraining training(final ModelConfig model, final boolean quick) {
		return new TimedTraining(model, PATCH, BATCH, device, quick);
	}

	private double samplesPerSecond(final ModelConfig model, final Precision precision, final JobMonitor monitor) {
		final FloatImage input = NoisePairs.noise(model.inputChannels(), SAMPLED_SIDE, SAMPLED_SIDE, 1);
		try (Sampler sampler = new Sampler(TimedTraining.untrained(model), device, precision)) {
			final List<LatentCode> codes = IntStream.range(0, effort.samples).mapToObj(s -> LatentCode.ofSample(1, s, LEVELS))
				.toList();
			sampler.sample(input, codes.get(0), monitor);
			final long start = System.nanoTime();
			sampler.samples(input, codes, monitor);
			return effort.samples / ((System.nanoTime() - start) * 1e-9);
		}
	}

	/** What a step takes longer when a checkpoint follows it. */
	private double checkpointSeconds(final ModelConfig model, final double step, final JobMonitor monitor) {
		final List<Integer> one = Collections.nCopies(LEVELS, 1);
		try {
			final Path file = Files.createTempFile("chimle-benchmark", ".checkpoint");
			try {
				final double with = training(model, false).time(one, effort.steps, new Checkpoints(file, Duration.ZERO), monitor).step();
				return Math.max(0, with - step);
			}
			finally {
				Files.deleteIfExists(file);
			}
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}
}
