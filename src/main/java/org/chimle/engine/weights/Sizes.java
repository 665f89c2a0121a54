package org.chimle.engine.weights;

import java.util.List;

/** Sizes that files claim. */
final class Sizes {

	private Sizes() {}

	/**
	 * @return bytes of a tensor
	 * @throws UnusableWeightsException if the shape is absurd
	 */
	static long bytes(final String name, final ElementType type, final List<Long> shape) throws UnusableWeightsException {
		try {
			long bytes = type.bytes();
			for (final long side : shape) {
				if (side < 0) throw new ArithmeticException("negative");
				bytes = Math.multiplyExact(bytes, side);
			}
			return bytes;
		}
		catch (final ArithmeticException exc) {
			throw new UnusableWeightsException("its tensor " + name + " has the impossible shape " + shape);
		}
	}
}
