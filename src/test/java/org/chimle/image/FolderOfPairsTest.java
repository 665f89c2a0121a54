package org.chimle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobMonitor;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderOfPairsTest {

	private static final PairRules SUPER = new PairRules(Task.SUPER_RESOLUTION, 16);

	@TempDir
	private Path folder;
	private Path in;
	private Path out;

	@BeforeEach
	void folders() {
		in = folder.resolve("in");
		out = folder.resolve("out");
	}

	private void pair(final String name, final int depth, final int side, final int scale) {
		TestImages.save(in, name + ".tif", depth, side, side);
		TestImages.save(out, name + ".png", depth, side * scale, side * scale);
	}

	private FolderOfPairs open(final PairRules rules, final boolean skip) {
		return FolderOfPairs.open(in, out, rules, skip, JobMonitor.silent());
	}

	@Test
	void matchesNamesWhateverTheirEndingAndInfersTheScale() throws IOException {
		pair("b", 8, 16, 4);
		pair("a.1", 8, 12, 4);
		Files.writeString(in.resolve("notes.txt"), "no image");
		Files.writeString(out.resolve(".hidden.png"), "no image");
		Files.createDirectory(in.resolve("more"));
		final FolderOfPairs pairs = open(SUPER, false);
		assertEquals(2, pairs.size());
		assertEquals("a.1", pairs.name(0));
		assertEquals(4, pairs.scale());
		assertEquals(48, pairs.shortestTargetSide());
		assertFalse(pairs.isEqualSized());
		assertEquals(new ImageKind(8, false, 1), pairs.inputKind());
		assertEquals(64, pairs.target(1).image().width());
	}

	@Test
	void listsEveryProblemAtOnce() throws IOException {
		for (int i = 0; i < 4; i++) pair("good" + i, 8, 16, 2);
		TestImages.save(in, "alone.tif", 8, 16, 16);
		TestImages.save(out, "widow.tif", 8, 16, 16);
		pair("depth", 16, 16, 2);
		pair("scale4", 8, 16, 4);
		pair("scale3", 8, 16, 3);
		pair("small", 8, 4, 2);
		pair("twice", 8, 16, 2);
		TestImages.save(in, "twice.png", 8, 16, 16);
		TestImages.save(TestImages.stack("m", 8, 16, 16, 2, 1, 1), in.resolve("channels.tif"));
		TestImages.save(out, "channels.tif", 8, 32, 32);
		Files.createDirectories(in);
		Files.writeString(in.resolve("broken.png"), "this is no picture");
		TestImages.save(out, "broken.png", 8, 32, 32);
		final ImageProcessor nan = TestImages.plane(32, 16, 16, 0);
		nan.setf(5, Float.POSITIVE_INFINITY);
		TestImages.save(new ImagePlus("nan", nan), in.resolve("nan.tif"));
		TestImages.save(out, "nan.tif", 32, 32, 32);
		final PairProblemsException exc = assertThrows(PairProblemsException.class, () -> open(SUPER, false));
		final Map<String, String> problems = exc.problems().stream().collect(Collectors.toMap(PairProblem::name,
			PairProblem::problem, (a, b) -> a + " " + b));
		final Map<String, String> expected = Map.of("alone", "no target", "widow", "no input", "depth", "16-bit", "scale4",
			"4 times", "scale3", "2, 4, 8", "small", "at least 16 x 16", "twice", "twice.png", "channels", "2 channels",
			"broken", "could not be read", "nan", "Infinity");
		assertEquals(expected.keySet(), problems.keySet());
		expected.forEach((name, words) -> assertTrue(problems.get(name).contains(words), name + ": " + problems.get(name)));
		assertTrue(exc.getMessage().contains("10 problems"), exc.getMessage());
		final FolderOfPairs pairs = open(SUPER, true);
		assertEquals(4, pairs.size());
		assertEquals(10, pairs.problems().size());
	}

	@Test
	void saysWhatIsWrongWithAFolder() throws IOException {
		assertSentence("does not exist");
		Files.createDirectory(in);
		Files.createDirectory(out);
		assertSentence("has no images");
		TestImages.save(in, "a.tif", 8, 16, 16);
		TestImages.save(out, "a.tif", 8, 32, 32);
		assertSentence("at least 2");
		out = in.resolve("a.tif");
		assertSentence("is a file");
		out = in;
		assertSentence("the same");
	}

	/** A list of every file would hide that the folders, or the names in one of them, are the mistake. */
	@Test
	void foldersWithoutACommonNameAreOneMistake() {
		for (int i = 0; i < 3; i++) {
			TestImages.save(in, "low" + i + ".tif", 8, 16, 16);
			TestImages.save(out, "high" + i + ".tif", 8, 32, 32);
		}
		for (final boolean skip : new boolean[] { false, true }) {
			final String message = assertThrows(InvalidInputException.class, () -> open(SUPER, skip)).getMessage();
			assertEquals("No input in " + in + " has a target of the same name in " + out + " (first problem: high0: There is a " +
				"target, high0.tif, but no input); give both images of a pair the same name, or choose folders that belong together.",
				message);
		}
	}

	@Test
	void suspectsThatTheFoldersAreExchanged() {
		pair("a", 8, 32, 2);
		pair("b", 8, 32, 2);
		final PairProblemsException exc = assertThrows(PairProblemsException.class, () -> FolderOfPairs.open(out, in, SUPER,
			false, JobMonitor.silent()));
		assertTrue(exc.problems().get(0).problem().endsWith("perhaps the two folders are exchanged."), exc.getMessage());
	}

	@Test
	void refusesAScaleThatDoesNotSuitTheTask() {
		pair("a", 8, 32, 1);
		pair("b", 8, 32, 1);
		assertSentence("same size");
		assertEquals(1, open(new PairRules(Task.GENERIC, 16), false).scale());
		final InvalidInputException none = assertThrows(InvalidInputException.class, () -> open(new PairRules(
			Task.COLOURIZATION, 16), true));
		assertTrue(none.getMessage().contains("needs RGB targets"), none.getMessage());
	}

	@Test
	void stopsWhenCancelled() {
		pair("a", 8, 16, 2);
		pair("b", 8, 16, 2);
		final JobControl control = new JobControl();
		control.cancel();
		assertThrows(JobCancelledException.class, () -> FolderOfPairs.open(in, out, SUPER, false, new JobMonitor(event -> {},
			control)));
	}

	@Test
	void readsPairsNormalisedCroppedAndWithinItsCache() {
		for (int i = 0; i < 3; i++) pair("p" + i, 8, 39, 1);
		final FolderOfPairs pairs = open(new PairRules(Task.GENERIC, 16), false);
		final ModelConfig model = Preset.FAST.model(Task.GENERIC, 1, 1, 3);
		final Normalisation ranges = new Normalisation(List.of(new IntensityRange(0, 10)), List.of(new IntensityRange(10,
			20)));
		final FolderPairSource source = new FolderPairSource(pairs, model, ranges, 2 * 2 * 4 * 36 * 36);
		final ImagePair pair = source.get(1);
		assertEquals("p1", pair.name());
		assertEquals(36, pair.input().width());
		assertEquals(36, pair.target().height());
		assertEquals(3.5, pair.input().get(0, 0, 35), 1e-6);
		assertEquals(0, pair.target().get(0, 0, 0), 1e-6);
		assertEquals(0.5, pair.target().get(0, 0, 15), 1e-6);
		assertEquals(1, pair.target().get(0, 35, 35), 1e-6);
		assertSame(pair, source.get(1));
		source.get(0);
		source.get(2);
		assertEquals(2, source.cachedPairs());
	}

	private void assertSentence(final String words) {
		final String message = assertThrows(InvalidInputException.class, () -> open(SUPER, false)).getMessage();
		assertTrue(message.contains(words) && message.endsWith("."), message);
	}
}
