package org.chimle.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.InversionConfig;
import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.feature.Backbone;
import org.chimle.engine.feature.FormulaWeights;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobListener;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CheckpointFile;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.Initialisation;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.weights.WeightFolder;
import org.chimle.image.PairProblemsException;
import org.chimle.testing.TestImages;
import org.chimle.testing.TinyPairs;
import org.chimle.workflow.ConsistencyChoice;
import org.chimle.workflow.Continuation;
import org.chimle.workflow.CoverageJob;
import org.chimle.workflow.DeviceJob;
import org.chimle.workflow.Exploration;
import org.chimle.workflow.ExploreJob;
import org.chimle.workflow.ExploredPart;
import org.chimle.workflow.FolderMeasurementJob;
import org.chimle.workflow.GenerationJob;
import org.chimle.workflow.InterruptedRun;
import org.chimle.workflow.LocalCompute;
import org.chimle.workflow.MeasurementJob;
import org.chimle.workflow.Outputs;
import org.chimle.workflow.TrainingJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real jobs in real worker processes. */
class WorkerComputeTest {

	@TempDir
	private static Path folder;
	private static Path tiny;
	private static final WorkerPool POOL = new WorkerPool(60);
	private static final WorkerCompute COMPUTE = new WorkerCompute(POOL, WorkerLaunch.usual(""));

	@BeforeAll
	static void makeFiles() throws Exception {
		tiny = folder.resolve("tiny.chimle");
		ModelFile.write(TinyModels.random(Task.SUPER_RESOLUTION), tiny);
		TinyPairs.write(folder);
	}

	@AfterAll
	static void endWorkers() {
		POOL.close();
	}

	@Test
	void samplesAreThoseOfThisProcess() {
		final ImagePlus image = TestImages.stack("ramp", 8, 20, 12, 1, 2, 1);
		final GenerationJob job = new GenerationJob(tiny.toString(), 3, 5, false, true, true, "cpu");
		final GenerationJob.Result here = job.run(image, new LocalCompute(), JobMonitor.silent());
		final List<JobEvent> events = new ArrayList<>();
		final GenerationJob.Result there = job.run(image, COMPUTE, new JobMonitor(events::add, new JobControl()));
		assertEquals(6, there.samples().getStackSize());
		for (int i = 1; i <= 6; i++) {
			assertArrayEquals((float[]) here.samples().getStack().getPixels(i), (float[]) there.samples().getStack().getPixels(
				i));
		}
		assertArrayEquals((float[]) here.mean().getStack().getPixels(2), (float[]) there.mean().getStack().getPixels(2));
		assertEquals(here.samples().getProperty("Info"), there.samples().getProperty("Info"));
		assertTrue(events.stream().anyMatch(JobEvent.Progress.class::isInstance));
	}

