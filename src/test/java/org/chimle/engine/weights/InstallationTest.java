package org.chimle.engine.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.testing.LoopbackServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server in this process that behaves as badly as servers do, and installation from a disk. */
class InstallationTest {

	private static final TensorSpec WHOLE = TensorSpec.of("whole", 2, 3, 4);
	private static final TensorSpec HALF = TensorSpec.of("half", 5);

	@TempDir
	private Path folder;

	private final List<JobEvent> events = new ArrayList<>();
	private final JobControl control = new JobControl();
	private LoopbackServer server;
	private byte[] content;

	@BeforeEach
	void start() throws IOException {
		try (InputStream in = InstallationTest.class.getResourceAsStream("/weights/tensors_zip.pth")) {
			content = in.readAllBytes();
		}
		server = new LoopbackServer(content);
	}

	@AfterEach
	void stop() {
		server.close();
	}

	private void serve(final LoopbackServer.Behaviour behaviour) {
		server.serve(behaviour);
	}

	private void send(final HttpExchange exchange, final int stop) throws IOException {
		server.send(exchange, stop);
	}

	private WeightPart part(final String sha256, final TensorSpec... tensors) {
		final URI address = server.address("/weights.pth");
		return new WeightPart("net-1234", "net", address, sha256, content.length / 1048576.0, List.of(tensors));
	}

	private String digest() throws Exception {
		return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
	}

	private Installation installation(final long silenceMillis) {
		return new Installation(new WeightFolder(List.of(folder.resolve("weights"))), new JobMonitor(events::add, control),
			Duration.ofMillis(silenceMillis));
	}

