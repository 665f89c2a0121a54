package org.chimle.engine.tensor;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Threads that compute side by side. Small networks gain little from threads inside an operation, but much from working
 * on several images at once. Tasks must not share arrays that they change.
 */
public final class Workers implements Loop, AutoCloseable {

	private static final long WAITING_MILLIS = 500;

	private final ExecutorService threads;
	private final int count;

	/**
	 * @param count number of threads
	 * @param threadsPerOperation threads that each of them may use inside an operation
	 */
	private Workers(final int count, final int threadsPerOperation) {
		this.count = count;
		threads = Executors.newFixedThreadPool(count, task -> {
			final Thread thread = new Thread(() -> {
				JniUtils.setGradMode(false);
				JniUtils.getNumThreads(); // a thread's first use of the number replaces it by that of the process
				JniUtils.setNumThreads(threadsPerOperation);
				task.run();
			}, "CHIMLE worker");
			thread.setDaemon(true);
			return thread;
		});
		final int usual = JniUtils.getNumThreads();
		final List<Supplier<Boolean>> starts = new ArrayList<>();
		for (int i = 0; i < count; i++) starts.add(() -> true);
		inOrder(starts, started -> {});
		// Setting the number on a thread also sets what threads made later start with.
		JniUtils.setNumThreads(usual);
	}

	/**
	 * @param manager on the device
	 * @param most the largest useful number of threads
	 * @return that many threads or as many as there are cores, which share the cores; one for a GPU
	 */
	public static Workers of(final NDManager manager, final int most) {
		if (manager.getDevice().isGpu()) return new Workers(1, JniUtils.getNumThreads());
		final int cores = Math.max(1, JniUtils.getNumThreads());
		final int count = Math.max(1, Math.min(most, cores));
		return new Workers(count, Math.max(1, cores / count));
	}

	/** @return the number of threads */
	public int count() {
		return count;
	}

	/** Side by side; each worker takes an equal share of the items, those of a share one after the other. */
	@Override
	public <T> void forEach(final List<T> items, final Consumer<T> action) {
		final List<Supplier<Boolean>> shares = new ArrayList<>();
		for (int w = 0; w < count; w++) {
			final int first = w;
			shares.add(() -> {
				for (int i = first; i < items.size(); i += count) action.accept(items.get(i));
				return true;
			});
		}
		inOrder(shares, done -> {});
	}

	/** The same as {@link #inOrder(List, Consumer, Runnable)} for a caller that has nothing to do meanwhile. */
	public <T> void inOrder(final List<Supplier<T>> tasks, final Consumer<T> done) {
		inOrder(tasks, done, () -> {});
	}

	/**
	 * Runs tasks and hands their results on in order, on the calling thread. When a task fails, those that have not begun
	 * are left out, those that have are waited for, and the failure is thrown.
	 *
	 * @param tasks run side by side; arrays a task returns must be {@link Scope#keep kept}
	 * @param done receives the results in the order of the tasks
	 * @param waiting called now and then while a result is waited for that takes long, on the calling thread
	 */
	public <T> void inOrder(final List<Supplier<T>> tasks, final Consumer<T> done, final Runnable waiting) {
		final AtomicBoolean failed = new AtomicBoolean();
		final List<Future<T>> futures = new ArrayList<>();
		for (final Supplier<T> task : tasks) futures.add(threads.submit(() -> failed.get() ? null : task.get()));
		Throwable failure = null;
		for (final Future<T> future : futures) {
			while (!isDone(future)) {
				try {
					if (failure == null) waiting.run();
				}
				catch (final RuntimeException | Error exc) {
					failed.set(true);
					failure = exc;
				}
			}
			try {
				final T result = await(future);
				if (failure == null) done.accept(result);
			}
			catch (final RuntimeException | Error exc) {
				failed.set(true);
				if (failure == null) failure = exc;
			}
		}
		if (failure instanceof RuntimeException exc) throw exc;
		if (failure instanceof Error error) throw error;
	}

	private static boolean isDone(final Future<?> future) {
		try {
			future.get(WAITING_MILLIS, TimeUnit.MILLISECONDS);
			return true;
		}
		catch (final TimeoutException exc) {
			return false;
		}
		catch (final InterruptedException | ExecutionException exc) {
			if (exc instanceof InterruptedException) Thread.currentThread().interrupt();
			return true; // what came of it is asked for next
		}
	}

	private static <T> T await(final Future<T> future) {
		boolean interrupted = false;
		try {
			while (true) {
				try {
					return future.get();
				}
				catch (final InterruptedException exc) {
					interrupted = true; // the task still uses native arrays, so it must be waited for
				}
				catch (final ExecutionException exc) {
					if (exc.getCause() instanceof RuntimeException cause) throw cause;
					if (exc.getCause() instanceof Error cause) throw cause;
					throw new IllegalStateException(exc.getCause());
				}
			}
		}
		finally {
			if (interrupted) Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		threads.shutdown();
	}
}
