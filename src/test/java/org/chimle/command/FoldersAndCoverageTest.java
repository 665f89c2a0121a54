package org.chimle.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Task;
import org.chimle.engine.model.ModelFile;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;

/** Measuring folders and mode coverage through the commands, in a bare SciJava context. */
class FoldersAndCoverageTest {

	@TempDir
	private static Path folder;
	private static Context context;

	@BeforeAll
	static void write() {
		context = new Context();
		for (int i = 0; i < 3; i++) {
			TestImages.save(TestImages.stack("r", 16, 20 + i, 20, 1, 1, 1), folder.resolve("r/im" + i + ".tif"));
			TestImages.save(TestImages.stack("s", 16, 20 + i, 20, 1, 1, 2), folder.resolve("s/im" + i + "-samples.tif"));
		}
		ModelFile.write(TinyModels.random(Task.SUPER_RESOLUTION), folder.resolve("model.chimle"));
		TestImages.save(TestImages.stack("y", 8, 32, 32, 1, 1, 1), folder.resolve("y.tif"));
	}

	@AfterAll
	static void stop() {
		context.dispose();
	}

	@Test
	void foldersBecomeTablesAndACurve() throws Exception {
		final ChimleCommand command = run(MeasureFoldersCommand.class, Map.of("samples_folder", folder.resolve("s")
			.toString(), "reference_folder", folder.resolve("r").toString(), "plots", true));
		assertNull(command.getCancelReason());
		assertEquals(3, table(command, "calibration_table").getValue("Images", 0));
		assertTrue(((Plot) command.getOutput("calibration_plot")).getImagePlus().getWidth() > 300);
		assertEquals(6, table(command, "samples_table").size());
		assertEquals(3, table(command, "summary_table").size());
		assertEquals(3, table(command, "folder_table").getValue("Inputs", 0));
		assertTrue(table(command, "distribution_table").getValue("FID (bundled)", 0) >= 0);
		assertNull(command.getOutput("skipped_table"));
		assertTrue(table(command, "distribution_table").getStringValue("Caution", 0).contains("few images"));
		assertTrue(((ImagePlus) command.getOutput("curve")).getWidth() > 0);
	}

	@Test
	void aFolderThatIsNotGivenIsNamed() throws Exception {
		final ChimleCommand command = run(MeasureFoldersCommand.class, Map.of("samples_folder", folder.resolve("s")
			.toString()));
		assertEquals("No reference folder is given (reference_folder); choose the folder of true images.", command
			.getCancelReason());
	}

	@Test
	void coverageIsMeasuredOnTheOpenImage() throws Exception {
		final Map<String, Object> inputs = new HashMap<>(Map.of("image", image(), "observed", folder.resolve("y.tif").toString(),
			"model_file", folder.resolve("model.chimle").toString(), "restarts", 2, "steps", 2));
		final ChimleCommand command = run(CoverageCommand.class, inputs);
		assertNull(command.getCancelReason());
		assertEquals(2, table(command, "restarts_table").size());
		assertEquals(1, table(command, "coverage_table").size());
		assertEquals(32, ((ImagePlus) command.getOutput("nearest_image")).getWidth());
		inputs.put("observed", "none");
		assertTrue(run(CoverageCommand.class, inputs).getCancelReason().startsWith("No observed image is given"));
	}

	@Test
	void theCoverageDialogSaysWhatIsMissing() {
		final CoverageCommand command = (CoverageCommand) context.service(ModuleService.class).createModule(context.service(
			CommandService.class).getCommand(CoverageCommand.class));
		assertEquals("", command.estimate());
		command.setInput("image", image());
		assertEquals("Image: x; choose the true image that belongs to it", command.estimate());
		command.setInput("observed", folder.resolve("y.tif").toString());
		assertEquals("Image: x", command.estimate());
	}

	private static ImagePlus image() {
		return IJ.createImage("x", "8-bit ramp", 8, 8, 1);
	}

	private static ResultsTable table(final ChimleCommand command, final String name) {
		return (ResultsTable) command.getOutput(name);
	}

	private static ChimleCommand run(final Class<? extends ChimleCommand> type, final Map<String, Object> inputs)
		throws Exception
	{
		return (ChimleCommand) context.service(ModuleService.class).run(context.service(CommandService.class).getCommand(type),
			false, inputs).get();
	}
}
