package org.chimle.engine.tensor;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * The heap of the C library, which holds the tensors of processors. That of Linux hands the memory of every freed tensor
 * back to the system and asks for it again for the next, which then costs a page fault for every 4 KiB: a fifth of the
 * time of a code search. So it is told to keep what was freed until {@link #giveBack}. Other systems' heaps are left
 * alone.
 */
public final class SystemHeap {

	/** Parameters of glibc's mallopt: the free memory above which it is handed back, and the size of what is never kept. */
	private static final int M_TRIM_THRESHOLD = -1;
	private static final int M_MMAP_THRESHOLD = -3;
	/** The most that mallopt takes. */
	private static final int MOST_KEPT = 32 << 20;

	private SystemHeap() {}

	/** Makes the heap of this process keep what is freed, but blocks of more than 32 MiB. */
	static void keep() {
		call("mallopt", M_MMAP_THRESHOLD, MOST_KEPT);
		call("mallopt", M_TRIM_THRESHOLD, Integer.MAX_VALUE);
	}

	/** Hands what was kept back to the system: for the end of a job, or when memory is short. */
	public static void giveBack() {
		call("malloc_trim", 0);
	}

	/** Speed is all that is at stake, so it does not matter if the function cannot be called. */
	private static void call(final String name, final Object... arguments) {
		if (!Platform.isLinux()) return;
		try {
			final Function function = NativeLibrary.getProcess().getFunction(name);
			function.invokeInt(arguments);
		}
		catch (final LinkageError exc) {
			// musl has no such function, and JNA's own library cannot be loaded from a folder that forbids it
		}
	}
}
