package org.chimle.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalisationTest {

	private static final IntensityRange BYTES = new IntensityRange(0, 255);

	@ParameterizedTest
	@CsvSource({ "0, 255, true", "100, 4000, true", "-20, 17, true", "0, 4096, false", "0, 1, false", "255, 300, false" })
	void unitsAreKeptWhereRangesAreAlike(final double low, final double high, final boolean alike) {
		final IntensityRange other = new IntensityRange(low, high);
		assertEquals(alike, new Normalisation(List.of(BYTES), List.of(other)).keepsUnits());
		assertEquals(alike, new Normalisation(List.of(other), List.of(BYTES)).keepsUnits());
		assertEquals(alike, new Normalisation(List.of(BYTES, other), List.of(BYTES, BYTES)).keepsUnits());
	}

	@Test
	void otherChannelsHaveOtherUnits() {
		assertTrue(new Normalisation(List.of(BYTES, BYTES), List.of(BYTES, BYTES)).keepsUnits());
		assertFalse(new Normalisation(List.of(BYTES), List.of(BYTES, BYTES, BYTES)).keepsUnits());
	}
}
