package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.chimle.engine.gpu.GpuLibrary;
import org.chimle.engine.install.InstallFolder;
import org.chimle.engine.install.PublishedFile;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.testing.LoopbackServer;
import org.chimle.workflow.GpuLibraryJob.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuLibraryJobTest {

	@TempDir
	private Path folder;

	@Test
	void whatIsInstalledIsToldBeforeAndAfterEveryAction() throws Exception {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			zip.putNextEntry(new ZipEntry("libtorch/lib/" + System.mapLibraryName("torch")));
			zip.write(new byte[1000]);
		}
		final byte[] content = bytes.toByteArray();
		final InstallFolder place = new InstallFolder(List.of(folder.resolve("gpu")), GpuLibrary.VARIABLE);
		final List<JobEvent> events = new ArrayList<>();
		final JobMonitor monitor = new JobMonitor(events::add, new JobControl());
		try (LoopbackServer server = new LoopbackServer(content)) {
			server.serve((exchange, request) -> server.send(exchange, content.length));
			final Optional<GpuLibrary> library = Optional.of(new GpuLibrary("here", new PublishedFile("libtorch.zip", server.address(
				"/libtorch.zip"), HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)), 1)));
			final String none = new GpuLibraryJob(Action.SHOW, "").run(library, place, monitor);
			assertTrue(none.contains("installed: no; it would lie in " + folder.resolve("gpu")), none);
			assertTrue(Files.notExists(folder.resolve("gpu")), "showing makes nothing");
			final String there = new GpuLibraryJob(Action.DOWNLOAD, null).run(library, place, monitor);
			assertTrue(there.contains("installed: in " + folder.resolve("gpu")), there);
			assertTrue(events.stream().anyMatch(event -> event instanceof JobEvent.Message message && message.text().startsWith(
				"Downloading 0 MiB from http://")), events.toString());
			assertEquals(none, new GpuLibraryJob(Action.REMOVE, null).run(library, place, monitor));
			final Path given = Files.write(folder.resolve("given.zip"), content);
			assertEquals(there, new GpuLibraryJob(Action.FILE, given.toString()).run(library, place, monitor));
		}
	}

	@Test
	void aComputerWithoutALibraryIsToldSo() {
		final InstallFolder place = new InstallFolder(List.of(folder), GpuLibrary.VARIABLE);
		final String text = new GpuLibraryJob(Action.SHOW, null).run(Optional.empty(), place, JobMonitor.silent());
		assertTrue(text.contains("There is no library for GPUs for this computer (" + GpuLibrary.thisPlatform() + ")"), text);
		assertThrows(InvalidInputException.class, () -> new GpuLibraryJob(Action.DOWNLOAD, null).run(Optional.empty(), place,
			JobMonitor.silent()));
	}

	@Test
	void aFileIsGivenWhereItIsUsed() {
		assertTrue(assertThrows(InvalidInputException.class, () -> new GpuLibraryJob(Action.FILE, " ")).getMessage().startsWith(
			"No file is given"));
		assertTrue(assertThrows(InvalidInputException.class, () -> new GpuLibraryJob(Action.SHOW, "a.zip")).getMessage()
			.startsWith("The file a.zip is given, but"));
	}
}
