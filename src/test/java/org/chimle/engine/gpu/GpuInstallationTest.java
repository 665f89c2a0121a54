package org.chimle.engine.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.chimle.engine.install.InstallFolder;
import org.chimle.engine.install.PublishedFile;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.testing.LoopbackServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in for the published archive, from a server in this process and from the disk. */
class GpuInstallationTest {

	private static final String TORCH = System.mapLibraryName("torch");
	private static final String NAME = "pytorch-2.7.1-cu128-here";

	@TempDir
	private Path folder;

	private final List<JobEvent> events = new ArrayList<>();
	private final JobControl control = new JobControl();

	private static byte[] noise(final int size) {
		final byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		return bytes;
	}

	private static Map<String, byte[]> parts() {
		final Map<String, byte[]> parts = new LinkedHashMap<>();
		parts.put("libtorch/build-version", "2.7.1+cu128".getBytes());
		parts.put("libtorch/include/torch.h", noise(10));
		parts.put("libtorch/lib/" + TORCH, noise(70_000));
		parts.put("libtorch/lib/libcudart-6774c0a7.so.12", noise(90_000));
		parts.put("libtorch/lib/cudnn64_9.dll", noise(50));
		parts.put("libtorch/lib/libtorch_python.so", noise(20));
		parts.put("libtorch/lib/libtorch_cuda_linalg.so", noise(30));
		parts.put("libtorch/lib/torch.lib", noise(20));
		return parts;
	}

