package org.chimle.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.tensor.Precision;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;
import org.scijava.prefs.PrefService;

/** The commands that draw samples, in a bare SciJava context, with a tiny untrained network. */
class GenerateAndBatchTest {

	@TempDir
	private static Path folder;
	private static Context context;
	private static int scale;

	@BeforeAll
	static void write() {
		context = new Context();
		final var model = TinyModels.random(Task.SUPER_RESOLUTION);
		scale = model.config().scale();
		ModelFile.write(model, folder.resolve("model.chimle"));
		for (int i = 1; i <= 2; i++) TestImages.save(folder.resolve("in"), "a" + i + ".tif", 16, 16, 16);
	}

	@AfterAll
	static void stop() {
		context.dispose();
	}

	private static Map<String, Object> inputs(final Object... others) {
		final Map<String, Object> inputs = new HashMap<>(Map.of("model_file", folder.resolve("model.chimle").toFile(), "samples",
			2, "device", "cpu"));
		for (int i = 0; i < others.length; i += 2) inputs.put((String) others[i], others[i + 1]);
		return inputs;
	}

	private static ChimleCommand run(final Class<? extends ChimleCommand> type, final Map<String, Object> inputs)
		throws Exception
	{
		return (ChimleCommand) context.service(ModuleService.class).run(context.service(CommandService.class).getCommand(type),
			false, inputs).get();
	}

	@Test
	void everyBoxGivesAnImageOfTheSelection() throws Exception {
		final ImagePlus image = TestImages.stack("a", 16, 20, 16, 1, 2, 1);
		image.setRoi(2, 3, 9, 8);
		final ChimleCommand command = run(GenerateCommand.class, inputs("image", image, "mean", true, "standard_deviation",
			true, "interquartile_range", true, "agreement_map", true, "threshold", "12", "montage", true));
		assertNull(command.getCancelReason());
		for (final String name : new String[] { "samples_image", "mean_image", "standard_deviation_image",
			"interquartile_range_image", "agreement_map_image" })
		{
			assertEquals(9 * scale, ((ImagePlus) command.getOutput(name)).getWidth(), name);
		}
		assertEquals(24, ((ImagePlus) command.getOutput("montage_image")).getBitDepth());
	}

	@Test
	void samplesAreThereUnlessDiscarded() throws Exception {
		final ImagePlus image = TestImages.stack("a", 16, 16, 16, 1, 1, 1);
		final ChimleCommand all = run(GenerateCommand.class, inputs("image", image));
		assertNotNull(all.getOutput("samples_image"));
		for (final String name : new String[] { "mean_image", "standard_deviation_image", "interquartile_range_image",
			"agreement_map_image", "montage_image" }) assertNull(all.getOutput(name), name);
		final ChimleCommand mean = run(GenerateCommand.class, inputs("image", image, "discard_samples", true, "mean", true));
		assertNull(mean.getOutput("samples_image"));
		assertNotNull(mean.getOutput("mean_image"));
		assertTrue(run(GenerateCommand.class, inputs("image", image, "discard_samples", true)).getCancelReason().contains(
			"tick at least one"));
		assertTrue(run(GenerateCommand.class, inputs("image", image, "threshold", "bright")).getCancelReason().startsWith(
			"The threshold is \"bright\" but must be a number"));
	}

	/** On processors that are not quick with it, samples are computed in float32 all the same. */
	@Test
	void theImagesTellOfHalfPrecision() throws Exception {
		final boolean quick = Precision.quick("cpu") == Precision.BFLOAT16;
		final ImagePlus image = TestImages.stack("a", 16, 16, 16, 1, 1, 1);
		final ImagePlus exact = (ImagePlus) run(GenerateCommand.class, inputs("image", image)).getOutput("samples_image");
		final ChimleCommand half = run(GenerateCommand.class, inputs("image", image, "half_precision", true, "mean", true));
		assertNull(half.getCancelReason());
		assertNull(exact.getProp("CHIMLE precision"));
		final ImagePlus samples = (ImagePlus) half.getOutput("samples_image");
		for (final ImagePlus made : new ImagePlus[] { samples, (ImagePlus) half.getOutput("mean_image") }) {
			assertEquals(quick ? "bfloat16" : null, made.getProp("CHIMLE precision"));
		}
		assertEquals(quick, !Arrays.equals((float[]) exact.getProcessor().getPixels(), (float[]) samples.getProcessor()
			.getPixels()));
		assertNull(run(BatchCommand.class, inputs("input_folder", folder.resolve("in").toFile(), "output_folder", folder.resolve(
			"half").toFile(), "half_precision", true)).getCancelReason());
		assertEquals(quick ? "bfloat16" : null, IJ.openImage(folder.resolve("half/a1-samples.tif").toString()).getProp(
			"CHIMLE precision"));
	}

