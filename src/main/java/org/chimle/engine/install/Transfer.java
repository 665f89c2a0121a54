package org.chimle.engine.install;

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
import java.util.OptionalLong;
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
final class Transfer {

	private static final int BARREN_ATTEMPTS = 3;
	private static final long LOOK_MILLIS = 50;
	private static final double MIB = 1 << 20;

	private final PublishedFile file;
	private final Path partial;
	private final Duration silence;
	private final JobMonitor monitor;
	private final HttpClient client;
	private final CopyProgress progress;

	/**
	 * @param file what to fetch
	 * @param partial the file that grows
	 * @param silence the longest wait for a connection, an answer or the next bytes
	 * @param monitor told of progress, asked whether to stop
	 */
	Transfer(final PublishedFile file, final Path partial, final Duration silence, final JobMonitor monitor) {
		this.file = file;
		this.partial = partial;
		this.silence = silence;
		this.monitor = monitor;
		client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NORMAL)
			.connectTimeout(silence).build();
		progress = new CopyProgress("downloading " + file.name(), monitor);
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
		try (FileChannel out = FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			lock(out);
			final long before = out.size();
			int barren = 0;
			while (true) {
				final long start = out.size();
				try {
					if (attempt(out)) return before > 0;
				}
				catch (final IOException exc) {
					barren = out.size() > start ? 0 : barren + 1;
					if (barren == BARREN_ATTEMPTS || out.size() == 0) throw broken(out.size(), exc);
				}
			}
		}
	}

	/**
	 * Asks for the size of the file.
	 *
	 * @return bytes, or nothing if the server does not say
	 * @throws InvalidInputException if it cannot be reached or does not have the file
	 */
	OptionalLong size() {
		try {
			final HttpResponse<Void> answer = send(request().method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
				HttpResponse.BodyHandlers.discarding());
			if (answer.statusCode() != 200) throw refused(answer.statusCode());
			return answer.headers().firstValueAsLong("Content-Length");
		}
		catch (final IOException exc) {
			throw broken(0, exc);
		}
	}

	private HttpRequest.Builder request() {
		return HttpRequest.newBuilder(file.address()).header("User-Agent", "CHIMLE-for-ImageJ").timeout(silence);
	}

	private InvalidInputException refused(final int status) {
		return new InvalidInputException("The server answers " + status + " to the request for " + file.address() +
			"; try later, or fetch the file in another way and install it from the disk.");
	}

	/** Locks the file until it is closed. */
	private void lock(final FileChannel out) throws IOException {
		try {
			if (out.tryLock() != null) return;
		}
		catch (final OverlappingFileLockException exc) {
			throw inUse(exc);
		}
		throw inUse(null);
	}

	private InvalidInputException inUse(final OverlappingFileLockException exc) {
		return new InvalidInputException("The file " + file.name() + " is being downloaded already; wait for that.", exc);
	}

	/** @return whether the file is complete; false if the attempt must be made again from the beginning */
	private boolean attempt(final FileChannel out) throws IOException {
		final long have = out.size();
		final HttpRequest.Builder request = request();
		if (have > 0) request.header("Range", "bytes=" + have + "-");
		final HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer = send(request.build(),
			HttpResponse.BodyHandlers.ofPublisher());
		try (Body body = new Body()) {
			answer.body().subscribe(body);
			final int status = answer.statusCode();
			final boolean continued = status == 206 && answer.headers().firstValue("Content-Range").orElse("").startsWith(
				"bytes " + have + "-");
			if (have > 0 && (status == 416 || status == 206 && !continued)) {
				out.truncate(0); // what is there does not belong to this file
				return false;
			}
			if (status != 200 && status != 206) throw refused(status);
			if (status == 200) out.truncate(0);
			final long length = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
			receive(body, out, length < 0 ? -1 : out.size() + length);
			return true;
		}
	}

	private void receive(final Body body, final FileChannel out, final long total) throws IOException {
		final long most = (long) ((1.1 * file.mebibytes() + 1) * MIB);
		long size = out.size();
		progress.start(size, total > 0 ? total : (long) (file.mebibytes() * MIB));
		Optional<List<ByteBuffer>> bytes = body.next(monitor, silence);
		while (bytes.isPresent()) {
			for (final ByteBuffer buffer : bytes.get()) {
				while (buffer.hasRemaining()) size += out.write(buffer, size);
			}
			if (size > most || total > most) {
				out.truncate(0);
				throw new InvalidInputException("The server sends more for " + file.name() + " than the " + (long) Math.ceil(
					file.mebibytes()) + " MiB that the published file has; try later, or install the file from the disk.");
			}
			progress.report(size);
			bytes = body.next(monitor, silence);
		}
		if (total >= 0 && size < total) throw new IOException("the connection ended early");
		out.force(true);
	}

	private <T> HttpResponse<T> send(final HttpRequest request, final HttpResponse.BodyHandler<T> handler)
		throws IOException
	{
		final CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, handler);
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
			return new InvalidInputException("The server " + file.address().getHost() + " cannot be reached (" + reason(exc) +
				"); check the network, or fetch " + file.address() + " in another way and install it from the disk.", exc);
		}
		return new InvalidInputException("The download of " + file.name() + " broke off after " + (long) (size / MIB) +
			" MiB (" + reason(exc) + "); start it again, and it goes on there.", exc);
	}
}
