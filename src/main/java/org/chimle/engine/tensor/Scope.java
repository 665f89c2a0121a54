package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;

import java.util.function.Supplier;

/**
 * Ownership of native arrays by block: every array made on this thread inside a scope is freed when the scope ends, but
 * for what the block returns, which passes to the enclosing scope. Nothing is left to the garbage collector, whatever
 * manager an operation attached its result to.
 */
public final class Scope {

	private Scope() {}

	/** Runs a block and frees every array it made. */
	public static void run(final Runnable body) {
		try (NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			body.run();
		}
	}

	/** @return what a block that returns no array returns; every array it made is freed */
	public static <T> T get(final Supplier<T> body) {
		try (NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			return body.get();
		}
	}

	/** @return the array a block returns, which it must have made itself; every other array it made is freed */
	public static NDArray array(final Supplier<NDArray> body) {
		return list(() -> new NDList(body.get())).head();
	}

	/** @return the arrays a block returns, which it must have made itself; every other array it made is freed */
	public static NDList list(final Supplier<NDList> body) {
		final NDList result;
		try (NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			result = body.get();
			NDScope.unregister(result);
		}
		result.forEach(NDScope::register);
		return result;
	}

	/**
	 * Takes an array out of the current scope; from now on its manager alone owns it.
	 *
	 * @return the array
	 */
	public static NDArray keep(final NDArray array) {
		NDScope.unregister(array);
		return array;
	}

	/**
	 * Puts an array, e.g. one that another thread kept, into the current scope.
	 *
	 * @return the array
	 */
	public static NDArray adopt(final NDArray array) {
		NDScope.register(array);
		return array;
	}
}
