package org.chimle.engine.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names and shapes of a network's parameters, and where each lies in the one flat vector that holds them all. One
 * vector makes an optimizer step a few calls, a checkpoint one array and a gradient one tensor.
 */
public final class ParameterLayout {

	/**
	 * One parameter.
	 *
	 * @param name the authors' name of it
	 * @param shape its shape, row-major
	 * @param offset index of its first entry in the flat vector
	 * @param init how it starts
	 */
	public record Entry(String name, List<Integer> shape, int offset, Init init) {

		/** @return the number of values */
		public int size() {
			return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
		}

		/** @return values that feed one output: all but the first axis */
		public int fanIn() {
			return size() / shape.get(0);
		}
	}

	/** How a parameter starts; see {@code ParameterInit}. */
	public enum Init {
		/** Zero. */
		ZERO,
		/** Convolution weight direction: uniform in +-1/sqrt(fan-in). */
		CONV_DIRECTION,
		/** Convolution gain: the norm of the direction whose name differs only in the last letter. */
		CONV_GAIN,
		/** Convolution bias: uniform in +-1/sqrt(fan-in) of the direction before it. */
		CONV_BIAS,
		/** Linear weight: normal with standard deviation 0.1 * sqrt(2/fan-in). */
		LINEAR
	}

	private final Map<String, Entry> entries = new LinkedHashMap<>();
	private int size;

	/** Appends a parameter. */
	public void add(final String name, final Init init, final int... shape) {
		final List<Integer> list = Arrays.stream(shape).boxed().toList();
		final Entry entry = new Entry(name, list, size, init);
		if (entries.put(name, entry) != null) throw new IllegalArgumentException("Parameter " + name + " exists twice");
		size = Math.addExact(size, entry.size());
	}

	/** @return the parameters in order */
	public List<Entry> entries() {
		return new ArrayList<>(entries.values());
	}

	/** @return the parameter of that name */
	public Entry get(final String name) {
		final Entry entry = entries.get(name);
		if (entry == null) throw new IllegalArgumentException("There is no parameter " + name);
		return entry;
	}

	/** @return the length of the flat vector */
	public int size() {
		return size;
	}
}
