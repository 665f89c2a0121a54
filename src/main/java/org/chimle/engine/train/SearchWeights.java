package org.chimle.engine.train;

import ai.djl.ndarray.NDManager;

import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Weights;

/**
 * The weights as a code search uses them.
 *
 * @param exact in float32
 * @param rough the same in float16, for a first look at the candidates; null if there is none
 */
record SearchWeights(Weights exact, Weights rough) implements AutoCloseable {

	/**
	 * @param parameters the network's
	 * @param halfPrecision whether there is a first look
	 * @param manager on the device
	 * @return the weights as the parameters are now; the caller closes them
	 */
	static SearchWeights of(final Parameters parameters, final boolean halfPrecision, final NDManager manager) {
		final Weights exact = parameters.folded(manager);
		try {
			return new SearchWeights(exact, halfPrecision ? exact.inHalfPrecision(manager) : null);
		}
		catch (final RuntimeException | Error exc) {
			exact.close();
			throw exc;
		}
	}

	@Override
	public void close() {
		if (rough != null) rough.close();
		exact.close();
	}
}
