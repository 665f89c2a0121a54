package org.chimle.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.chimle.engine.model.Rescoring;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Torch;
import org.junit.jupiter.api.Test;

class ComparisonTest {

	private static final float NAN = Float.NaN;

	private final List<Integer> chunks = new ArrayList<>();

	/** @return the nearest of candidates 0, 1, ... whose distances are these, in chunks of a memory of three */
	private Comparison.Nearest nearest(final float... distances) {
		final Comparison comparison = new Comparison(new SearchWeights(null, null), new SearchMemory(3, Device.gpu()), null);
		final Comparison.Nearest nearest = comparison.nearest(LongStream.range(0, distances.length).boxed().toList(), 1, (
			precision, chunk) -> {
			chunks.add(chunk.size());
			final float[] found = new float[chunk.size()];
			for (int i = 0; i < found.length; i++) found[i] = distances[chunk.get(i).intValue()];
			return found;
		});
		assertEquals(Rescoring.NONE, comparison.rescoring());
		return nearest;
	}

	@Test
	void theFirstOfTheNearestIsFoundInChunks() {
		assertEquals(new Comparison.Nearest(2, 0.25), nearest(1, 0.5f, 0.25f, 3, 0.25f, 2, 0.75f));
		assertEquals(List.of(3, 3, 1), chunks);
	}

	@Test
	void whereTheShorterFormatDoesNotSufficeAllAreComparedInFloat32() {
		try (NDManager manager = Torch.open("cpu");
				Parameters parameters = new Parameters(new ParameterLayout(), new float[0], manager);
				SearchWeights weights = SearchWeights.of(parameters, Precision.FLOAT16, manager))
		{
			final Comparison comparison = new Comparison(weights, new SearchMemory(100, manager.getDevice()), manager);
			final Comparison.Nearest nearest = comparison.nearest(LongStream.range(0, 9).boxed().toList(), 1, (precision,
				chunk) -> {
				final float[] found = new float[chunk.size()];
				for (int i = 0; i < found.length; i++) found[i] = precision == weights.rough() ? i == 8 ? NAN : i : 9 - i;
				return found;
			});
			assertEquals(new Comparison.Nearest(8, 1), nearest);
			assertEquals(new Rescoring(0, 0, 1), comparison.rescoring());
		}
	}

	@Test
	void asManyAsAreComparedAgainAreComparedInFloat32Alone() {
		try (NDManager manager = Torch.open("cpu");
				Parameters parameters = new Parameters(new ParameterLayout(), new float[0], manager);
				SearchWeights weights = SearchWeights.of(parameters, Precision.FLOAT16, manager))
		{
			final Comparison comparison = new Comparison(weights, new SearchMemory(100, manager.getDevice()), manager);
			comparison.nearest(LongStream.range(0, Comparison.RESCORED).boxed().toList(), 1, (precision, chunk) -> {
				assertSame(weights.exact(), precision);
				return new float[chunk.size()];
			});
			assertEquals(Rescoring.NONE, comparison.rescoring());
		}
	}

	@Test
	void whatIsNoNumberIsNotNear() {
		assertEquals(new Comparison.Nearest(1, 2), nearest(NAN, 2, NAN, 3));
		assertEquals(0, nearest(NAN, NAN).seed());
	}
}