	private static byte[] zip(final Map<String, byte[]> parts) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (final var part : parts.entrySet()) {
				zip.putNextEntry(new ZipEntry(part.getKey()));
				zip.write(part.getValue());
			}
		}
		return bytes.toByteArray();
	}

	private static GpuLibrary library(final LoopbackServer server, final byte[] published) throws Exception {
		return new GpuLibrary("here", new PublishedFile("libtorch.zip", server.address("/libtorch.zip"), HexFormat.of()
			.formatHex(MessageDigest.getInstance("SHA-256").digest(published)), 1));
	}

	private InstallFolder place() {
		return new InstallFolder(List.of(folder.resolve("gpu")), GpuLibrary.VARIABLE);
	}

	private GpuInstallation installation(final GpuLibrary library) {
		return new GpuInstallation(library, place(), Duration.ofMillis(500), new JobMonitor(event -> {
			synchronized (events) {
				events.add(event);
			}
		}, control));
	}

	private String refused(final Map<String, byte[]> parts) throws Exception {
		final byte[] content = zip(parts);
		final Path file = Files.write(folder.resolve("given.zip"), content);
		try (LoopbackServer server = new LoopbackServer(content)) {
			final String message = assertThrows(InvalidInputException.class, () -> installation(library(server, content)).unpack(
				file)).getMessage();
			assertEquals(List.of(), names());
			assertTrue(Files.notExists(folder.resolve("evil.so")));
			return message;
		}
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder.resolve("gpu"))) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void theLibraryIsFetchedCheckedUnpackedAndRemoved() throws Exception {
		final byte[] content = zip(parts());
		try (LoopbackServer server = new LoopbackServer(content)) {
			server.serve((exchange, request) -> server.send(exchange, content.length));
			final GpuLibrary library = library(server, content);
			final GpuOffer offer = installation(library).offer();
			assertEquals(content.length / 1048576.0, offer.file().mebibytes());
			assertTrue(offer.words().matches("0 MiB from http://.*/libtorch.zip to .*" + NAME + ", where \\d+ MiB are free"), offer
				.words());
			assertEquals(List.of(), server.ranges());

			final Path installed = installation(library).download();
			assertEquals(Optional.of(installed), library.installedIn(place()));
			assertEquals(List.of(NAME), names());
			assertArrayEquals(parts().get("libtorch/lib/" + TORCH), Files.readAllBytes(installed.resolve(TORCH)));
			try (Stream<Path> files = Files.list(installed)) {
				assertEquals(List.of("cudnn64_9.dll", "libcudart-6774c0a7.so.12", TORCH, "libtorch_cuda_linalg.so").stream().sorted()
					.toList(), files.map(file -> file.getFileName().toString()).sorted().toList());
			}
			assertTrue(events.stream().anyMatch(event -> event instanceof JobEvent.Progress progress && progress.phase().startsWith(
				"unpacking") && progress.done() == progress.total()));

			installation(library).download();
			assertEquals(1, server.ranges().size(), "what is installed is not fetched again");
			assertTrue(installation(library).remove());
			assertEquals(List.of(), names());
			assertFalse(installation(library).remove());
		}
	}

	@Test
	void aDownloadThatBrokeOffOrWasStoppedGoesOn() throws Exception {
		final byte[] content = zip(parts());
		try (LoopbackServer server = new LoopbackServer(content)) {
			server.serve((exchange, request) -> {
				server.send(exchange, 40_000);
				if (request > 0) Thread.sleep(5000);
			});
			final GpuLibrary library = library(server, content);
			final String message = assertThrows(InvalidInputException.class, () -> installation(library).download())
				.getMessage();
			assertTrue(message.contains("broke off") && message.endsWith("start it again, and it goes on there."), message);
			assertEquals(List.of("libtorch.zip.part"), names());

			server.serve((exchange, request) -> {
				server.send(exchange, 60_000);
				Thread.sleep(300);
				control.cancel();
				Thread.sleep(5000);
			});
			assertThrows(JobCancelledException.class, () -> installation(library).download());
			assertEquals(60_000, Files.size(folder.resolve("gpu/libtorch.zip.part")));
			assertTrue(installation(library).remove(), "what was fetched can be removed");
			assertEquals(List.of(), names());
		}
	}

	@Test
	void aStopWhileItIsUnpackedLosesNothing() throws Exception {
		final byte[] content = zip(parts());
		try (LoopbackServer server = new LoopbackServer(content)) {
			server.serve((exchange, request) -> server.send(exchange, content.length));
			final GpuLibrary library = library(server, content);
			final GpuInstallation stopped = new GpuInstallation(library, place(), Duration.ofSeconds(5), new JobMonitor(event -> {
				if (event instanceof JobEvent.Progress progress && progress.phase().startsWith("unpacking")) control.cancel();
			}, control));
			assertThrows(JobCancelledException.class, stopped::download);
			assertEquals(List.of("libtorch.zip.part"), names());
			new GpuInstallation(library, place(), JobMonitor.silent()).download();
			assertEquals(1, server.ranges().size(), "a complete archive is not fetched again");
			assertEquals(List.of(NAME), names());
		}
	}

	@Test
	void whatIsNotThePublishedArchiveIsDeleted() throws Exception {
		final byte[] content = zip(parts());
		try (LoopbackServer server = new LoopbackServer(content)) {
			server.serve((exchange, request) -> server.send(exchange, content.length));
			final GpuLibrary library = library(server, noise(5));
			final String message = assertThrows(InvalidInputException.class, () -> installation(library).download())
				.getMessage();
			assertTrue(message.contains("is not the published file (its SHA-256 begins with "), message);
			assertEquals(List.of(), names());

			final Path file = Files.write(folder.resolve("mine.zip"), content);
			final String other = assertThrows(InvalidInputException.class, () -> installation(library).unpack(file))
				.getMessage();
			assertTrue(other.startsWith("The file " + file + " is not libtorch.zip (its SHA-256 begins with "), other);
			assertTrue(Files.exists(file));
			final String none = assertThrows(InvalidInputException.class, () -> installation(library).unpack(folder.resolve(
				"none.zip"))).getMessage();
			assertTrue(none.startsWith("There is no file "), none);
		}
	}

	@Test
	void aServerThatHasNoSuchFileIsNamed() throws Exception {
		final GpuLibrary library;
		try (LoopbackServer server = new LoopbackServer(new byte[0])) {
			library = library(server, new byte[0]);
		}
		final String message = assertThrows(InvalidInputException.class, () -> installation(library).offer()).getMessage();
		assertTrue(message.contains("cannot be reached"), message);
	}

	@Test
	void hostileArchivesWriteNothing() throws Exception {
		final Map<String, byte[]> escaping = parts();
		escaping.put("libtorch/lib/../../../evil.so", noise(5));
		assertTrue(refused(escaping).contains("would lie outside its folder"));
		final Map<String, byte[]> twice = parts();
		twice.put("libtorch/lib/libtorch_cuda_LINALG.so",
			noise(5));
		assertTrue(refused(twice).contains("twice"));
		final Map<String, byte[]> without = parts();
		without.remove("libtorch/lib/" + TORCH);
		assertTrue(refused(without).contains("has no libtorch/lib/" + TORCH));
		final byte[] cut = zip(parts());
		final Path file = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(cut, cut.length / 2));
		final String message = assertThrows(InvalidInputException.class, () -> new LibraryArchive(file)).getMessage();
		assertTrue(message.contains("is no complete zip"), message);
	}

	@Test
	void everyPlatformIsEitherServedOrSaidToHaveNone() {
		final Optional<GpuLibrary> here = GpuLibrary.ofThisComputer();
		final String platform = GpuLibrary.thisPlatform();
		assertEquals(List.of("linux-x86_64", "win-x86_64").contains(platform), here.isPresent(), platform);
		here.ifPresent(library -> {
			assertEquals("https", library.archive().address().getScheme());
			assertEquals(64, library.archive().sha256().length());
			assertTrue(library.archive().address().toString().endsWith("-2.7.1%2Bcu128.zip"));
			assertTrue(library.archive().name().endsWith("-2.7.1+cu128.zip"));
		});
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void anArchiveThatCannotBeReadIsToBlameAndNotTheFolder() {
		final GpuLibrary library = new GpuLibrary("here", new PublishedFile("libtorch.zip", URI.create("http://localhost/"),
			"00000000", 1));
		final Path unreadable = Path.of("/proc/self/mem"); // nothing is mapped at its beginning
		final String message = assertThrows(InvalidInputException.class, () -> installation(library).unpack(unreadable))
			.getMessage();
		assertTrue(message.startsWith("The file /proc/self/mem could not be read (Input/output error)"), message);
	}
}
