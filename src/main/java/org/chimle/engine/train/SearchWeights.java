package org.chimle.engine.train;

import ai.djl.ndarray.NDManager;

import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Weights;

/**
 * The weights as a code search uses them.
 *
 * @param exact in float32
 * @param rough the same in a shorter format, for a first look at the candidates; null if there is none
 */
record SearchWeights(Weights exact, Weights rough) implements AutoCloseable {

	/**
	 * @param parameters the network's
	 * @param look the format of the first look; float32 for none
	 * @param manager on the device
	 * @return the weights as the parameters are now; the caller closes them
	 */
	static SearchWeights of(final Parameters parameters, final Precision look, final NDManager manager) {
		final Weights exact = parameters.folded(manager);
		try {
			return new SearchWeights(exact, look == Precision.FLOAT32 ? null : exact.in(look, manager));
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
