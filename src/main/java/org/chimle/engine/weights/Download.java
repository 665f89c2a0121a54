package org.chimle.engine.weights;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobMonitor;

/**
 * Fetches one file over HTTP into a partial file. What an earlier attempt left there is not fetched again, where the
 * server allows it. A connection that breaks is made again a few times, as long as bytes keep coming.
 */
final class Download {

	private static final int BARREN_ATTEMPTS = 3;
	private static final long LOOK_MILLIS = 50;
	private static final double MIB = 1 << 20;

	private final WeightPart part;
	private final Path partial;
	private final Duration silence;
	private final JobMonitor monitor;
	private final HttpClient client;
	private final CopyProgress progress;

	/**
	 * @param part what to fetch
	 * @param partial the file that grows
	 * @param silence the longest wait for a connection, an answer or the next bytes
	 * @param monitor told of progress, asked whether to stop
	 */
	Download(final WeightPart part, final Path partial, final Duration silence, final JobMonitor monitor) {
		this.part = part;
		this.partial = partial;
		this.silence = silence;
		this.monitor = monitor;
		client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NORMAL)
			.connectTimeout(silence).build();
		progress = new CopyProgress("downloading " + part.fileName(), monitor);
	}

	/**
	 * Fetches the file.
	 *
	 * @return whether a part of it is of an earlier run
	 * @throws InvalidInputException if the server does not give it, or the connection breaks for good
	 * @throws JobCancelledException if the user stopped; what has come is kept
	 * @throws IOException if the partial file cannot be written
	 */
	boolean run() throws IOException {
		try (FileChannel file = FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			lock(file);
			final long before = file.size();
			int barren = 0;
			while (true) {
				final long start = file.size();
				try {
					if (attempt(file)) return before > 0;
				}
				catch (final IOException exc) {
					barren = file.size() > start ? 0 : barren + 1;
					if (barren == BARREN_ATTEMPTS || file.size() == 0) throw broken(file.size(), exc);
				}
			}
		}
	}

	/** Locks the file until it is closed. */
	private void lock(final FileChannel file) throws IOException {
		try {
			if (file.tryLock() != null) return;
		}
		catch (final OverlappingFileLockException exc) {
			throw inUse(exc);
		}
		throw inUse(null);
	}

	private InvalidInputException inUse(final OverlappingFileLockException exc) {
		return new InvalidInputException("The file " + part.fileName() + " is being downloaded already; wait for that.", exc);
	}

	/** @return whether the file is complete; false if the attempt must be made again from the beginning */
	private boolean attempt(final FileChannel file) throws IOException {
		final long have = file.size();
		final HttpRequest.Builder request = HttpRequest.newBuilder(part.address()).header("User-Agent",
			"CHIMLE-for-ImageJ").timeout(silence);
		if (have > 0) request.header("Range", "bytes=" + have + "-");
		final HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer = send(request.build());
		try (Body body = new Body()) {
			answer.body().subscribe(body);
			final int status = answer.statusCode();
			final boolean continued = status == 206 && answer.headers().firstValue("Content-Range").orElse("").startsWith(
				"bytes " + have + "-");
			if (have > 0 && (status == 416 || status == 206 && !continued)) {
				file.truncate(0); // what is there does not belong to this file
				return false;
			}
			if (status != 200 && status != 206) {
				throw new InvalidInputException("The server answers " + status + " to the request for " + part.address() +
					"; try later, or fetch the file in another way and install it from the disk.");
			}
			if (status == 200) file.truncate(0);
			final long length = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
			receive(body, file, length < 0 ? -1 : file.size() + length);
			return true;
		}
	}

	private void receive(final Body body, final FileChannel file, final long total) throws IOException {
		final long most = (long) ((1.1 * part.mebibytes() + 1) * MIB);
		long size = file.size();
		progress.start(size, total > 0 ? total : (long) (part.mebibytes() * MIB));
		Optional<List<ByteBuffer>> bytes = body.next(monitor, silence);
		while (bytes.isPresent()) {
			for (final ByteBuffer buffer : bytes.get()) {
				while (buffer.hasRemaining()) size += file.write(buffer, size);
			}
			if (size > most || total > most) {
				file.truncate(0);
				throw new InvalidInputException("The server sends more for " + part.fileName() + " than the " + (long) Math.ceil(
					part.mebibytes()) + " MiB that the published file has; try later, or install the file from the disk.");
			}
			progress.report(size);
			bytes = body.next(monitor, silence);
		}
		if (total >= 0 && size < total) throw new IOException("the connection ended early");
		file.force(true);
	}

	private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(final HttpRequest request) throws IOException {
		final CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer = client.sendAsync(request,
			HttpResponse.BodyHandlers.ofPublisher());
		while (true) {
			try {
				monitor.checkCancelled();
				return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
			}
			catch (final TimeoutException exc) {
				continue; // the request has its own limit
			}
			catch (final ExecutionException exc) {
				throw new IOException(reason(exc.getCause()), exc.getCause());
			}
			catch (final InterruptedException exc) {
				Thread.currentThread().interrupt();
				answer.cancel(true);
				throw new JobCancelledException();
			}
			catch (final JobCancelledException exc) {
				answer.cancel(true);
				throw exc;
			}
		}
	}

	private static String reason(final Throwable failure) {
		return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
	}

	private InvalidInputException broken(final long size, final IOException exc) {
		if (size == 0) {
			return new InvalidInputException("The server " + part.address().getHost() + " cannot be reached (" + reason(exc) +
				"); check the network, or fetch " + part.address() + " in another way and install it from the disk.", exc);
		}
		return new InvalidInputException("The download of " + part.fileName() + " broke off after " + (long) (size / MIB) +
			" MiB (" + reason(exc) + "); start it again, and it goes on there.", exc);
	}
}
