package org.chimle.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.chimle.engine.device.DeviceReport;
import org.chimle.engine.gpu.GpuInstallation;
import org.chimle.engine.gpu.GpuLibrary;
import org.chimle.engine.gpu.NvidiaDriver;
import org.chimle.engine.install.Copier;
import org.chimle.engine.install.PublishedFile;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.DeviceJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker process makes of an installed library for GPUs; the one for the CPU stands in for it. */
class GpuLibraryInWorkerTest {

	@TempDir
	private Path folder;

	private final WorkerPool pool = new WorkerPool(60);

	@BeforeEach
	void useAFolderOfItsOwn() {
		assumeTrue(GpuLibrary.ofThisComputer().isPresent(), "PyTorch publishes no library for GPUs for this computer");
		System.setProperty(GpuLibrary.PROPERTY, folder.resolve("gpu").toString());
	}

	@AfterEach
	void useTheUsualFolder() {
		System.clearProperty(GpuLibrary.PROPERTY);
		pool.close();
	}

	private DeviceReport check() {
		return compute().run(new DeviceJob(), JobMonitor.silent());
	}

	private WorkerCompute compute() {
		return new WorkerCompute(pool, WorkerLaunch.usual(""));
	}

	/** Writes the libraries for the CPU as PyTorch's archives hold them. */
	private static Path archive(final Path file) throws IOException {
		final ClassLoader loader = GpuLibraryInWorkerTest.class.getClassLoader();
		final Properties natives = new Properties();
		try (InputStream in = loader.getResourceAsStream("native/lib/pytorch.properties")) {
			natives.load(in);
		}
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			zip.setLevel(Deflater.NO_COMPRESSION);
			for (final String name : natives.getProperty("libraries").split(",")) {
				zip.putNextEntry(new ZipEntry("libtorch/lib/" + name));
				try (InputStream in = loader.getResourceAsStream("pytorch/cpu/" + natives.getProperty("classifier") + "/" + name)) {
					in.transferTo(zip);
				}
			}
		}
		return file;
	}

	@Test
	@Tag("slow")
	void aNewWorkerStartsFromTheInstalledLibraryAndTheNextFromThePluginsOwn() throws Exception {
		final Path archive = archive(folder.resolve("libtorch.zip"));
		final GpuLibrary library = new GpuLibrary(GpuLibrary.thisPlatform(), new PublishedFile("libtorch.zip", URI.create(
			"http://localhost/"), Copier.sha256(archive, JobMonitor.silent()), Files.size(archive) / 1048576.0));
		final GpuInstallation installation = new GpuInstallation(library, GpuLibrary.usualFolder(), JobMonitor.silent());
		final long before = compute().processId(JobMonitor.silent());
		assertFalse(check().library().contains(folder.toString()));

		final Path installed = installation.unpack(archive);
		final DeviceReport report = check();
		assertTrue(report.works() && report.library().endsWith("in " + installed), report.text());
		assertNotEquals(before, compute().processId(JobMonitor.silent()));

		assertTrue(installation.remove());
		final DeviceReport again = check();
		assertTrue(again.works() && !again.library().contains(folder.toString()), again.text());
	}

	@Test
	void withoutADriverTheCpuComputesAndOneLineSaysWhy() throws Exception {
		assumeTrue(!NvidiaDriver.isThere(), "there is an NVIDIA driver");
		final Path installed = Files.createDirectories(folder.resolve("gpu").resolve("pytorch-2.7.1-cu128-" + GpuLibrary
			.thisPlatform()));
		for (final String name : List.of("torch", "torch_cuda")) {
			Files.writeString(installed.resolve(System.mapLibraryName(name)), "no library");
		}
		final DeviceReport report = check();
		assertTrue(report.works(), report.text());
		assertEquals(List.of("The library for GPUs in " + installed + " is not used because there is no NVIDIA driver, so the " +
			"CPU computes; install one of version 570 or later, or remove the library with Plugins>CHIMLE>Install CHIMLE GPU " +
			"Library..."), report.problems());
	}

	@Test
	void anInstalledLibraryThatCannotBeLoadedIsOneSentence() throws Exception {
		final Path installed = Files.createDirectories(folder.resolve("gpu").resolve("pytorch-2.7.1-cu128-" + GpuLibrary
			.thisPlatform()));
		Files.writeString(installed.resolve(System.mapLibraryName("torch")), "no library");
		final String sentence = assertThrows(InvalidInputException.class, this::check).getMessage();
		assertTrue(sentence.startsWith("The library for GPUs in " + installed + " could not be loaded (") && sentence.endsWith(
			"or remove the library with Plugins>CHIMLE>Install CHIMLE GPU Library... to compute on the CPU."), sentence);
	}
}
