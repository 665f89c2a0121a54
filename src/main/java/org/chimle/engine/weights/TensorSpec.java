package org.chimle.engine.weights;

import java.util.List;
import java.util.stream.Stream;

/**
 * A tensor that a network needs.
 *
 * @param names its names in published files, the usual one first
 * @param shape its shape, row-major; axes of length 1 may be missing or more in a file
 */
public record TensorSpec(List<String> names, List<Integer> shape) {

	/** Copies the lists. */
	public TensorSpec {
		names = List.copyOf(names);
		shape = List.copyOf(shape);
	}

	/** @return a tensor with one name */
	public static TensorSpec of(final String name, final Integer... shape) {
		return new TensorSpec(List.of(name), List.of(shape));
	}

	/** @return the usual name */
	public String name() {
		return names.get(0);
	}

	/** @return the number of values */
	public int size() {
		return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
	}

	/** @return whether the shapes are equal but for axes of length 1 */
	boolean allows(final List<Long> other) {
		return sides(other.stream()).equals(sides(shape.stream().map(Integer::longValue)));
	}

	private static List<Long> sides(final Stream<Long> shape) {
		return shape.filter(side -> side != 1).toList();
	}
}
