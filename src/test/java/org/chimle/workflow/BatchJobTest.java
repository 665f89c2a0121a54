package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.ModelFile;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of tiny images and a tiny untrained network. */
class BatchJobTest {

	@TempDir
	private Path folder;
	private Path input;
	private Path output;

	@BeforeEach
	void writeImages() {
		input = folder.resolve("in");
		output = folder.resolve("out");
		for (int i = 1; i <= 4; i++) TestImages.save(input, "cell" + i + ".tif", 16, 10 + i, 12);
		ModelFile.write(Models.random(Task.SUPER_RESOLUTION, 1, 1, 1, 0, 255), folder.resolve("m.chimle"));
	}

	private BatchJob job(final String filter, final boolean skip, final Output... outputs) {
		final Set<Output> kinds = outputs.length == 0 ? EnumSet.of(Output.SAMPLES, Output.MEAN) : EnumSet.copyOf(List.of(
			outputs));
		return new BatchJob(input.toString(), filter, output.toString(), skip, new GenerationJob(folder.resolve("m.chimle")
			.toString(), 2, 7, true, new Outputs(kinds, Double.NaN), ConsistencyChoice.AUTO, "cpu"));
	}

	private static BatchJob.Result run(final BatchJob job) {
		return job.run(new LocalCompute(), JobMonitor.silent());
	}

