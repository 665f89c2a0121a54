package org.chimle.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.chimle.testing.Npz;
import org.junit.jupiter.api.Test;

class LabTest {

	private static final Npz REFERENCE = Npz.reference("colour.npz");

	/** Lab itself spans hundreds, so it is compared relative to its range. */
	@Test
	void labAgreesWithTheReference() {
		final FloatImage lab = Lab.fromRgb(REFERENCE.image("rgb"));
		final FloatImage expected = REFERENCE.image("lab");
		for (int i = 0; i < lab.data().length; i++) assertEquals(expected.data()[i] / 100, lab.data()[i] / 100, 1e-5);
	}

	@Test
	void theNetworksRangeAgreesWithTheReference() {
		assertArrayEquals(REFERENCE.image("net_lab").data(), Lab.networkFromRgb(REFERENCE.image("rgb")).data(), 1e-5f);
		assertArrayEquals(REFERENCE.image("net_lab_to_rgb").data(), Lab.rgbFromNetwork(REFERENCE.image("net_lab")).data(),
			1e-5f);
	}

	/** Impossible colours go up to 150, where float32 resolves 1e-5 of the value. */
	@Test
	void anyNetworkOutputAgreesWithTheReference() {
		final float[] expected = REFERENCE.image("random_net_lab_to_rgb").data();
		final float[] rgb = Lab.rgbFromNetwork(REFERENCE.image("random_net_lab")).data();
		for (int i = 0; i < rgb.length; i++) assertEquals(expected[i], rgb[i], 1e-5 * Math.max(1, expected[i]));
	}

	@Test
	void rgbOfLabIsClipped() {
		final FloatImage rgb = Lab.toRgb(new FloatImage(3, 1, 2, new float[] { 90, 50, 120, -120, 120, -120 }));
		assertEquals(0, rgb.get(0, 0, 1), 0);
		assertEquals(1, rgb.get(0, 0, 0), 0);
		for (final float value : rgb.data()) assertTrue(value >= 0 && value <= 1, "is " + value);
	}

	@Test
	void thereAndBackGivesTheSameColours() {
		final FloatImage rgb = REFERENCE.image("rgb");
		assertArrayEquals(rgb.data(), Lab.toRgb(Lab.fromRgb(rgb)).data(), 2e-6f);
	}

	@Test
	void greyHasNoChroma() {
		final FloatImage lab = Lab.fromRgb(new FloatImage(3, 1, 1, new float[] { 1, 1, 1 }));
		assertEquals(100, lab.data()[0], 1e-3);
		assertEquals(0, lab.data()[1], 0.02);
		assertEquals(0, lab.data()[2], 0.02);
	}

	@Test
	void otherThanThreeChannelsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> Lab.fromRgb(new FloatImage(1, 2, 2)));
	}
}
