package org.chimle.ui.explorer;

import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodePath;

/**
 * Draws pictures in the background, one by one. A new request takes the place of the last one after the picture that is
 * being drawn; pictures that were drawn lately are kept.
 */
final class ExplorerDrawing implements AutoCloseable {

	/** Hears of pictures, on the thread of the screen. */
	interface Listener {

		/** One of the pictures asked for is there. */
		void arrived(CodePath path, BufferedImage picture);

		/** The pictures asked for are there, or could not be drawn. */
		void ended();

		/** Something went wrong; the message of a mistake is a sentence. */
		void failed(RuntimeException exc);
	}

	private static final int KEPT = 100;

	private final LevelSource source;
	private final Runnable rest;
	private final long restMillis;
	private final Executor screen;
	private final Listener listener;
	private final JobMonitor monitor = JobMonitor.silent();
	private final AtomicLong request = new AtomicLong();
	private final Map<CodePath, BufferedImage> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1;

		@Override
		protected boolean removeEldestEntry(final Map.Entry<CodePath, BufferedImage> eldest) {
			return size() > KEPT;
		}
	});
	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
		final Thread made = new Thread(task, "CHIMLE explorer");
		made.setDaemon(true);
		// The tensor library looks for its engine through it.
		made.setContextClassLoader(ExplorerDrawing.class.getClassLoader());
		return made;
	});
	private ScheduledFuture<?> idle;

	/**
	 * @param source draws
	 * @param rest run after a while in which nothing was drawn
	 * @param restMillis how long that is
	 * @param screen runs what the listener hears
	 * @param listener hears of the pictures
	 */
	ExplorerDrawing(final LevelSource source, final Runnable rest, final long restMillis, final Executor screen,
		final Listener listener)
	{
		this.source = source;
		this.rest = rest;
		this.restMillis = restMillis;
		this.screen = screen;
		this.listener = listener;
	}

	/** @param paths what is to be drawn, in this order, instead of what was asked for before */
	void ask(final List<CodePath> paths) {
		final long number = request.incrementAndGet();
		submit(() -> {
			for (final CodePath path : paths) {
				if (request.get() != number) return;
				final BufferedImage picture = picture(path);
				tell(number, () -> listener.arrived(path, picture));
			}
			tell(number, listener::ended);
		}, exc -> tell(number, () -> listener.failed(exc)));
	}

	/** @param work done in the background after the picture that is being drawn; it may draw, and is not replaced */
	void run(final Work work) {
		submit(() -> work.run(monitor), exc -> screen.execute(() -> listener.failed(exc)));
	}

	/** Something done in the background. */
	@FunctionalInterface
	interface Work {

		void run(JobMonitor monitor);
	}

	private BufferedImage picture(final CodePath path) {
		final BufferedImage known = kept.get(path);
		if (known != null) return known;
		final BufferedImage picture = source.level(path, monitor).getBufferedImage();
		kept.put(path, picture);
		return picture;
	}

	private void tell(final long number, final Runnable news) {
		screen.execute(() -> {
			if (request.get() == number) news.run();
		});
	}

	private synchronized void submit(final Runnable work, final Consumer<RuntimeException> failed) {
		if (idle != null) idle.cancel(false);
		try {
			thread.execute(() -> guarded(work, failed));
			idle = thread.schedule(rest, restMillis, TimeUnit.MILLISECONDS);
		}
		catch (final RejectedExecutionException exc) {
			idle = null; // the window has been closed meanwhile
		}
	}

	/** What goes wrong once the window has been closed is nobody's concern any more. */
	private void guarded(final Runnable work, final Consumer<RuntimeException> failed) {
		try {
			work.run();
		}
		catch (final RuntimeException exc) {
			if (!monitor.control().isCancelled()) failed.accept(exc);
		}
		catch (final OutOfMemoryError error) {
			failed.accept(new InvalidInputException("The memory does not suffice to draw this; explore a smaller part of the " +
				"image.", error));
		}
		catch (final Error error) {
			failed.accept(new IllegalStateException(error));
		}
	}

	/** Stops drawing as soon as possible and lets go of the source. */
	@Override
	public synchronized void close() {
		request.incrementAndGet();
		monitor.control().cancel();
		if (idle != null) idle.cancel(false);
		if (!thread.isShutdown()) thread.execute(rest);
		thread.shutdown();
	}
}
