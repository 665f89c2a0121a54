package org.chimle.engine.tensor;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

import java.util.List;
import java.util.Locale;

/** Tells the failures that smaller pieces of work can mend from all others. */
public final class MemoryShortage {

	/**
	 * How PyTorch's allocators on Linux, macOS, Windows and GPUs, and those of its libraries, put it. Of convolutions that
	 * have worked before, a primitive cannot be made only when there is no room for it.
	 */
	private static final List<String> WORDS = List.of("can't allocate memory", "not enough memory", "out of memory",
		"bad_alloc", "bad allocation", "alloc_failed", "failed to allocate", "could not create a primitive");

	private MemoryShortage() {}

	/** @return whether a failure, or what caused it, means that Java's or the tensor library's memory ran short */
	public static boolean explains(final Throwable failure) {
		for (Throwable exc = failure; exc != null; exc = exc.getCause()) {
			if (exc instanceof OutOfMemoryError) return true;
			if (exc instanceof EngineException && exc.getMessage() != null) {
				final String message = exc.getMessage().toLowerCase(Locale.ROOT);
				if (WORDS.stream().anyMatch(message::contains)) return true;
			}
		}
		return false;
	}

	/**
	 * Gives back what the library keeps for later, so that the next attempt can have it.
	 *
	 * @param manager on the device that ran short
	 */
	public static void release(final NDManager manager) {
		SystemHeap.giveBack();
		if (manager.getDevice().isGpu()) JniUtils.emptyCudaCache();
	}
}
