package org.chimle.engine.install;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobMonitor;

/** The bytes of an answer, taken by a thread that can be stopped while it waits for more. */
final class Body implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

	private static final long LOOK_MILLIS = 50;

	/** What arrived: bytes, the end (both null) or a failure. */
	private record Event(List<ByteBuffer> bytes, Throwable failure) {}

	private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
	private volatile Flow.Subscription subscription;

	@Override
	public void onSubscribe(final Flow.Subscription given) {
		subscription = given;
		given.request(1);
	}

	@Override
	public void onNext(final List<ByteBuffer> bytes) {
		events.add(new Event(bytes, null));
	}

	@Override
	public void onError(final Throwable failure) {
		events.add(new Event(null, failure));
	}

	@Override
	public void onComplete() {
		events.add(new Event(null, null));
	}

	/**
	 * Waits for the next bytes.
	 *
	 * @param monitor asked whether to stop
	 * @param silence the longest wait
	 * @return the bytes, or nothing at the end
	 * @throws IOException if the connection broke or was silent for too long
	 */
	Optional<List<ByteBuffer>> next(final JobMonitor monitor, final Duration silence) throws IOException {
		final long start = System.nanoTime();
		while (System.nanoTime() - start < silence.toNanos()) {
			monitor.checkCancelled();
			final Event event = poll();
			if (event == null) continue;
			if (event.failure != null) throw new IOException(event.failure.getMessage(), event.failure);
			if (event.bytes == null) return Optional.empty();
			subscription.request(1);
			return Optional.of(event.bytes);
		}
		throw new SocketTimeoutException("nothing came for " + silence.toSeconds() + " s");
	}

	private Event poll() {
		try {
			return events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			throw new JobCancelledException();
		}
	}

	@Override
	public void close() {
		if (subscription != null) subscription.cancel();
	}
}
