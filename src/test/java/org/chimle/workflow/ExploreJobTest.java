package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.ModelFile;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExploreJobTest {

	private static final ExploredPart ALL = new ExploredPart("", 0, 0);
	private static final String PATH = "1:g1003.l1004 2:g2001.l2002~g2005.l2006@0.5";

	@TempDir
	private static Path folder;

	private static String model(final Task task, final int input, final int image) {
		final Path file = folder.resolve(task + "-" + input + "-" + image + ".chimle");
		ModelFile.write(Models.random(task, input, image, 2, 0, 250), file);
		return file.toString();
	}

	private static ExploreJob job(final ExploredPart part) {
		return new ExploreJob(model(Task.SUPER_RESOLUTION, 1, 1), part, ConsistencyChoice.AUTO, "cpu");
	}

	private static ImagePlus draw(final ExploreJob job, final ImagePlus image, final String path, final boolean levels) {
		return job.draw(new ExploreJob.Choice(path, null, 1, levels), image, new LocalCompute(), JobMonitor.silent());
	}

	@Test
	void thePathOfAGeneratedSampleDrawsThatSample() {
		final ImagePlus image = TestImages.stack("cells.tif", 8, 12, 10, 2, 1, 1);
		final ImagePlus samples = new GenerationJob(model(Task.SUPER_RESOLUTION, 1, 1), 2, 7, false, false, false, "cpu").run(
			image, JobMonitor.silent()).samples();
		final ImagePlus drawn = draw(job(ALL), image, CodePath.of(LatentCode.ofSample(7, 1, 2)).text(), false);
		for (int c = 1; c <= 2; c++) {
			assertArrayEquals((float[]) samples.getStack().getPixels(2 + c), (float[]) drawn.getStack().getPixels(c));
		}
		assertEquals("cells-explored", drawn.getTitle());
	}

	@Test
	void aPartIsWhatTheCroppedImageGives() {
		final ImagePlus image = TestImages.stack("stack", 16, 30, 20, 1, 3, 2);
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().xOrigin = 10;
		final ImagePlus part = draw(job(new ExploredPart("4 6 12 10", 2, 2)), image, PATH, false);
		final ImageProcessor plane = image.getStack().getProcessor(image.getStackIndex(1, 2, 2)).duplicate();
		plane.setRoi(4, 6, 12, 10);
		assertArrayEquals((float[]) draw(job(ALL), new ImagePlus("crop", plane.crop()), PATH, false).getProcessor()
			.getPixels(), (float[]) part.getProcessor().getPixels());
		assertEquals(0.125, part.getCalibration().pixelWidth);
		assertEquals((10 - 4) * 4, part.getCalibration().xOrigin);
		image.setPosition(1, 2, 2);
		image.setRoi(4, 6, 12, 10);
		assertArrayEquals((float[]) part.getProcessor().getPixels(), (float[]) draw(job(ALL), image, PATH, false)
			.getProcessor().getPixels());
		assertTrue(((String) part.getProperty("Info")).contains("CHIMLE path: " + PATH + "\nCHIMLE region: 4 6 12 10\n"));
	}

	@Test
	void theOverlayOfThePositionMovesWithThePart() {
		final ImagePlus image = TestImages.stack("stack", 8, 30, 20, 2, 3, 2);
		final Overlay overlay = new Overlay();
		overlay.add(at(new Roi(5, 7, 3, 2), 2, 2, 2));
		overlay.add(at(new Roi(6, 8, 3, 2), 0, 0, 0));
		overlay.add(at(new Roi(5, 7, 3, 2), 2, 3, 2)); // another slice
		overlay.add(at(new Roi(0, 0, 3, 2), 2, 2, 2)); // outside of the part
		image.setOverlay(overlay);
		final ImagePlus sample = draw(job(new ExploredPart("4 6 12 10", 2, 2)), image, PATH, false);
		final ImagePlus levels = draw(job(new ExploredPart("4 6 12 10", 2, 2)), image, PATH, true);
		assertEquals(List.of(new Rectangle(4, 4, 12, 8), new Rectangle(8, 8, 12, 8)), bounds(sample));
		assertEquals(List.of(new Rectangle(4, 4, 12, 8), new Rectangle(8, 8, 12, 8)), bounds(levels));
		assertEquals(2, sample.getOverlay().get(0).getPosition(), "the second channel");
		assertEquals(0, sample.getOverlay().get(1).getPosition());
		assertEquals(2, levels.getOverlay().get(0).getCPosition());
		assertEquals(0, levels.getOverlay().get(0).getTPosition(), "every level");
		assertEquals(4, image.getOverlay().size());
	}

	private static Roi at(final Roi roi, final int c, final int z, final int t) {
		roi.setPosition(c, z, t);
		return roi;
	}

	private static List<Rectangle> bounds(final ImagePlus image) {
		return Arrays.stream(image.getOverlay().toArray()).map(Roi::getBounds).toList();
	}

	@ParameterizedTest
	@CsvSource({ "SUPER_RESOLUTION, 1, 1", "GENERIC, 1, 1", "GENERIC, 3, 3", "COLOURIZATION, 1, 3" })
	void allLevelsEndWithTheSample(final Task task, final int input, final int channels) {
		final ExploreJob job = new ExploreJob(model(task, input, channels), ALL, ConsistencyChoice.AUTO, "cpu");
		final ImagePlus image = TestImages.stack("odd", input == 3 ? 24 : 8, 13, 9, 1, 1, 1);
		final ImagePlus sample = draw(job, image, PATH, false);
		final ImagePlus levels = draw(job, image, PATH, true);
		final int scale = task == Task.SUPER_RESOLUTION ? 4 : 1;
		assertArrayEquals(new int[] { 13 * scale, 9 * scale, channels, 1, 2 }, levels.getDimensions());
		for (int c = 1; c <= channels; c++) {
			assertArrayEquals((float[]) sample.getStack().getPixels(c), (float[]) levels.getStack().getPixels(levels
				.getStackIndex(c, 1, 2)));
		}
		final ImageProcessor coarse = levels.getStack().getProcessor(1);
		assertEquals(coarse.getf(2, 2), coarse.getf(3, 3), "a coarse pixel covers 2 x 2");
		assertEquals(levels.getStack().getSliceLabel(1), "level 1 of 2 path=" + PATH);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "'' | There is no window to explore in, and neither a path nor a reference",
		"1:g1.l1 | The path has 1 levels, but the model SUPER_RESOLUTION-1-1.chimle has 2; name every level",
		"17 | The path has \"17\" where a level is expected" })
	void aMistakeInThePathIsOneSentence(final String path, final String start) {
		final ImagePlus image = TestImages.stack("x", 8, 12, 10, 1, 1, 1);
		assertStartsWith(start, assertThrows(InvalidInputException.class, () -> draw(job(ALL), image, path, false)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "1 2 3 | 0 | The region is \"1 2 3\" but must be four whole numbers",
		"8 0 8 8 | 0 | The region \"8 0 8 8\" is not part of the image x, which is 12 x 10 pixels",
		"0 0 0 5 | 0 | The region", "'' | 3 | The slice is 3 but must be between 1 and 2 for the image x" })
	void aMistakeInThePartIsOneSentence(final String region, final int slice, final String start) {
		final ImagePlus image = TestImages.stack("x", 8, 12, 10, 1, 2, 1);
		assertStartsWith(start, assertThrows(InvalidInputException.class, () -> draw(job(new ExploredPart(region, slice, 0)),
			image, PATH, false)));
	}

	private static void assertStartsWith(final String start, final Exception exc) {
		assertTrue(exc.getMessage().startsWith(start), exc.getMessage());
	}

	@Test
	void theReferenceIsComparedWhereTheExploredPartLies() {
		final ImagePlus image = TestImages.stack("x", 8, 40, 30, 1, 1, 1);
		final ExploreJob job = job(new ExploredPart("4 2 16 16", 0, 0));
		final ImagePlus whole = TestImages.stack("truth", 8, 160, 120, 1, 1, 1);
		final ImageProcessor part = whole.getProcessor().duplicate();
		part.setRoi(16, 8, 64, 64);
		final ImagePlus small = new ImagePlus("part", part.crop());
		try (Exploration exploration = job.open(image, new LocalCompute(), JobMonitor.silent())) {
			final CodePath found = exploration.nearest(whole, 3, JobMonitor.silent());
			assertEquals(found, exploration.nearest(small, 3, JobMonitor.silent()));
			assertTrue(found.levels().stream().allMatch(seeds -> seeds.global() % 1000 >= 1 && seeds.global() % 1000 <= 3));
			whole.setRoi(0, 0, 10, 5);
			assertStartsWith("The selection in the reference truth lies outside", assertThrows(InvalidInputException.class,
				() -> exploration.nearest(whole, 3, JobMonitor.silent())));
			assertStartsWith("The reference x is 40 x 30 pixels with 1 channels, but the sample has 64 x 64 and 1", assertThrows(
				InvalidInputException.class, () -> exploration.nearest(image, 3, JobMonitor.silent())));
		}
	}

	/** Where every model has a process of its own, a second one would have to be started. */
	@Test
	void theModelIsLetGoWhileAReferenceChooses() {
		final WatchedCompute compute = new WatchedCompute();
		final ImagePlus image = TestImages.stack("x", 8, 12, 10, 1, 1, 1);
		final ImagePlus truth = TestImages.stack("truth", 8, 48, 40, 1, 1, 1);
		job(ALL).draw(new ExploreJob.Choice("", truth, 2, false), image, compute, JobMonitor.silent());
		assertEquals(1, compute.mostAtOnce());
	}

	@Test
	void aStopReachesWhatIsDoneToFindThePart() {
		final WatchedCompute compute = new WatchedCompute();
		final JobMonitor monitor = JobMonitor.silent();
		job(ALL).openWithin(1e-9, TestImages.stack("large", 8, 100, 100, 1, 1, 1), compute, monitor).close();
		assertEquals(List.of(monitor.control(), monitor.control()), compute.controls());
	}

	/** A part is only made smaller where nobody chose it. */
	@Test
	void aLargeImageIsExploredInItsMiddle() {
		final ImagePlus image = TestImages.stack("large", 8, 300, 200, 1, 1, 1);
		assertEquals("118 68 64 64", regionWithin(1e-9, image));
		assertEquals("0 0 300 200", regionWithin(1e9, image));
		image.setRoi(10, 20, 100, 90);
		assertEquals("10 20 100 90", regionWithin(1e-9, image));
	}

	private static String regionWithin(final double seconds, final ImagePlus image) {
		try (Exploration exploration = job(ALL).openWithin(seconds, image, new LocalCompute(), JobMonitor.silent())) {
			return exploration.job().part().region();
		}
	}

	@Test
	void aModelThatWasLetGoIsOpenedAgain() {
		final ImagePlus image = TestImages.stack("x", 8, 12, 10, 1, 1, 1);
		try (Exploration exploration = job(ALL).open(image, new LocalCompute(), JobMonitor.silent())) {
			final CodePath coarse = CodePath.parse("1:g1.l1");
			final ImagePlus first = exploration.level(coarse, JobMonitor.silent());
			exploration.rest();
			assertArrayEquals((float[]) first.getProcessor().getPixels(), (float[]) exploration.level(coarse, JobMonitor
				.silent()).getProcessor().getPixels());
			assertEquals(List.of(24, 20), List.of(first.getWidth(), first.getHeight()));
			assertFalse(Arrays.equals((float[]) first.getProcessor().getPixels(), (float[]) exploration.level(CodePath.parse(
				"1:g2.l1"), JobMonitor.silent()).getProcessor().getPixels()));
		}
	}
}
