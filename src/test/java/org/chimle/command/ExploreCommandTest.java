package org.chimle.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Task;
import org.chimle.engine.model.ModelFile;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;

/** Explored samples through the command, in a bare SciJava context; the window is tried in plain ImageJ. */
class ExploreCommandTest {

	private static final Pattern PATH = Pattern.compile("CHIMLE path: (.*)");

	@TempDir
	private Path folder;

	@Test
	void thePathThatAReferenceChoseDrawsTheSameImage() throws Exception {
		ModelFile.write(TinyModels.random(Task.SUPER_RESOLUTION), folder.resolve("model.chimle"));
		final Path reference = TestImages.save(TestImages.stack("y", 8, 32, 32, 1, 1, 1), folder.resolve("y.tif"));
		try (Context context = new Context()) {
			final Map<String, Object> inputs = new HashMap<>(Map.of("image", IJ.createImage("x", "8-bit ramp", 8, 8, 1),
				"model_file", folder.resolve("model.chimle").toString(), "reference", reference.toString(), "candidates", 3));
			final ImagePlus nearest = explored(run(context, inputs));
			final Matcher path = PATH.matcher((String) nearest.getProperty("Info"));
			assertTrue(path.find());
			inputs.put("reference", "none");
			inputs.put("path", path.group(1));
			final ImagePlus again = explored(run(context, inputs));
			assertArrayEquals((float[]) nearest.getProcessor().getPixels(), (float[]) again.getProcessor().getPixels());
			inputs.put("path", path.group(1) + " 3:g1.l1");
			assertTrue(run(context, inputs).getCancelReason().startsWith("The path has 3 levels, but the model model.chimle " +
				"has 2"));
			inputs.put("candidates", 0);
			assertEquals("Candidates is 0 but must be between 1 and 999.", run(context, inputs).getCancelReason());
		}
	}

	private static ImagePlus explored(final ChimleCommand command) {
		assertNull(command.getCancelReason());
		return (ImagePlus) command.getOutput("explored_image");
	}

	private static ChimleCommand run(final Context context, final Map<String, Object> inputs) throws Exception {
		return (ChimleCommand) context.service(ModuleService.class).run(context.service(CommandService.class).getCommand(
			ExploreCommand.class), false, inputs).get();
	}
}
