package org.chimle.ij1;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.model.Initialisation;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.testing.TestImages;
import org.chimle.testing.TinyPairs;

/** The files that the paths of {@link ReplayCases} name. */
final class ReplayData {

	private ReplayData() {}

	/** Writes pairs ({@code input}, {@code target}), stacks of samples, the image truth.tif and the model cells.chimle. */
	static void write(final Path folder) throws IOException {
		TinyPairs.write(folder);
		Files.copy(folder.resolve("target/pair0.tif"), folder.resolve("truth.tif"));
		for (int i = 0; i < 3; i++) {
			final ImagePlus stack = TestImages.stack("s", 16, 32, 32, 1, 1, 2);
			TestImages.save(stack, folder.resolve("samples/pair" + i + ".tif"));
		}
		ModelFile.write(model(), folder.resolve("cells.chimle"));
	}

	/** @return a model of scale 2, as the pairs have, with random weights */
	private static SavedModel model() {
		final SavedModel large = TinyModels.random(Task.SUPER_RESOLUTION);
		final ModelConfig config = large.config();
		final ModelConfig small = new ModelConfig(config.task(), 1, 1, config.codeChannels(), config.globalCode(), config
			.mapWidth(), config.blocks(), config.levels().subList(0, 1));
		return new SavedModel(small, large.normalisation(), large.training(), Initialisation.draw(small, 5));
	}
}
