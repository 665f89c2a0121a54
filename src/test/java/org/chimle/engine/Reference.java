package org.chimle.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Numbers computed once with published implementations, from {@code src/test/resources/reference}. */
public final class Reference {

	private final NDList arrays;

	private Reference(final NDList arrays) {
		this.arrays = arrays;
	}

	/** @return the arrays of {@code NAME.npz}, owned by the manager */
	public static Reference arrays(final NDManager manager, final String name) {
		try (InputStream in = open(name + ".npz")) {
			return new Reference(NDList.decode(manager, in));
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	/** @return {@code NAME.json} */
	public static JsonObject json(final String name) {
		try (InputStreamReader in = new InputStreamReader(open(name + ".json"), StandardCharsets.UTF_8)) {
			return JsonParser.parseReader(in).getAsJsonObject();
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	private static InputStream open(final String file) {
		return Reference.class.getResourceAsStream("/reference/" + file);
	}

	/** @return whether there is an array of that name */
	public boolean has(final String name) {
		return arrays.stream().anyMatch(array -> name.equals(array.getName()));
	}

	/** @return the array of that name */
	public NDArray get(final String name) {
		return arrays.stream().filter(array -> name.equals(array.getName())).findFirst().orElseThrow();
	}

	/** @return the values of the array of that name, row-major */
	public float[] values(final String name) {
		return get(name).toFloatArray();
	}
}
