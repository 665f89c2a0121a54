package org.chimle.engine.benchmark;

import java.util.List;

import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.train.Checkpoints;

/**
 * A training run of many small steps, with a code search every 20, that shows whether anything is left behind: resident
 * memory should be the same early and late.
 *
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
public record Soak(String device) {

	private static final ModelConfig TINY = new ModelConfig(Task.SUPER_RESOLUTION, 1, 1, 1, 4, 8, 1, List.of(
		new LevelConfig(4, 2), new LevelConfig(4, 2)));
	private static final int PATCH = 16;
	private static final int BATCH = 2;
	private static final int EARLY = 500;
	private static final int LATE = 10_000;

	/**
	 * Resident memory of the process.
	 *
	 * @param earlyStep a step
	 * @param earlyMebibytes memory after that step, -1 where unknown
	 * @param lateStep a later step
	 * @param lateMebibytes memory after that step, -1 where unknown
	 */
	public record Memory(int earlyStep, long earlyMebibytes, int lateStep, long lateMebibytes) {}

	/**
	 * @param monitor told of progress, asked whether to stop
	 * @return the figures
	 */
	public Memory run(final JobMonitor monitor) {
		final int[] step = new int[1];
		final long[] memory = new long[2];
		new TimedTraining(TINY, PATCH, BATCH, device, true).run(List.of(2, 2), LATE, Checkpoints.none(), event -> {
			if (!(event instanceof JobEvent.Progress progress) || !progress.phase().equals(PhaseClock.TRAINING)) return;
			step[0]++;
			if (step[0] == EARLY) memory[0] = ResidentMemory.mebibytes();
			if (step[0] == LATE) memory[1] = ResidentMemory.mebibytes();
			if (step[0] % 100 == 0) {
				monitor.emit(new JobEvent.Progress("soaking", step[0], LATE, progress.unitsPerSecond(), progress.secondsLeft()));
			}
		}, monitor);
		return new Memory(EARLY, memory[0], LATE, memory[1]);
	}
}
