package org.chimle.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

class WorkersTest {

	@Test
	void resultsArriveInTheOrderOfTheTasks() {
		try (NDManager manager = Torch.open("cpu"); Workers workers = Workers.of(manager, 3)) {
			final List<Supplier<Integer>> tasks = new ArrayList<>();
			for (int i = 0; i < 40; i++) {
				final int number = i;
				tasks.add(() -> Scope.get(() -> (int) manager.full(new Shape(1000), (float) number).mean().getFloat()));
			}
			final List<Integer> results = new ArrayList<>();
			workers.inOrder(tasks, results::add);
			for (int i = 0; i < 40; i++) assertEquals(i, results.get(i));
			assertTrue(manager.getManagedArrays().isEmpty());
		}
	}

	/** Also after the library has looked for itself how many threads to use, which each thread does once. */
	@Test
	void workersShareTheCores() {
		try (NDManager manager = Torch.open("cpu")) {
			final int usual = JniUtils.getNumThreads();
			try {
				JniUtils.setNumThreads(4);
				try (Workers workers = Workers.of(manager, 2)) {
					final Supplier<Integer> task = () -> Scope.get(() -> {
						manager.ones(new Shape(1 << 20)).add(1).sum().getFloat();
						return JniUtils.getNumThreads();
					});
					final List<Integer> threads = new ArrayList<>();
					workers.inOrder(List.of(task, task), threads::add);
					assertEquals(List.of(2, 2), threads);
					assertEquals(4, JniUtils.getNumThreads());
				}
			}
			finally {
				JniUtils.setNumThreads(usual);
			}
		}
	}

	/** The tasks end only when the caller has been called meanwhile, on its own thread. */
	@Test
	void theCallerIsToldThatItWaits() {
		try (NDManager manager = Torch.open("cpu"); Workers workers = Workers.of(manager, 2)) {
			final CountDownLatch waited = new CountDownLatch(1);
			final List<Thread> threads = new ArrayList<>();
			final List<Integer> results = new ArrayList<>();
			final List<Supplier<Integer>> tasks = List.of(() -> after(waited, 1), () -> after(waited, 2));
			workers.inOrder(tasks, results::add, () -> {
				threads.add(Thread.currentThread());
				waited.countDown();
			});
			assertEquals(List.of(1, 2), results);
			assertEquals(Set.of(Thread.currentThread()), new HashSet<>(threads));
		}
	}

	@Test
	void aFailureOfTheWaitingCallerIsThrownAfterTheTasksEnded() {
		try (NDManager manager = Torch.open("cpu"); Workers workers = Workers.of(manager, 2)) {
			final CountDownLatch waited = new CountDownLatch(1);
			final AtomicInteger ended = new AtomicInteger();
			final List<Supplier<Integer>> tasks = List.of(() -> after(waited, 0) + ended.incrementAndGet());
			assertThrows(IllegalArgumentException.class, () -> workers.inOrder(tasks, done -> {}, () -> {
				waited.countDown();
				throw new IllegalArgumentException("the caller");
			}));
			assertEquals(1, ended.get());
		}
	}

	private static int after(final CountDownLatch latch, final int result) {
		try {
			latch.await();
			return result;
		}
		catch (final InterruptedException exc) {
			throw new IllegalStateException(exc);
		}
	}

	@Test
	void aFailureStopsTheRestAndIsThrownAfterRunningTasksEnded() {
		try (NDManager manager = Torch.open("cpu"); Workers workers = Workers.of(manager, 2)) {
			final AtomicInteger running = new AtomicInteger();
			final AtomicInteger begun = new AtomicInteger();
			final List<Supplier<Boolean>> tasks = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				final boolean fails = i == 3;
				tasks.add(() -> {
					begun.incrementAndGet();
					running.incrementAndGet();
					try {
						Thread.sleep(2);
						if (fails) throw new IllegalArgumentException("task 3");
						return true;
					}
					catch (final InterruptedException exc) {
						throw new IllegalStateException(exc);
					}
					finally {
						running.decrementAndGet();
					}
				});
			}
			final Exception thrown = assertThrows(IllegalArgumentException.class, () -> workers.inOrder(tasks, done -> {}));
			assertEquals("task 3", thrown.getMessage());
			assertEquals(0, running.get());
			assertTrue(begun.get() < 200, begun + " tasks begun");
		}
	}

	@Test
	void arraysKeptByATaskAreAdoptedByTheCaller() {
		try (NDManager manager = Torch.open("cpu"); Workers workers = Workers.of(manager, 2)) {
			final float sum = Scope.get(() -> {
				final List<NDArray> arrays = new ArrayList<>();
				final Supplier<NDArray> task = () -> Scope.get(() -> Scope.keep(manager.ones(new Shape(3))));
				workers.inOrder(List.of(task, task), array -> arrays.add(Scope.adopt(array)));
				return arrays.get(0).add(arrays.get(1)).sum().getFloat();
			});
			assertEquals(6, sum, 0);
			assertTrue(manager.getManagedArrays().isEmpty());
		}
	}
}
