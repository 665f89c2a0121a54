package org.chimle.engine.distribution;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.chimle.engine.data.FloatImage;
import org.chimle.testing.Npz;

/** Features for tests: those of the reference numbers, and normal ones. */
final class FeatureSets {

	private FeatureSets() {}

	/** @return {@code features_a} (300 x 48) or {@code features_b} (260 x 48) */
	static FeatureSet reference(final String name) {
		return reference("distribution_features.npz", name);
	}

	/** @return an array (n, d) of an archive among the reference numbers */
	static FeatureSet reference(final String archive, final String name) {
		final FloatImage image = Npz.reference(archive).image(name);
		final double[] values = new double[image.data().length];
		for (int i = 0; i < values.length; i++) values[i] = image.data()[i];
		return new FeatureSet(image.width(), values);
	}

	static FeatureSet first(final FeatureSet set, final int count) {
		return new FeatureSet(set.dimension(), Arrays.copyOf(set.values(), count * set.dimension()));
	}

	/** @return independent normal features */
	static FeatureSet normal(final int count, final int dimension, final double mean, final double deviation,
		final long seed)
	{
		final Random random = new Random(seed);
		final double[] values = new double[count * dimension];
		for (int i = 0; i < values.length; i++) values[i] = mean + deviation * random.nextGaussian();
		return new FeatureSet(dimension, values);
	}

	/** @return column x of the first four features, times 1.2 plus 0.3 */
	static FeatureSet four(final FeatureSet set, final double factor, final double offset) {
		final double[] values = new double[4 * set.count()];
		for (int i = 0; i < values.length; i++) values[i] = factor * set.values()[i / 4 * set.dimension() + i % 4] + offset;
		return new FeatureSet(4, values);
	}

	static JsonObject json(final String name) {
		try (Reader reader = new InputStreamReader(FeatureSets.class.getResourceAsStream("/reference/" + name),
			StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader).getAsJsonObject();
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	static double[] numbers(final JsonArray array) {
		final double[] numbers = new double[array.size()];
		for (int i = 0; i < numbers.length; i++) numbers[i] = array.get(i).getAsDouble();
		return numbers;
	}
}
