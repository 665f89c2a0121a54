package org.chimle.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Task;
import org.chimle.engine.device.DeviceReport;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.ModelFile;
import org.chimle.testing.TestImages;
import org.chimle.testing.TinyPairs;
import org.chimle.workflow.DeviceJob;
import org.chimle.workflow.GenerationJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a worker process starts and ends, and what it makes of settings that are wrong. */
class WorkerLifeTest {

	/** Jars of the tests, of the terminal and of the menus. */
	private static final String NOT_NEEDED = "(junit|opentest4j|apiguardian|archunit|surefire|picocli|scijava|parsington|" +
		"error_prone|slf4j-nop|ij1-patcher|javassist|classgraph).*";

	@TempDir
	private Path folder;

	@Test
	void aWorkerWhoseHostIsKilledWritesItsModelAndEnds() throws Exception {
		TinyPairs.write(folder);
		final Process host = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
			"-cp", System.getProperty("java.class.path"), WorkerHost.class.getName(), folder.toString()).redirectError(
				ProcessBuilder.Redirect.DISCARD).start();
		final ProcessHandle worker;
		try (BufferedReader out = new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8))) {
			final String line = out.readLine();
			assertTrue(line != null && line.startsWith("WORKER "), line);
			worker = ProcessHandle.of(Long.parseLong(line.substring(7))).orElseThrow();
		}
		finally {
			host.destroyForcibly();
		}
		worker.onExit().orTimeout(60, TimeUnit.SECONDS).join();
		assertTrue(ModelFile.read(folder.resolve("orphan.chimle")).training().cancelled());
	}

	@Test
	void theWorkerGetsEveryJarThatComputes() {
		final List<String> found = WorkerClassPath.find();
		final List<String> missing = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).filter(
			path -> path.endsWith(".jar") && !new File(path).getName().matches(NOT_NEEDED) && !found.contains(path)).toList();
		assertEquals(List.of(), missing, "name a class of these in WorkerClassPath, or the jar above if no job needs it");
	}

	@Test
	void theCheckRunsInAWorkerToo() {
		final DeviceReport report = check("");
		assertTrue(report.works(), report.text());
	}

	@Test
	void aLibraryFolderThatDoesNotExistIsToldAndTheCpuComputes() {
		final String nowhere = folder.resolve("nowhere").toString();
		final DeviceReport report = check(nowhere);
		assertTrue(report.works(), report.text());
		assertTrue(report.problems().get(0).startsWith("The PyTorch library that is asked for, " + nowhere + ", is no folder"),
			report.text());

		final Path model = folder.resolve("tiny.chimle");
		ModelFile.write(TinyModels.random(Task.SUPER_RESOLUTION), model);
		final ImagePlus image = TestImages.stack("ramp", 8, 20, 12, 1, 1, 1);
		final WorkerPool pool = new WorkerPool(60);
		final WorkerCompute compute = new WorkerCompute(pool, WorkerLaunch.usual(nowhere));
		final List<JobEvent> events = new ArrayList<>();
		new GenerationJob(model.toString(), 1, 1, false, false, false, "auto").run(image, compute, new JobMonitor(events::add,
			new JobControl()));
		assertEquals(1, events.stream().filter(new JobEvent.Message(report.problems().get(0))::equals).count());
		final String refused = assertThrows(InvalidInputException.class, () -> new GenerationJob(model.toString(), 1, 1, false,
			false, false, "gpu 0").run(image, compute, JobMonitor.silent())).getMessage();
		assertTrue(refused.startsWith("The device \"gpu 0\" was asked for, but PyTorch finds no GPU on this computer; choose " +
			"auto or cpu. The PyTorch library that is asked for, "), refused);
		pool.close();
	}

	@Test
	void aLibraryThatCannotBeLoadedIsOneSentence() throws Exception {
		Files.writeString(folder.resolve(System.mapLibraryName("torch")), "no library");
		final String sentence = assertThrows(InvalidInputException.class, () -> check(folder.toString())).getMessage();
		assertTrue(sentence.startsWith("The PyTorch library in " + folder + " could not be loaded (") && sentence.endsWith(
			"or remove it to compute on the CPU."), sentence);
	}

	@Test
	void aVariantForGpusWithoutItsLibraryIsTold() {
		System.setProperty("PYTORCH_FLAVOR", "cu128");
		try {
			final DeviceReport report = check("");
			assertTrue(report.works(), report.text());
			assertTrue(report.problems().get(0).startsWith("PYTORCH_FLAVOR is cu128, but the PyTorch in use was built for the " +
				"CPU"), report.text());
		}
		finally {
			System.clearProperty("PYTORCH_FLAVOR");
		}
	}

	private static DeviceReport check(final String library) {
		final WorkerPool pool = new WorkerPool(60);
		try {
			return new WorkerCompute(pool, WorkerLaunch.usual(library)).run(new DeviceJob(), JobMonitor.silent());
		}
		finally {
			pool.close();
		}
	}
}
