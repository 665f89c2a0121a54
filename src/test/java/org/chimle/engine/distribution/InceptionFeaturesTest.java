package org.chimle.engine.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;

import java.io.IOException;
import java.nio.file.Path;

import org.chimle.engine.TinyModels;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.feature.FormulaWeights;
import org.chimle.engine.feature.Inception;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.weights.WeightFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** InceptionV3 by its name, with made-up weights in a file. */
class InceptionFeaturesTest {

	private static final FloatImage IMAGE = TinyModels.noise(1, 40, 3);

	@TempDir
	private Path folder;

	@BeforeEach
	void useAFolderOfItsOwn() {
		System.setProperty(WeightFolder.PROPERTY, folder.toString());
	}

	@AfterEach
	void useTheUsualFolder() {
		System.clearProperty(WeightFolder.PROPERTY);
	}

	@Test
	void whileItIsNotInstalledOneSentenceSaysWhatToDo() {
		for (final String name : new String[] { "inception-2048", "inception-768" }) {
			final String sentence = assertThrows(InvalidInputException.class, () -> new FeatureExtractor(name, "cpu", IMAGE))
				.getMessage();
			assertTrue(sentence.contains("InceptionV3") && sentence.contains("Plugins>CHIMLE>Install CHIMLE Weights..."),
				sentence);
		}
	}

	@Test
	void anInstalledNetworkGivesItsFeatures() throws IOException {
		FormulaWeights.writeInception(folder.resolve("inception.safetensors"));
		try (FeatureExtractor extractor = new FeatureExtractor("inception-768", "cpu", IMAGE);
			NDManager manager = Torch.open("cpu"))
		{
			assertEquals("inception-768", extractor.name());
			final Inception network = new Inception(768, FormulaWeights.inception(), manager);
			final float[] expected = Scope.get(() -> Ops.values(network.features(Ops.clip(Ops.tensor(manager, IMAGE.data(), 1,
				1, 40, 40), 0, 1))));
			assertEquals(768, expected.length);
			assertArrayEquals(expected, extractor.features(IMAGE), 1e-6f);
		}
		try (FeatureExtractor extractor = new FeatureExtractor("inception-2048", "cpu", IMAGE)) {
			assertEquals(2048, extractor.features(IMAGE).length);
		}
	}
}
