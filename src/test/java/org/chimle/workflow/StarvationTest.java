package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.chimle.engine.model.ModelFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Training in a process to which the system really refuses memory. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class StarvationTest {

	/** From enough to too little; what is left of it at the critical moment differs from run to run. */
	private static final int MOST_MEBIBYTES = 240;
	private static final int LEAST_MEBIBYTES = 70;

	@TempDir
	private Path folder;

	/** Every starved run ends with the same result or with one sentence, and one goes on in smaller pieces. */
	@Test
	void theSearchGoesOnInSmallerPieces() throws Exception {
		assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "needs prlimit");
		assertEquals(List.of("done"), run("plenty.chimle", 0));
		final float[] expected = ModelFile.read(folder.resolve("plenty.chimle")).parameters();
		for (int mebibytes = MOST_MEBIBYTES; mebibytes >= LEAST_MEBIBYTES; mebibytes -= 10) {
			final List<String> lines = run("little.chimle", mebibytes);
			if (lines.get(lines.size() - 1).equals("done")) {
				assertArrayEquals(expected, ModelFile.read(folder.resolve("little.chimle")).parameters(), 1e-5f);
			}
			else assertTrue(lines.stream().anyMatch(line -> line.contains("The memory does not suffice to train this model")), lines
				.toString());
			if (lines.stream().anyMatch(line -> line.startsWith("Memory ran short; the code search goes on with 1/"))) return;
		}
		fail("no search ran short of memory");
	}

	private List<String> run(final String model, final int mebibytes) throws IOException, InterruptedException {
		final ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx256m", "-cp", System.getProperty("java.class.path"), StarvedTraining.class.getName(), folder.resolve(model)
				.toString(), String.valueOf(mebibytes));
		builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
		builder.redirectErrorStream(true);
		final Process process = builder.start();
		final List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		process.waitFor();
		return lines;
	}
}
