package org.chimle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.chimle.engine.model.ModelFile;
import org.chimle.testing.TestImages;
import org.chimle.testing.TinyPairs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairsCliTest {

	@TempDir
	private Path folder;

	private final RecordingTerminal terminal = new RecordingTerminal(false);

	@BeforeEach
	void writePairs() throws IOException {
		TinyPairs.write(folder);
	}

	private String path(final String name) {
		return folder.resolve(name).toString();
	}

	private int check(final String... more) {
		final String[] args = new String[5 + more.length];
		System.arraycopy(new String[] { "check-pairs", "--input-folder", path("input"), "--target-folder", path("target") }, 0,
			args, 0, 5);
		System.arraycopy(more, 0, args, 5, more.length);
		return terminal.run(args);
	}

	@Test
	void pairsAreListedAndProblemsDecideTheExitCode() throws IOException {
		assertEquals(0, check("--largest-shift", "4"), terminal.err());
		assertTrue(terminal.out().startsWith("Label,Verdict,Scale,Shift X (px),Shift Y (px),Peak (SD),Input W (px),"), terminal
			.out());
		assertTrue(terminal.err().contains("6 pairs: inputs 16 x 16, 16-bit grey; targets 32 x 32, 16-bit grey; scale 2."),
			terminal.err());
		Files.delete(folder.resolve("target/pair3.tif"));
		assertEquals(1, check("--largest-shift", "4", "--json"));
	}

	@Test
	void everythingCanBeWrittenToAFolder() throws IOException {
		TestImages.save(TestImages.stack("odd", 16, 20, 20, 1, 1, 1), folder.resolve("target/pair2.tif"));
		assertEquals(1, check("--largest-shift", "4", "--output-folder", path("out")), terminal.err());
		assertEquals(6, JsonParser.parseString(Files.readString(folder.resolve("out/pairs.json"))).getAsJsonObject()
			.getAsJsonArray("pairs").size());
		for (final String name : new String[] { "pairs.csv", "suspicious.tif", "inputs.png", "targets.png" }) {
			assertTrue(Files.size(folder.resolve("out").resolve(name)) > 0, name);
		}
	}

	@Test
	void aModelIsTrainedOnSharpImagesAlone() {
		assertEquals(0, terminal.run("train", "--target-folder", path("target"), "--model-file", path("m.chimle"), "--factor",
			"2", "--blur", "1", "--photons", "300", "--epochs", "2", "--patch-size", "16", "--samples-per-level", "2", "--device",
			"cpu"), terminal.err());
		assertTrue(terminal.err().contains("Gaussian blur of 1 px, antialiased reduction by 2, Poisson noise of 300 photons"),
			terminal.err());
		assertEquals(300, ModelFile.read(folder.resolve("m.chimle")).training().degradation().photons());
		assertTrue(ModelFile.read(folder.resolve("m.chimle")).training().config().mixedPrecision());
	}

	@Test
	void theCodeSearchLooksInHalfPrecisionFirstUnlessFullIsAskedFor() {
		assertEquals(0, terminal.run("train", "--input-folder", path("input"), "--target-folder", path("target"),
			"--model-file", path("h.chimle"), "--epochs", "1", "--patch-size", "16", "--samples-per-level", "6", "--device", "cpu",
			"--full-precision"), terminal.err());
		assertFalse(ModelFile.read(folder.resolve("h.chimle")).training().config().mixedPrecision());
		assertFalse(terminal.err().contains(" comparisons of candidates in "), terminal.err());
	}

	@Test
	void theEstimateIsPrintedAndNothingTrained() {
		assertEquals(0, terminal.run("train", "--input-folder", path("input"), "--target-folder", path("target"),
			"--model-file", path("e.chimle"), "--epochs", "120", "--patch-size", "16", "--samples-per-level", "2", "--device",
			"cpu", "--estimate"), terminal.err());
		assertTrue(terminal.out().matches("(?s)about \\d+.* for 240 steps and \\d+ code searches, .*model file of .*"), terminal
			.out());
		assertTrue(Files.notExists(folder.resolve("e.chimle")));
	}

	@Test
	void anEstimateThatIsAskedForIsMadeOfShortRunsToo() {
		assertEquals(0, terminal.run("train", "--input-folder", path("input"), "--target-folder", path("target"),
			"--model-file", path("e.chimle"), "--epochs", "1", "--patch-size", "16", "--samples-per-level", "2", "--device", "cpu",
			"--estimate"), terminal.err());
		assertTrue(terminal.out().startsWith("about "), terminal.out());
	}

	@Test
	void inputsHaveOneSource() {
		assertEquals(1, terminal.run("train", "--target-folder", path("target"), "--model-file", path("m.chimle")));
		assertEquals(1, terminal.run("train", "--input-folder", path("input"), "--target-folder", path("target"),
			"--model-file", path("m.chimle"), "--blur", "1"));
		assertTrue(terminal.err().contains("no input folder") && terminal.err().contains("leave one of them out"), terminal
			.err());
	}
}