	private List<String> results() throws IOException {
		try (Stream<Path> files = Files.list(output)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	private ImagePlus open(final String name) {
		return IJ.openImage(output.resolve(name).toString());
	}

	@Test
	void everyImageGetsItsResultsAndARow() throws IOException {
		final BatchJob.Result result = run(job("*", false, Output.SAMPLES, Output.INTERQUARTILE_RANGE, Output.AGREEMENT,
			Output.MONTAGE));
		assertEquals(4, result.processed());
		assertNull(result.problems());
		assertEquals(List.of("cell1-agreement.tif", "cell1-iqr.tif", "cell1-montage.png", "cell1-samples.tif"), results()
			.subList(0, 4));
		assertEquals(4 * 4 + 1, results().size(), () -> "results and the table");
		final ImagePlus samples = open("cell2-samples.tif");
		assertArrayEquals(new int[] { 24, 24, 1, 1, 2 }, samples.getDimensions());
		assertEquals("sample 01 seed=7", samples.getStack().getSliceLabel(1).lines().findFirst().orElseThrow());
		final ImagePlus alone = job("*", false).generation().run(IJ.openImage(input.resolve("cell2.tif").toString()), JobMonitor
			.silent()).samples();
		assertArrayEquals((short[]) alone.getStack().getPixels(2), (short[]) samples.getStack().getPixels(2));
		final ResultsTable table = result.images();
		assertEquals("cell2.tif", table.getLabel(1));
		assertEquals(24, table.getValue("Width", 1));
		assertEquals(2, table.getValue("Samples", 1));
		assertTrue(table.getValue("Seconds", 1) > 0);
		assertTrue(table.getValue("Mean SD", 1) > 0);
		assertTrue(Double.isFinite(table.getValue("Consistency PSNR (dB)", 1)));
		final MeasurementJob.Result measured = new MeasurementJob(0.2, DistanceKind.LEARNED, "cpu", false, false).run(samples,
			null, null, JobMonitor.silent());
		assertEquals(measured.summary().getValue("Diversity", 0), table.getValue("Diversity", 1), 1e-6);
		assertTrue(table.getValue("Diversity", 1) > 0);
		assertEquals(measured.summary().getValue("FRC", 0), table.getValue("FRC", 1), 1e-6);
		assertEquals("pixels", table.getStringValue("FRC unit", 1));
		assertEquals(5, Files.readAllLines(output.resolve(BatchJob.TABLE)).size());
	}

	@Test
	void oneMeterMeasuresAllImages() {
		final WatchedCompute compute = new WatchedCompute();
		final BatchJob.Result result = job("*", false).run(compute, JobMonitor.silent());
		assertEquals(4, result.processed());
		assertTrue(result.images().getValue("Diversity", 3) > 0);
		assertEquals(1, compute.meters());
		final WatchedCompute idle = new WatchedCompute();
		job("*", false, Output.MEAN).run(idle, JobMonitor.silent());
		assertEquals(0, idle.meters(), "samples that are not kept are not measured");
	}

	@Test
	void theModelIsClosedEvenIfTheMeterBreaks() {
		final WatchedCompute compute = new WatchedCompute();
		compute.breakMeters();
		assertThrows(IllegalStateException.class, () -> job("cell1*", false).run(compute, JobMonitor.silent()));
		assertEquals(1, compute.meters());
		assertEquals(0, compute.openModels());
	}

	@Test
	void whatCannotBeReadIsListedAndTheRestProcessed() throws IOException {
		Files.writeString(input.resolve("cell25.tif"), "no image");
		Files.writeString(input.resolve("notes.txt"), "no image either, and nobody thinks so");
		TestImages.save(input, "cell26.tif", 8, 1, 1);
		final BatchJob.Result result = run(job("*", false));
		assertEquals(4, result.processed());
		assertEquals(2, result.problems().size());
		assertEquals("cell25.tif", result.problems().getLabel(0));
		assertTrue(result.problems().getStringValue("Reason", 0).startsWith("The file cell25.tif could not be read"));
		assertTrue(result.problems().getStringValue("Reason", 1).contains("the model needs at least 4 x 4"));
		assertEquals(3, Files.readAllLines(output.resolve(BatchJob.PROBLEMS)).size());
		assertFalse(Files.exists(output.resolve("cell25-samples.tif")));
		Files.delete(input.resolve("cell25.tif"));
		Files.delete(input.resolve("cell26.tif"));
		run(job("*", true));
		assertFalse(Files.exists(output.resolve(BatchJob.PROBLEMS)), "the list of an earlier run");
	}

	@Test
	void aStoppedBatchGoesOnWhereItWas() throws IOException {
		final JobControl control = new JobControl();
		final JobMonitor stopping = new JobMonitor(event -> {
			if (event instanceof JobEvent.Progress progress && progress.done() == 2) control.cancel();
		}, control);
		assertThrows(JobCancelledException.class, () -> job("*", false).run(new LocalCompute(), stopping));
		assertEquals(List.of("cell1-mean.tif", "cell1-samples.tif", "cell2-mean.tif", "cell2-samples.tif", BatchJob.TABLE),
			results());
		Files.delete(output.resolve("cell2-mean.tif")); // as if the power had failed between two files
		final FileTime old = FileTime.fromMillis(1_000_000);
		Files.setLastModifiedTime(output.resolve("cell1-mean.tif"), old);
		final BatchJob.Result result = run(job("*", true));
		assertEquals(3, result.processed());
		assertEquals(1, result.skipped());
		assertEquals(9, results().size());
		assertEquals(old, Files.getLastModifiedTime(output.resolve("cell1-mean.tif")));
		assertEquals(List.of("cell1.tif", "cell2.tif", "cell3.tif", "cell4.tif"), labels(result.images()));
		assertTrue(result.images().getValue("Mean", 0) > 0, "the row of the first run");
		assertEquals(0, run(job("*", true)).processed());
		assertEquals(4, run(job("*", true)).images().size());
	}

	/** While its samples are measured an image has no results yet; else it would be skipped and never get a row. */
	@Test
	void anImageWhoseMeasurementIsStoppedIsProcessedAnew() throws IOException {
		final JobControl control = new JobControl();
		final WatchedCompute compute = new WatchedCompute();
		compute.beforeMeasuring(() -> {
			if (Files.exists(output.resolve("cell1-samples.tif"))) control.cancel();
		});
		final String stop = assertThrows(JobCancelledException.class, () -> job("*", false).run(compute, new JobMonitor(
			event -> {}, control))).getMessage();
		assertEquals("Cancelled by the user after 1 of 4; go on with Skip existing.", stop);
		assertEquals(List.of("cell1-mean.tif", "cell1-samples.tif", BatchJob.TABLE), results());
		assertEquals(List.of("cell1.tif", "cell2.tif", "cell3.tif", "cell4.tif"), labels(run(job("*", true)).images()));
	}

	private static List<String> labels(final ResultsTable table) {
		final List<String> labels = new ArrayList<>();
		for (int row = 0; row < table.size(); row++) labels.add(table.getLabel(row));
		return labels;
	}

	@Test
	void theFilterChoosesAndResultsOfOtherImagesStay() throws IOException {
		TestImages.save(input, "cell1.png", 8, 16, 16);
		assertEquals(1, run(job("*3.tif", false, Output.MEAN)).processed());
		assertEquals(List.of("cell3-mean.tif", BatchJob.TABLE), results());
		final BatchJob.Result second = run(job("cell1.{tif,png}", false, Output.MEAN));
		assertEquals(List.of("cell3.tif", "cell1.png", "cell1.tif"), labels(second.images()));
		assertTrue(results().containsAll(List.of("cell1.png-mean.tif", "cell1.tif-mean.tif")), results().toString());
	}

	@Test
	void aSelectionInAFileDoesNotCount() {
		final ImagePlus image = TestImages.stack("s", 8, 20, 16, 1, 1, 1);
		image.setRoi(new Roi(2, 2, 6, 6));
		TestImages.save(image, input.resolve("selected.tif"));
		run(job("selected*", false));
		assertEquals(40, open("selected-samples.tif").getWidth());
	}

	@Test
	void progressCountsImagesAndTellsTheTimeLeft() {
		final List<JobEvent.Progress> seen = new ArrayList<>();
		job("*", false).run(new LocalCompute(), new JobMonitor(event -> {
			if (event instanceof JobEvent.Progress progress) seen.add(progress);
		}, new JobControl()));
		assertEquals(4, seen.get(0).total());
		assertEquals(4, seen.get(seen.size() - 1).done());
		for (int i = 1; i < seen.size(); i++) {
			assertTrue(seen.get(i).done() >= seen.get(i - 1).done());
			assertTrue(i < 3 || seen.get(i).secondsLeft() >= 0);
		}
	}

	@Test
	void whatNoImageCouldUseIsRefusedAtOnce() throws IOException {
		assertRefused(new BatchJob(input.toString(), "*", input.toString(), false, job("*", false).generation()),
			"choose another output folder");
		assertRefused(job("*.lsm", false), "No image in");
		assertRefused(job("{a", false), "malformed");
		final GenerationJob nowhere = new GenerationJob("nowhere.chimle", 1, 1, false, false, false, "cpu");
		assertRefused(new BatchJob(input.toString(), "*", output.toString(), false, nowhere), "does not exist");
		Files.writeString(input.resolve("bad.tif"), "no image");
		assertRefused(job("bad*", false), "No image in");
	}

	private static void assertRefused(final BatchJob job, final String words) {
		final String message = assertThrows(InvalidInputException.class, () -> run(job)).getMessage();
		assertTrue(message.contains(words) && message.endsWith("."), message);
	}
}
