package org.chimle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairCheckTest {

	private static final int SIDE = 128;

	@TempDir
	private Path folder;

	@BeforeEach
	void makeFolders() throws IOException {
		Files.createDirectories(folder.resolve("in"));
		Files.createDirectories(folder.resolve("out"));
		for (int i = 0; i < 4; i++) write("p" + i, spots(i), spots(i));
	}

	/** An image with smooth structure of 5000 to 60 000, 16-bit. */
	private static ImageProcessor spots(final int seed) {
		final Random random = new Random(seed);
		final ImageProcessor image = new FloatProcessor(SIDE, SIDE);
		for (int spot = 0; spot < 40; spot++) {
			image.setValue(random.nextInt(40_000));
			image.fillOval(random.nextInt(SIDE), random.nextInt(SIDE), 10, 14);
		}
		image.blurGaussian(1.5);
		image.add(5000);
		return image.convertToShort(false);
	}

	/** Writes a target, and an input half as large. */
	private void write(final String name, final ImageProcessor input, final ImageProcessor target) {
		final ImageProcessor small = input.duplicate();
		small.setInterpolationMethod(ImageProcessor.BILINEAR);
		save(small.resize(SIDE / 2, SIDE / 2, true), "in", name);
		save(target, "out", name);
	}

	private void save(final ImageProcessor image, final String side, final String name) {
		IJ.saveAsTiff(new ImagePlus(name, image), folder.resolve(side).resolve(name + ".tif").toString());
	}

	private PairCheck.Report check() {
		return PairCheck.of(folder.resolve("in"), folder.resolve("out"), 1, JobMonitor.silent());
	}

	private PairFinding finding(final String name) {
		return check().pairs().stream().filter(pair -> pair.name().equals(name)).findFirst().orElseThrow();
	}

	@Test
	void goodPairsAreMeasured() {
		final PairCheck.Report report = check();
		assertEquals(4, report.pairs().size());
		for (final PairFinding pair : report.pairs()) {
			assertEquals("ok", pair.verdict(), pair.toString());
			assertEquals(2, pair.scale());
			assertEquals(0, pair.offset().length(), 0.2);
			assertTrue(pair.offset().isClear());
			assertEquals(16, pair.target().kind().bitDepth());
			assertEquals(64, pair.input().width());
			assertTrue(pair.input().least() >= 4990 && pair.target().largest() > 10_000);
		}
		assertNull(report.thumbnails());
		assertNotNull(report.inputs());
	}

	@Test
	void aShiftedTargetIsFoundWithItsShift() {
		final ImageProcessor moved = spots(1);
		moved.translate(3, -2);
		write("p1", spots(1), moved);
		final PairFinding pair = finding("p1");
		assertEquals(3, pair.offset().x(), 0.3);
		assertEquals(-2, pair.offset().y(), 0.3);
		assertTrue(pair.problem().contains("px right, ") && pair.problem().contains("px up"), pair.problem());
		assertEquals("ok", PairCheck.of(folder.resolve("in"), folder.resolve("out"), 5, JobMonitor.silent()).pairs().get(1)
			.verdict(), "a larger shift may be allowed");
	}

	@Test
	void turnedMirroredAndForeignTargetsAreToldApart() {
		write("p0", spots(0), spots(0).rotateRight());
		final ImageProcessor mirrored = spots(1);
		mirrored.flipHorizontal();
		write("p1", spots(1), mirrored);
		write("p2", spots(2), spots(200));
		final List<PairFinding> pairs = check().pairs();
		assertTrue(pairs.get(0).problem().contains("turned clockwise by 90 degrees"), pairs.get(0).problem());
		assertTrue(pairs.get(1).problem().contains("mirrored"), pairs.get(1).problem());
		assertTrue(pairs.get(2).problem().contains("nothing in common"), pairs.get(2).problem());
	}

	@Test
	void oddSizesKindsAndFilesAreProblemsAndHaveThumbnails() throws IOException {
		save(spots(0).convertToByte(true), "out", "p0");
		save(spots(1).resize(100, 60), "out", "p1");
		Files.writeString(folder.resolve("out/p2.tif"), "no image");
		Files.delete(folder.resolve("out/p3.tif"));
		for (int i = 4; i < 7; i++) write("p" + i, spots(i), spots(i));
		final PairCheck.Report report = check();
		assertEquals(List.of("problem", "problem", "problem", "problem", "ok", "ok", "ok"), report.pairs().stream().map(
			PairFinding::verdict).toList());
		assertTrue(report.pairs().get(0).problem().contains("8-bit"), report.pairs().get(0).problem());
		assertEquals(100, report.pairs().get(1).target().width());
		assertTrue(report.pairs().get(2).problem().contains("could not be read"));
		assertTrue(report.pairs().get(3).problem().contains("no target"));
		final ImagePlus pictures = report.thumbnails();
		assertEquals(3, pictures.getStackSize(), "the three pairs of files");
		assertTrue(pictures.getStack().getSliceLabel(2).startsWith("p1: The input is 64 x 64"), pictures.getStack()
			.getSliceLabel(2));
	}

	@Test
	void constantClippedAndCopiedImagesAreFound() {
		final ImageProcessor constant = spots(0);
		constant.set(7000);
		write("p0", spots(0), constant);
		final ImageProcessor clipped = spots(1);
		clipped.multiply(3);
		write("p1", spots(1), clipped);
		write("p3", spots(2), spots(2));
		final List<PairFinding> pairs = check().pairs();
		assertTrue(pairs.get(0).problem().contains("the same value, 7000"), pairs.get(0).problem());
		assertNull(pairs.get(0).offset());
		assertEquals("caution", pairs.get(1).verdict());
		assertTrue(pairs.get(1).target().clipped() > PairCheck.CLIPPED && pairs.get(1).caution().contains("65535"), pairs.get(
			1).caution());
		assertTrue(pairs.get(3).caution().contains("same image as that of p2"), pairs.get(3).caution());
	}

	@Test
	void valuesThatAreNoNumbersAreProblems() {
		final ImageProcessor broken = spots(0).convertToFloat();
		broken.setf(5, 5, Float.NaN);
		save(broken, "out", "p0");
		assertTrue(finding("p0").problem().contains("NaN"), finding("p0").problem());
	}

	@Test
	void progressIsToldAndAStopObeyed() {
		final List<JobEvent> events = new ArrayList<>();
		final JobControl control = new JobControl();
		final JobMonitor monitor = new JobMonitor(event -> {
			events.add(event);
			if (events.size() == 2) control.cancel();
		}, control);
		assertThrows(JobCancelledException.class, () -> PairCheck.of(folder.resolve("in"), folder.resolve("out"), 1,
			monitor));
		assertEquals(2, events.size());
		assertTrue(events.get(0) instanceof JobEvent.Progress progress && progress.total() == 4);
	}

	@Test
	void folderMistakesAreSentences() {
		assertThrows(InvalidInputException.class, () -> PairCheck.of(folder.resolve("none"), folder.resolve("out"), 1,
			JobMonitor.silent()));
	}
}
