package org.chimle.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

import org.chimle.command.Inputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

class DialogFieldTest {

	@TempDir
	private Path folder;

	private static String warning(final File modelFile) {
		final Module train = Modules.of("train");
		final ModuleItem<?> item = Inputs.settable(train).filter(input -> input.getName().equals("model_file")).findFirst()
			.orElseThrow();
		return new DialogField(train, item, modelFile).warning();
	}

	@Test
	void warnsOfTheFileThatWillBeReplaced() throws Exception {
		final File typed = folder.resolve("cells").toFile();
		assertEquals("", warning(typed));
		assertEquals("", warning(null));
		Files.createFile(folder.resolve("cells"));
		assertEquals("", warning(typed), "the ending makes it another file");
		Files.createFile(folder.resolve("cells.chimle"));
		assertEquals("The file cells.chimle exists and will be replaced. ", warning(typed));
		assertEquals("The file cells.chimle exists and will be replaced. ", warning(folder.resolve("cells.chimle").toFile()));
	}
}