	private List<String> names() throws IOException {
		if (!Files.exists(folder.resolve("weights"))) return List.of();
		try (Stream<Path> files = Files.list(folder.resolve("weights"))) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	private String refused(final WeightPart part, final long silenceMillis) {
		return assertThrows(InvalidInputException.class, () -> installation(silenceMillis).download(part)).getMessage();
	}

	@Test
	void aFileIsFetchedCheckedAndPutInPlace() throws Exception {
		serve((exchange, request) -> send(exchange, content.length));
		final Path file = installation(5000).download(part(digest(), WHOLE));
		assertArrayEquals(content, Files.readAllBytes(file));
		assertEquals(List.of("net-1234.pth"), names());
		assertTrue(events.stream().anyMatch(event -> event instanceof JobEvent.Progress progress && progress.done() == progress
			.total()));
		assertTrue(events.get(events.size() - 1).toString().contains("its SHA-256 is the published one"));
		installation(5000).download(part(digest().substring(0, 8), WHOLE));
		assertTrue(events.get(events.size() - 1).toString().contains("begins with the published digits"));
	}

	@Test
	void aBrokenConnectionIsMadeAgainWhereItBroke() throws Exception {
		serve((exchange, request) -> send(exchange, 1000 * (request + 1)));
		installation(5000).download(part(digest(), WHOLE));
		assertEquals(List.of("null", "bytes=1000-", "bytes=2000-", "bytes=3000-"), server.ranges());
		assertArrayEquals(content, Files.readAllBytes(folder.resolve("weights/net-1234.pth")));
	}

	@Test
	void aSilentServerIsGivenUpAndTheRestFetchedNextTime() throws Exception {
		serve((exchange, request) -> {
			send(exchange, request < 4 ? 1500 : content.length);
			if (request < 4) Thread.sleep(5000);
		});
		final String message = refused(part(digest(), WHOLE), 300);
		assertTrue(message.startsWith("The download of net-1234.pth broke off after 0 MiB (nothing came for"), message);
		assertEquals(List.of("net-1234.pth.part"), names());
		assertEquals(1500, Files.size(folder.resolve("weights/net-1234.pth.part")));
		installation(5000).download(part(digest(), WHOLE));
		assertEquals("bytes=1500-", server.ranges().get(server.ranges().size() - 1));
		assertEquals(List.of("net-1234.pth"), names());
	}

	@Test
	void aServerWithoutRangesStartsAgain() throws Exception {
		Files.createDirectories(folder.resolve("weights"));
		Files.write(folder.resolve("weights/net-1234.pth.part"), Arrays.copyOf(content, 700));
		serve((exchange, request) -> {
			exchange.sendResponseHeaders(200, content.length);
			exchange.getResponseBody().write(content);
		});
		installation(5000).download(part(digest(), WHOLE));
		assertArrayEquals(content, Files.readAllBytes(folder.resolve("weights/net-1234.pth")));
	}

	@Test
	void aPartialFileOfSomethingElseIsReplaced() throws Exception {
		Files.createDirectories(folder.resolve("weights"));
		Files.write(folder.resolve("weights/net-1234.pth.part"), new byte[700]);
		serve((exchange, request) -> send(exchange, content.length));
		installation(5000).download(part(digest(), WHOLE));
		assertArrayEquals(content, Files.readAllBytes(folder.resolve("weights/net-1234.pth")));
		Files.write(folder.resolve("weights/net-1234.pth.part"), new byte[content.length + 5]);
		serve((exchange, request) -> {
			if (exchange.getRequestHeaders().getFirst("Range") != null) exchange.sendResponseHeaders(416, -1);
			else send(exchange, content.length);
		});
		installation(5000).download(part(digest(), WHOLE));
		assertArrayEquals(content, Files.readAllBytes(folder.resolve("weights/net-1234.pth")));
	}

	@Test
	void aFileThatIsNotThePublishedOneIsDeleted() throws Exception {
		serve((exchange, request) -> send(exchange, content.length));
		final String message = refused(part("0123456789abcdef".repeat(4), WHOLE), 5000);
		assertTrue(message.contains("is not the published file (its SHA-256 begins with " + digest().substring(0, 8) +
			" instead of 01234567) and was deleted"), message);
		assertEquals(List.of(), names());
	}

	@Test
	void refusalsAndAbsentServersEndInASentence() throws Exception {
		serve((exchange, request) -> exchange.sendResponseHeaders(404, -1));
		final WeightPart part = part(digest(), WHOLE);
		assertTrue(refused(part, 5000).startsWith("The server answers 404 to the request for http://"));
		server.close();
		assertTrue(refused(part, 2000).startsWith("The server 127.0.0.1 cannot be reached ("));
	}

	@Test
	void moreThanThePublishedSizeIsNotTaken() throws Exception {
		serve((exchange, request) -> {
			exchange.sendResponseHeaders(200, 0);
			final byte[] chunk = new byte[1 << 16];
			for (int i = 0; i < 1000; i++) exchange.getResponseBody().write(chunk);
		});
		assertTrue(refused(part(digest(), WHOLE), 5000).startsWith("The server sends more for net-1234.pth than the 1 MiB"));
		assertTrue(Files.size(folder.resolve("weights/net-1234.pth.part")) == 0);
	}

	@Test
	void aStopIsHeardWhileNothingComesAndKeepsWhatCame() throws Exception {
		final AtomicLong cancelledAtNanos = new AtomicLong();
		serve((exchange, request) -> {
			send(exchange, 1200);
			Thread.sleep(300);
			cancelledAtNanos.set(System.nanoTime());
			control.cancel();
			Thread.sleep(10_000);
		});
		assertThrows(JobCancelledException.class, () -> installation(20_000).download(part(digest(), WHOLE)));
		assertTrue(System.nanoTime() - cancelledAtNanos.get() < 3e9);
		assertEquals(1200, Files.size(folder.resolve("weights/net-1234.pth.part")));
	}

	@Test
	void aFileFromTheDiskIsCheckedAndReplacesWhatWasThere() throws Exception {
		final Path given = Files.write(folder.resolve("mine.PTH"), content);
		final WeightPart first = part("00000000", WHOLE);
		final WeightPart second = new WeightPart("head", "net", first.address(), "00000000", 1, List.of(HALF));
		final WeightPart third = new WeightPart("other", "net", first.address(), "00000000", 1, List.of(TensorSpec.of("no",
			1)));
		final WeightFolder weights = new WeightFolder(List.of(folder.resolve("weights")));
		installation(1000).copy(given, List.of(first, third));
		assertEquals(List.of("net-1234.pth"), names());
		assertEquals(List.of(third), weights.missing(List.of(first, second, third)).stream().filter(third::equals).toList());
		installation(1000).copy(given, List.of(first, second));
		assertEquals(List.of("net.pth"), names());
		assertTrue(weights.missing(List.of(first, second)).isEmpty());
		try (WeightSet set = WeightSet.open(weights, "Net", List.of(first, second))) {
			assertEquals(1.5f, set.read(HALF)[0]);
		}
		final String message = assertThrows(InvalidInputException.class, () -> installation(1000).copy(given, List.of(third)))
			.getMessage();
		assertTrue(message.contains("mine.PTH cannot be used: it has no tensor no"), message);
		final WeightPart misshaped = new WeightPart("w", "net", first.address(), "00000000", 1, List.of(TensorSpec.of("whole",
			4, 3, 2)));
		assertThrows(InvalidInputException.class, () -> installation(1000).copy(given, List.of(misshaped)));
		assertEquals(List.of("net.pth"), names());
		final WeightPart gone = new WeightPart("gone", "gone", first.address(), "00000000", 1, List.of());
		final String missing = assertThrows(InvalidInputException.class, () -> WeightSet.open(weights, "Net", List.of(gone)))
			.getMessage();
		assertTrue(missing.contains("Plugins>CHIMLE>Install CHIMLE Weights..."), missing);
		assertFalse(missing.contains("\n"));
	}
}
