package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CheckpointFile;
import org.chimle.engine.model.ModelFile;
import org.chimle.testing.TinyPairs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills training processes with SIGKILL, each of which goes on where the one before was killed, and lets the last one
 * end. They write a checkpoint after every step, so that many are killed while they write.
 */
class KillTest {

	/** Of the time that a process may work before it is killed. */
	private static final int MOST_MILLIS = 1000;
	/** More than a process takes before it is killed, on average and on any machine. */
	private static final int STEPS_PER_KILL = 50;

	@TempDir
	private Path folder;

	@Test
	void threeKillsLeaveNoTrace() throws Exception {
		kill(3, 5);
	}

	@Test
	@Tag("slow")
	void twentyKillsLeaveNoTrace() throws Exception {
		kill(20, 6);
	}

	private void kill(final int kills, final long seed) throws Exception {
		TinyPairs.write(folder);
		final int steps = STEPS_PER_KILL * kills;
		final float[] uninterrupted = KilledTraining.job(folder, "whole.chimle", steps).run(JobMonitor.silent())
			.parameters();
		final Random random = new Random(seed);
		for (int k = 0; k < kills; k++) {
			assertTrue(isKilled(steps, random.nextInt(MOST_MILLIS)), "the run was over after " + k + " kills");
		}
		assertFalse(isKilled(steps, Integer.MAX_VALUE));
		assertArrayEquals(uninterrupted, ModelFile.read(folder.resolve("killed.chimle")).parameters());
		assertEquals(List.of("input", "killed.chimle", "killed.chimle.training", "target", "whole.chimle",
			"whole.chimle.training"), names());
	}

	/** @return whether the process was killed; false if it came to its end before */
	private boolean isKilled(final int steps, final int millis) throws IOException, InterruptedException {
		final ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), KilledTraining.class.getName(),
			folder.toString(), "killed.chimle", String.valueOf(steps));
		builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
		builder.redirectErrorStream(true);
		final Process process = builder.start();
		try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(),
			StandardCharsets.UTF_8)))
		{
			assertEquals("running", out.readLine());
			if (millis < Integer.MAX_VALUE) {
				Thread.sleep(millis);
				return process.destroyForcibly().waitFor() != 0;
			}
			assertEquals("done", out.readLine());
			return false;
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	private List<String> names() throws IOException {
		CheckpointFile.sweep(folder.resolve("killed.chimle"));
		try (var files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}
}