	@Test
	void theEstimateSaysWhatComesOrWhyNothingWould() {
		final GenerateCommand command = (GenerateCommand) context.service(ModuleService.class).createModule(context.service(
			CommandService.class).getCommand(GenerateCommand.class));
		assertEquals("", command.estimate());
		command.setInput("image", TestImages.stack("a", 16, 50, 40, 1, 3, 1));
		assertEquals("", command.estimate());
		command.setInput("model_file", folder.resolve("model.chimle").toFile());
		command.setInput("mean", true);
		final double megabytes = 9 * 3 * 50 * 40 * scale * scale * 4 / 1e6;
		assertEquals("a: 8 samples of " + 50 * scale + " x " + 40 * scale + " x 3: " + String.format(java.util.Locale.ROOT, "%.1f",
			megabytes) + " MB in 2 images", command.estimate());
		command.setInput("samples", 100_000);
		command.setInput("image", TestImages.stack("a", 16, 500, 400, 1, 3, 1));
		assertTrue(assertThrows(InvalidInputException.class, command::estimate).getMessage().contains("of memory are free"));
		command.setInput("model_file", new File("gone.chimle"));
		assertTrue(assertThrows(InvalidInputException.class, command::estimate).getMessage().contains("does not exist"));
	}

	@Test
	void aFolderGivesTables() throws Exception {
		final ChimleCommand command = run(BatchCommand.class, inputs("input_folder", folder.resolve("in").toFile(),
			"output_folder", folder.resolve("out").toFile(), "file_filter", "*.tif"));
		assertNull(command.getCancelReason());
		assertEquals(2, ((ResultsTable) command.getOutput("images_table")).size());
		assertNull(command.getOutput("errors_table"));
		assertTrue(folder.resolve("out/a1-samples.tif").toFile().isFile());
		assertTrue(run(BatchCommand.class, inputs("input_folder", folder.resolve("in").toFile())).getCancelReason().startsWith(
			"No output folder is given (output_folder)"));
	}

	/** Training writes a model that generating then offers; a model that is gone is not offered. */
	@Test
	void theLastModelIsOffered() throws Exception {
		final PrefService prefs = context.service(PrefService.class);
		final String before = prefs.get(ChimleCommand.class, "model_file");
		try {
			final ChimleCommand train = create(TrainCommand.class);
			train.setInput("model_file", folder.resolve("model.chimle").toFile());
			InputMemory.saveModel(train, prefs);
			final ChimleCommand batch = create(BatchCommand.class);
			InputMemory.recall(batch, prefs);
			assertEquals(folder.resolve("model.chimle").toFile(), batch.getInput("model_file"));
			final File gone = TestImages.save(folder, "gone.tif", 8, 4, 4).toFile();
			train.setInput("model_file", gone);
			InputMemory.saveModel(train, prefs);
			assertTrue(gone.delete());
			final ChimleCommand generate = create(GenerateCommand.class);
			InputMemory.recall(generate, prefs);
			assertTrue(generate.getInput("model_file") == null || ((File) generate.getInput("model_file")).isFile());
		}
		finally {
			if (before != null) prefs.put(ChimleCommand.class, "model_file", before);
			else prefs.remove(ChimleCommand.class, "model_file");
		}
	}

	/** A model to start from would be a mistake to repeat. */
	@Test
	void someInputsAreForgotten() {
		final PrefService prefs = context.service(PrefService.class);
		final ChimleCommand train = create(TrainCommand.class);
		train.setInput("start_from", folder.resolve("model.chimle").toFile());
		InputMemory.save(train, prefs);
		final ChimleCommand next = create(TrainCommand.class);
		InputMemory.recall(next, prefs);
		assertNull(next.getInput("start_from"));
	}

	private static ChimleCommand create(final Class<? extends ChimleCommand> type) {
		return (ChimleCommand) context.service(ModuleService.class).createModule(context.service(CommandService.class)
			.getCommand(type));
	}
}
