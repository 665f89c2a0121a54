package org.chimle.engine.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Torch;
import org.chimle.testing.Npz;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabToRgbTest {

	/** Impossible colours go up to 150, where float32 resolves 1e-5 of the value. */
	@ParameterizedTest
	@CsvSource({ "net_lab, net_lab_to_rgb", "random_net_lab, random_net_lab_to_rgb" })
	void matchesTheReferenceColours(final String lab, final String rgb) {
		try (NDManager manager = Torch.open("cpu")) {
			final Npz reference = Npz.reference("colour.npz");
			final FloatImage image = reference.image(lab);
			final float[] actual = Ops.values(LabToRgb.convert(Ops.tensor(manager, image.data(), 1, 3, image.height(), image
				.width())));
			final float[] expected = reference.image(rgb).data();
			for (int i = 0; i < expected.length; i++) {
				assertEquals(expected[i], actual[i], 1e-5 * Math.max(1, expected[i]));
			}
		}
	}
}