	/** On processors that are not quick with a shorter format, both are in float32. */
	@Test
	void aModelThatIsReadyIsNotTakenForOneOfAnotherPrecision() {
		final ImagePlus image = TestImages.stack("ramp", 8, 20, 12, 1, 1, 1);
		final List<String> said = new ArrayList<>();
		final JobMonitor monitor = new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message && message.text().contains("are computed in")) said.add(message.text());
		}, new JobControl());
		final Outputs samples = Outputs.of(false, false);
		for (final boolean half : new boolean[] { false, true, true, false }) {
			final GenerationJob job = new GenerationJob(tiny.toString(), 2, 5, false, samples, ConsistencyChoice.NO, "cpu", half);
			final ImagePlus here = job.run(image, new LocalCompute(), JobMonitor.silent()).samples();
			final ImagePlus there = job.run(image, COMPUTE, monitor).samples();
			assertArrayEquals((float[]) here.getStack().getPixels(2), (float[]) there.getStack().getPixels(2));
			final boolean quick = half && Precision.quick("cpu") == Precision.BFLOAT16;
			assertEquals(quick ? "bfloat16" : null, there.getProp("CHIMLE precision"));
			assertEquals(here.getProperty("Info"), there.getProperty("Info"));
			assertEquals(half ? List.of(quick ? "Samples are computed in bfloat16; they differ slightly from those in float32."
				: "This device is quick with no shorter number format; samples are computed in float32.") : List.of(), said);
			said.clear();
		}
	}

	@Test
	void figuresAreThoseOfThisProcess() {
		final ImagePlus samples = TestImages.stack("samples", 8, 24, 24, 1, 1, 3);
		final ImagePlus reference = TestImages.stack("reference", 8, 24, 24, 1, 1, 1);
		final MeasurementJob job = new MeasurementJob(0.2);
		for (final ImagePlus observed : new ImagePlus[] { reference, null }) { // without one, figures are NaN
			final MeasurementJob.Result here = job.run(samples, observed, reference, JobMonitor.silent());
			final MeasurementJob.Result there = job.run(samples, observed, reference, COMPUTE, JobMonitor.silent());
			assertEquals(text(here.samples()), text(there.samples()));
			assertEquals(text(here.summary()), text(there.summary()));
		}
	}

	@Test
	void imagesAndCurvesOfAMeasurementAreThoseOfThisProcess() {
		final ImagePlus samples = TestImages.stack("samples", 16, 24, 24, 1, 2, 3);
		samples.getStack().getProcessor(4).setf(7, 900); // samples that differ
		final ImagePlus input = TestImages.stack("input", 16, 12, 12, 1, 2, 1);
		final MeasurementJob job = new MeasurementJob(0.2, DistanceKind.MEAN_SQUARED_ERROR, "cpu", true, true);
		final List<JobEvent> events = new ArrayList<>();
		final MeasurementJob.Result here = job.run(samples, samples.crop("1-2"), input, JobMonitor.silent());
		final MeasurementJob.Result there = job.run(samples, samples.crop("1-2"), input, COMPUTE, new JobMonitor(events::add,
			new JobControl()));
		assertEquals(text(here.summary()), text(there.summary()));
		assertPixels(here.standardDeviation(), there.standardDeviation());
		assertPixels(here.errorMap(), there.errorMap());
		assertEquals(2, there.curves().size());
		assertArrayEquals(here.curves().get(1).ringCorrelation().correlations(), there.curves().get(1).ringCorrelation()
			.correlations());
		assertTrue(events.stream().anyMatch(JobEvent.Progress.class::isInstance));
	}

	@Test
	void aWorkerFindsTheWeightsThatItsHostFinds() throws Exception {
		FormulaWeights.write(Backbone.SQUEEZENET, Files.createDirectories(folder.resolve("weights")).resolve(
			"lpips-squeeze.safetensors"));
		final ImagePlus samples = noise(3, 2);
		final MeasurementJob job = new MeasurementJob(0.2, DistanceKind.LPIPS_SQUEEZE, "cpu", false, false);
		final WorkerPool pool = new WorkerPool(60);
		System.setProperty(WeightFolder.PROPERTY, folder.resolve("weights").toString());
		try {
			final MeasurementJob.Result here = job.run(samples, noise(4, 1), null, JobMonitor.silent());
			assertEquals(text(here.samples()), text(job.run(samples, noise(4, 1), null, new WorkerCompute(pool, WorkerLaunch
				.usual("")), JobMonitor.silent()).samples()));
		}
		finally {
			System.clearProperty(WeightFolder.PROPERTY);
			pool.close();
		}
	}

	@Test
	void foldersAreMeasuredAsInThisProcess() {
		for (int i = 0; i < 3; i++) {
			TestImages.save(noise(i, 1), folder.resolve("references/im" + i + ".tif"));
			TestImages.save(noise(10 + i, 4), folder.resolve("samples/im" + i + ".tif"));
		}
		TestImages.save(noise(20, 4), folder.resolve("samples/without-reference.tif"));
		final FolderMeasurementJob job = new FolderMeasurementJob(folder.resolve("samples").toString(), folder.resolve(
			"references").toString(), "", "bundled", 0.2, 3, "cpu");
		final FolderMeasurementJob.Result here = job.run(JobMonitor.silent());
		final FolderMeasurementJob.Result there = COMPUTE.run(job, JobMonitor.silent());
		assertEquals(text(here.samples()), text(there.samples()));
		assertEquals(text(here.summary()), text(there.summary()));
		assertEquals(text(here.folder()), text(there.folder()));
		assertEquals(text(here.distribution()), text(there.distribution()));
		assertEquals(text(here.calibration()), text(there.calibration()));
		assertEquals(text(here.skipped()), text(there.skipped()));
		assertEquals(here.calibrationCurves(), there.calibrationCurves());
		assertEquals(15, there.calibrationCurves().get(0).bins().size());
		assertArrayEquals((int[]) here.curve().getProcessor().getPixels(), (int[]) there.curve().getProcessor().getPixels());
	}

	@Test
	void modeCoverageIsThatOfThisProcess() {
		final CoverageJob job = new CoverageJob(tiny.toString(), new InversionConfig(2, 2, 0.1, 1), "cpu");
		final ImagePlus image = TestImages.stack("x", 8, 8, 8, 1, 1, 1);
		final ImagePlus observed = TestImages.stack("y", 8, 32, 32, 1, 1, 1);
		final CoverageJob.Result here = job.run(image, observed, JobMonitor.silent());
		final CoverageJob.Result there = job.run(image, observed, COMPUTE, JobMonitor.silent());
		assertEquals(text(here.restarts()), text(there.restarts()));
		assertEquals(text(here.summary()), text(there.summary()));
		assertPixels(here.nearest(), there.nearest());
		assertEquals(assertThrows(InvalidInputException.class, () -> job.run(image, null, JobMonitor.silent())).getMessage(),
			assertThrows(InvalidInputException.class, () -> job.run(image, null, COMPUTE, JobMonitor.silent())).getMessage());
	}

	@Test
	void anExploredPathIsThatOfThisProcess() {
		final ImagePlus image = TestImages.stack("x", 8, 12, 10, 2, 1, 1);
		final ExploreJob job = new ExploreJob(tiny.toString(), new ExploredPart("", 0, 0), ConsistencyChoice.AUTO, "cpu");
		final ExploreJob.Choice levels = new ExploreJob.Choice("1:g1.l2~g3.l4@0.3 2:g5.l6", null, 0, true);
		assertPixels(job.draw(levels, image, new LocalCompute(), JobMonitor.silent()), job.draw(levels, image, COMPUTE,
			JobMonitor.silent()));
		final ExploreJob.Choice nearest = new ExploreJob.Choice("", TestImages.stack("y", 8, 48, 40, 2, 1, 1), 3, false);
		final ImagePlus here = job.draw(nearest, image, new LocalCompute(), JobMonitor.silent());
		final ImagePlus there = job.draw(nearest, image, COMPUTE, JobMonitor.silent());
		assertPixels(here, there);
		assertEquals(here.getProperty("Info"), there.getProperty("Info"));
	}

	@Test
	void anExplorationOutlivesItsWorker() {
		final ImagePlus image = TestImages.stack("x", 8, 12, 10, 1, 1, 1);
		final WorkerPool pool = new WorkerPool(60);
		final WorkerCompute compute = new WorkerCompute(pool, WorkerLaunch.usual(""));
		final long first = pid(compute);
		try (Exploration exploration = new ExploreJob(tiny.toString(), new ExploredPart("", 0, 0), ConsistencyChoice.AUTO, "cpu").open(image, compute,
			JobMonitor.silent()))
		{
			final ImagePlus before = exploration.level(CodePath.parse("1:g1.l1"), JobMonitor.silent());
			final ProcessHandle worker = ProcessHandle.of(first).orElseThrow();
			worker.destroyForcibly();
			worker.onExit().join();
			assertThrows(InvalidInputException.class, () -> exploration.level(CodePath.parse("1:g1.l1"), JobMonitor.silent()));
			assertPixels(before, exploration.level(CodePath.parse("1:g1.l1"), JobMonitor.silent()));
		}
		pool.close();
	}

	@Test
	void aStoppedTrainingIsResumedBitForBit() throws Exception {
		final float[] whole = resumable("whole.chimle", InterruptedRun.KEEP, 10).run(JobMonitor.silent()).parameters();
		final JobControl control = new JobControl();
		final JobMonitor monitor = new JobMonitor(event -> {
			if (event instanceof JobEvent.Loss) control.cancel();
		}, control);
		try {
			assertTrue(COMPUTE.train(resumable("part.chimle", InterruptedRun.KEEP, 10), monitor).cancelled());
		}
		catch (final CancellationException exc) {
			// On a busy machine the worker writes the checkpoint while nobody waits; the next training waits for it.
		}
		final List<JobEvent> events = new ArrayList<>();
		assertFalse(COMPUTE.train(resumable("part.chimle", InterruptedRun.RESUME, 10), new JobMonitor(events::add,
			new JobControl())).cancelled());
		assertTrue(events.stream().anyMatch(event -> event instanceof JobEvent.Message message && message.text().startsWith(
			"Resuming the run after ")), events.toString());
		assertArrayEquals(whole, ModelFile.read(folder.resolve("part.chimle")).parameters());
		assertTrue(Files.notExists(CheckpointFile.of(folder.resolve("part.chimle"))));
	}

	@Test
	void aModelIsTrainedAsInThisProcess() {
		final SavedModel here = training("here.chimle", 2, false).run(JobMonitor.silent());
		final List<JobEvent> events = new ArrayList<>();
		assertFalse(COMPUTE.train(training("there.chimle", 2, false), new JobMonitor(events::add, new JobControl()))
			.cancelled());
		assertArrayEquals(here.parameters(), ModelFile.read(folder.resolve("there.chimle")).parameters());
		assertTrue(events.stream().anyMatch(JobEvent.Loss.class::isInstance));
		assertTrue(events.stream().anyMatch(event -> event instanceof JobEvent.Message message && message.text().startsWith(
			"Training on 6 pairs")), events.toString());
	}

	@Test
	void aStoppedTrainingWritesItsModel() throws Exception {
		final JobControl control = new JobControl();
		final JobMonitor monitor = new JobMonitor(event -> {
			if (event instanceof JobEvent.Loss) control.cancel();
		}, control);
		try {
			assertTrue(COMPUTE.train(training("stopped.chimle", 100_000, false), monitor).cancelled());
		}
		catch (final CancellationException exc) {
			// On a busy machine a step takes longer than the worker may keep its user waiting.
			for (int i = 0; i < 300 && Files.notExists(folder.resolve("stopped.chimle")); i++) Thread.sleep(100);
		}
		assertTrue(ModelFile.read(folder.resolve("stopped.chimle")).training().cancelled());
	}

	@Test
	void mistakesKeepTheirSentence() {
		final GenerationJob job = new GenerationJob(folder.resolve("none.chimle").toString(), 1, 1, false, false, false,
			"cpu");
		final ImagePlus image = TestImages.stack("ramp", 8, 20, 12, 1, 1, 1);
		assertEquals(assertThrows(InvalidInputException.class, () -> job.run(image, JobMonitor.silent())).getMessage(),
			assertThrows(InvalidInputException.class, () -> job.run(image, COMPUTE, JobMonitor.silent())).getMessage());
		TestImages.save(folder.resolve("input"), "odd.tif", 8, 16, 16);
		try {
			final PairProblemsException exc = assertThrows(PairProblemsException.class, () -> COMPUTE.train(training("x.chimle",
				1, false), JobMonitor.silent()));
			assertEquals("odd", exc.problems().get(0).name());
			assertEquals(assertThrows(PairProblemsException.class, () -> training("x.chimle", 1, false).run(JobMonitor.silent()))
				.getMessage(), exc.getMessage());
		}
		finally {
			assertTrue(folder.resolve("input/odd.tif").toFile().delete());
		}
	}

	@Test
	void anotherModelUnderTheSameNameIsNotMistakenForTheFirst() {
		final Path file = folder.resolve("replaced.chimle");
		final ImagePlus image = TestImages.stack("ramp", 8, 20, 12, 1, 1, 1);
		final GenerationJob job = new GenerationJob(file.toString(), 1, 1, false, false, false, "cpu");
		ModelFile.write(TinyModels.random(Task.SUPER_RESOLUTION), file);
		assertEquals(80, job.run(image, COMPUTE, JobMonitor.silent()).samples().getWidth());
		ModelFile.write(TinyModels.random(Task.GENERIC), file);
		assertEquals(20, job.run(image, COMPUTE, JobMonitor.silent()).samples().getWidth());
	}

	@Test
	void theSecondJobFindsAWarmWorker() {
		final ImagePlus image = TestImages.stack("ramp", 8, 20, 12, 1, 1, 1);
		final GenerationJob job = new GenerationJob(tiny.toString(), 1, 1, false, false, false, "cpu");
		job.run(image, COMPUTE, JobMonitor.silent());
		final long before = pid(COMPUTE);
		job.run(image, COMPUTE, JobMonitor.silent()); // alone on a machine a few milliseconds
		assertEquals(before, pid(COMPUTE));
	}

	@Test
	void aKilledWorkerCostsItsJobOnly() {
		final GenerationJob job = new GenerationJob(slow().toString(), 4, 1, false, false, false, "cpu");
		final ImagePlus image = TestImages.stack("ramp", 8, 256, 256, 1, 1, 1);
		final WorkerPool pool = new WorkerPool(60);
		final WorkerCompute compute = new WorkerCompute(pool, WorkerLaunch.usual(""));
		final long first = pid(compute);
		final JobMonitor monitor = new JobMonitor(firstProgress(() -> later(500, () -> ProcessHandle.of(first)
			.ifPresent(ProcessHandle::destroyForcibly))), new JobControl());
		final String sentence = assertThrows(InvalidInputException.class, () -> job.run(image, compute, monitor))
			.getMessage();
		assertEquals("The worker process that computes ended unexpectedly (exit code 137), and what it was doing is lost; " +
			"start the job again, with smaller images or patches if the computer is short of memory.", sentence);
		new GenerationJob(tiny.toString(), 1, 1, false, false, false, "cpu").run(image, compute, JobMonitor.silent());
		assertNotEquals(first, pid(compute));
		pool.close();
	}

	@Test
	void aWorkerThatDiesBetweenJobsIsReplaced() {
		final WorkerPool pool = new WorkerPool(60);
		final WorkerCompute compute = new WorkerCompute(pool, WorkerLaunch.usual(""));
		final ProcessHandle worker = ProcessHandle.of(pid(compute)).orElseThrow();
		worker.destroyForcibly();
		worker.onExit().join();
		assertNotEquals(worker.pid(), pid(compute));
		pool.close();
	}

	@Test
	void aStopInsideALongOperationTakesLessThanASecond() {
		final GenerationJob job = new GenerationJob(slow().toString(), 4, 1, false, false, false, "cpu");
		final ImagePlus image = TestImages.stack("ramp", 8, 256, 256, 1, 1, 1);
		final JobControl control = new JobControl();
		final long[] stopped = new long[1];
		final JobMonitor monitor = new JobMonitor(firstProgress(() -> later(500, () -> {
			stopped[0] = System.nanoTime();
			control.cancel();
		})), control);
		assertThrows(CancellationException.class, () -> job.run(image, COMPUTE, monitor));
		final double seconds = (System.nanoTime() - stopped[0]) * 1e-9;
		assertTrue(seconds < 10, "took " + seconds + " s"); // alone on a machine 0.75 s
	}

	@Test
	void aCodeSearchOfManyCandidatesStops() throws Exception {
		final JobControl control = new JobControl();
		final List<String> phases = new ArrayList<>();
		final JobMonitor monitor = new JobMonitor(event -> {
			if (!(event instanceof JobEvent.Progress progress) || !progress.phase().equals("searching codes")) return;
			phases.add(progress.done() + "/" + progress.total());
			later(300, control::cancel);
		}, control);
		try {
			assertTrue(COMPUTE.train(searching("searching.chimle", 100_000), monitor).cancelled());
		}
		catch (final CancellationException exc) {
			// On a busy machine a chunk of candidates takes longer than the worker may keep its user waiting.
			for (int i = 0; i < 300 && Files.notExists(folder.resolve("searching.chimle")); i++) Thread.sleep(100);
		}
		assertEquals(Set.of("0/6"), Set.copyOf(phases)); // told again and again while it takes long
		assertEquals(0, ModelFile.read(folder.resolve("searching.chimle")).training().steps());
	}

	@Test
	void jobsAfterEachOtherShareOneProcess() throws Exception {
		final WorkerPool pool = new WorkerPool(60);
		final WorkerCompute compute = new WorkerCompute(pool, WorkerLaunch.usual(""));
		final Set<Long> before = workers();
		final ImagePlus image = TestImages.stack("ramp", 8, 20, 12, 1, 1, 1);
		for (int i = 0; i < 3; i++) {
			new GenerationJob(tiny.toString(), 5, i, false, false, false, "cpu").run(image, compute, JobMonitor.silent());
			compute.run(new DeviceJob(), JobMonitor.silent());
		}
		final Set<Long> made = workers();
		made.removeAll(before);
		assertEquals(Set.of(pid(compute)), made);
		pool.close();
		for (final long pid : made) {
			ProcessHandle.of(pid).ifPresent(worker -> worker.onExit().orTimeout(20, TimeUnit.SECONDS).join());
		}
	}

	/** @return the process ids of this process's workers */
	private static Set<Long> workers() {
		return ProcessHandle.current().children().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).collect(Collectors
			.toSet());
	}

	@Test
	void anIdleWorkerEnds() {
		final WorkerPool pool = new WorkerPool(0.1);
		final ProcessHandle worker = ProcessHandle.of(pid(new WorkerCompute(pool, WorkerLaunch.usual("")))).orElseThrow();
		worker.onExit().orTimeout(20, TimeUnit.SECONDS).join();
		assertFalse(worker.isAlive());
	}

	@Test
	void withoutJavaASentenceSaysWhatToDo() {
		final WorkerCompute compute = new WorkerCompute(POOL, new WorkerLaunch(folder.resolve("java"), "", ""));
		final String sentence = assertThrows(InvalidInputException.class, () -> pid(compute)).getMessage();
		assertTrue(sentence.startsWith("The worker process cannot be started because there is no Java program at ") &&
			sentence.contains("set chimle.worker to off"), sentence);
	}

	/** @return the process of the worker that the next job gets */
	static long pid(final WorkerCompute compute) {
		return compute.processId(JobMonitor.silent());
	}

	/** A model whose one level takes seconds for a small image. */
	private static Path slow() {
		final Path file = folder.resolve("slow.chimle");
		if (Files.exists(file)) return file;
		final SavedModel small = TinyModels.random(Task.SUPER_RESOLUTION);
		final ModelConfig config = new ModelConfig(Task.SUPER_RESOLUTION, 1, 1, 2, 4, 8, 6, List.of(new LevelConfig(64, 64)));
		ModelFile.write(new SavedModel(config, TinyModels.unitRanges(config), small.training(), Initialisation.draw(config,
			5)), file);
		return file;
	}

	private static JobListener firstProgress(final Runnable action) {
		final boolean[] seen = new boolean[1];
		return event -> {
			if (seen[0] || !(event instanceof JobEvent.Progress)) return;
			seen[0] = true;
			action.run();
		};
	}

	private static void later(final long millis, final Runnable action) {
		new Thread(() -> {
			try {
				Thread.sleep(millis);
			}
			catch (final InterruptedException exc) {
				return;
			}
			action.run();
		}).start();
	}

	private static String text(final ij.measure.ResultsTable table) {
		final StringBuilder text = new StringBuilder();
		for (int row = 0; row < table.size(); row++) text.append(table.getRowAsString(row)).append('\n');
		return text.toString();
	}

	private static void assertPixels(final ImagePlus here, final ImagePlus there) {
		assertArrayEquals(here.getDimensions(), there.getDimensions());
		for (int i = 1; i <= here.getStackSize(); i++) {
			assertArrayEquals((float[]) here.getStack().getPixels(i), (float[]) there.getStack().getPixels(i));
		}
	}

	private static ImagePlus noise(final long seed, final int frames) {
		final ImagePlus image = TestImages.stack("noise", 32, 20, 20, 1, 1, frames);
		final Random random = new Random(seed);
		for (int t = 1; t <= frames; t++) {
			for (int i = 0; i < 400; i++) image.getStack().getProcessor(t).setf(i, random.nextFloat());
		}
		return image;
	}

	private static TrainingJob resumable(final String file, final InterruptedRun interrupted, final int epochs) {
		final TrainingJob job = training(file, epochs, false);
		return new TrainingJob(job.inputFolder(), job.targetFolder(), job.modelFile(), job.task(), job.preset(), job
			.samplesPerLevel(), epochs, job.patch(), job.validationShare(), job.learningRate(), job.seed(), job.device(), false,
			job.distance(), job.search()).with(new Continuation("", interrupted, 5));
	}

	/** A job whose first code takes minutes. */
	private static TrainingJob searching(final String file, final int candidates) {
		final TrainingJob job = training(file, 1, false);
		return new TrainingJob(job.inputFolder(), job.targetFolder(), job.modelFile(), job.task(), job.preset(), List.of(
			candidates), 1, job.patch(), job.validationShare(), job.learningRate(), job.seed(), job.device(), false, job
				.distance(), job.search());
	}

	private static TrainingJob training(final String file, final int epochs, final boolean skip) {
		return new TrainingJob(folder.resolve("input").toString(), folder.resolve("target").toString(), folder.resolve(file)
			.toString(), Task.SUPER_RESOLUTION, Preset.FAST, Collections.nCopies(1, 2), epochs, 16, 0, 1e-3, 7, "cpu", skip,
			DistanceKind.LEARNED, SearchStrategy.CHIMLE);
	}
}
