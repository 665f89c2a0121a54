package org.chimle.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Future;

import org.chimle.engine.gpu.GpuLibrary;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.weights.WeightFolder;
import org.chimle.testing.TinyPairs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/** Train, generate and measure through the commands, in a bare SciJava context. */
class WholeJobTest {

	@TempDir
	private static Path folder;
	private static Context context;

	@BeforeAll
	static void train() throws Exception {
		context = new Context();
		TinyPairs.write(folder);
		final Module trained = run(TrainCommand.class, training("model.chimle", 2));
		assertNull(((ChimleCommand) trained).getCancelReason());
		assertEquals(model(), trained.getOutput("saved_model").toString());
		assertFalse(ModelFile.read(Path.of(model())).training().config().mixedPrecision());
	}

	@AfterAll
	static void stop() {
		context.dispose();
	}

	@Test
	void generatesTheSameSamplesForTheSameSeedAndOthersForAnother() throws Exception {
		final ImagePlus first = generate(7, "32-bit");
		assertEquals(32, first.getWidth());
		assertEquals(3, first.getNFrames());
		assertArrayEquals((float[]) first.getStack().getPixels(2), (float[]) generate(7, "32-bit").getStack().getPixels(2));
		assertFalse(Arrays.equals((float[]) first.getStack().getPixels(2), (float[]) generate(8, "32-bit")
			.getStack().getPixels(2)));
	}

	@Test
	void matchesTheBitDepthWhenAskedTo() throws Exception {
		assertEquals(16, generate(7, "same as input").getBitDepth());
	}

	@Test
	void makesMeanAndStandardDeviationOnlyWhenAskedTo() throws Exception {
		final Module both = run(GenerateCommand.class, Map.of("image", input(), "model_file", model(), "samples", 2, "mean",
			true, "standard_deviation", true));
		assertEquals(32, ((ImagePlus) both.getOutput("mean_image")).getBitDepth());
		assertEquals(32, ((ImagePlus) both.getOutput("standard_deviation_image")).getBitDepth());
		assertNull(run(GenerateCommand.class, Map.of("image", input(), "model_file", model(), "samples", 2)).getOutput(
			"mean_image"));
	}

	@Test
	void measuresEverySample() throws Exception {
		final Module measured = run(MeasureCommand.class, Map.of("samples", generate(7, "32-bit"), "reference", folder
			.resolve("target/pair0.tif").toString(), "input", folder.resolve("input/pair0.tif").toString()));
		final ResultsTable samples = (ResultsTable) measured.getOutput("samples_table");
		assertEquals(3, samples.size());
		assertTrue(samples.getValue("PSNR (dB)", 1) > 0);
		assertEquals(1, ((ResultsTable) measured.getOutput("summary_table")).size());
		for (final String extra : new String[] { "weighted_variance_plot", "ring_correlation_plot",
			"standard_deviation_image", "error_map_image" }) assertNull(measured.getOutput(extra), extra);
	}

	@Test
	void theDialogSaysWhatWouldBeMeasured() throws Exception {
		final MeasureCommand command = (MeasureCommand) context.service(ModuleService.class).createModule(context.service(
			CommandService.class).getCommand(MeasureCommand.class));
		assertEquals("", command.estimate());
		command.setInput("samples", generate(7, "32-bit"));
		assertEquals("pair0-samples: 3 samples of 32 x 32 pixels; PSNR, SSIM and distance need a reference", command
			.estimate());
		command.setInput("reference", folder.resolve("target/pair0.tif").toString());
		assertEquals("pair0-samples: 3 samples of 32 x 32 pixels", command.estimate());
		command.setInput("reference", folder.resolve("input/pair0.tif").toString());
		assertEquals("The reference pair0.tif is 16 x 16 pixels, but the samples are 32 x 32; choose a reference of the samples' " +
			"size.", assertThrows(InvalidInputException.class, command::estimate).getMessage());
	}

	@Test
	void makesPlotsAndImagesOnlyWhenAskedTo() throws Exception {
		final Module measured = run(MeasureCommand.class, Map.of("samples", generate(7, "32-bit"), "reference", folder
			.resolve("target/pair0.tif").toString(), "input", folder.resolve("input/pair0.tif").toString(), "plots", true,
			"standard_deviation", true, "error_map", true, "device", "cpu"));
		assertEquals("CHIMLE FwV", ((Plot) measured.getOutput("weighted_variance_plot")).getTitle());
		assertEquals("CHIMLE FRC", ((Plot) measured.getOutput("ring_correlation_plot")).getTitle());
		assertEquals(32, ((ImagePlus) measured.getOutput("standard_deviation_image")).getWidth());
		final ImagePlus map = (ImagePlus) measured.getOutput("error_map_image");
		assertEquals(16, map.getWidth());
		assertEquals(3, map.getNFrames());
	}

	@Test
	void publishedNetworksAreListedAndOnlyInstalledOnesUsed() throws Exception {
		System.setProperty(WeightFolder.PROPERTY, folder.resolve("no-weights").toString());
		try {
			final ResultsTable weights = (ResultsTable) run(InstallWeightsCommand.class, Map.of()).getOutput("weights_table");
			assertEquals(7, weights.size());
			assertEquals("no", weights.getStringValue("Installed", 0));
			final ChimleCommand unclear = (ChimleCommand) run(InstallWeightsCommand.class, Map.of("network", "inception",
				"source", "file"));
			assertTrue(unclear.getCancelReason().contains("(file)"), unclear.getCancelReason());
			final ChimleCommand measured = (ChimleCommand) run(MeasureCommand.class, Map.of("samples", generate(7, "32-bit"),
				"distance", "lpips-alex"));
			assertTrue(measured.getCancelReason().startsWith("The weights of LPIPS 0.1 with AlexNet are not installed"), measured
				.getCancelReason());
		}
		finally {
			System.clearProperty(WeightFolder.PROPERTY);
		}
	}

	@Test
	void theLibraryForGpusIsShownAndFilesAreChecked() throws Exception {
		System.setProperty(GpuLibrary.PROPERTY, folder.resolve("gpu").toString());
		try {
			final String report = (String) run(InstallGpuLibraryCommand.class, Map.of()).getOutput("report");
			assertTrue(report.startsWith("CHIMLE library for GPUs\n"), report);
			assertTrue(Files.notExists(folder.resolve("gpu")));
			final ChimleCommand unclear = (ChimleCommand) run(InstallGpuLibraryCommand.class, Map.of("action", "file"));
			assertTrue(unclear.getCancelReason().contains("(file)"), unclear.getCancelReason());
			final ChimleCommand none = (ChimleCommand) run(InstallGpuLibraryCommand.class, Map.of("action", "file", "file", folder
				.resolve("none.zip").toFile()));
			assertTrue(none.getCancelReason().startsWith("There is no "), none.getCancelReason());
			assertTrue(((String) run(InstallGpuLibraryCommand.class, Map.of("action", "remove")).getOutput("report")).startsWith(
				"CHIMLE library for GPUs\n"));
		}
		finally {
			System.clearProperty(GpuLibrary.PROPERTY);
		}
	}

	@Test
	void aMissingReferenceIsNamed() throws Exception {
		final ChimleCommand measured = (ChimleCommand) run(MeasureCommand.class, Map.of("samples", generate(7, "32-bit"),
			"reference", "nowhere"));
		assertEquals("The reference image \"nowhere\" is neither the title of an open image nor an image file; open it " +
			"first or set reference to none.", measured.getCancelReason());
	}

	@Test
	void aStoppedTrainingDeliversTheModel() throws Exception {
		final ModuleService modules = context.service(ModuleService.class);
		final TrainCommand command = (TrainCommand) modules.createModule(context.service(CommandService.class).getCommand(
			TrainCommand.class));
		final Future<TrainCommand> future = modules.run(command, false, training("stopped", 100_000));
		Thread.sleep(5_000);
		final long before = System.nanoTime();
		command.stop();
		future.get();
		assertTrue((System.nanoTime() - before) * 1e-9 < 10, "took too long to stop");
		assertTrue(command.isStopped());
		assertEquals(folder.resolve("stopped.chimle").toString(), command.getOutput("saved_model").toString());
		assertTrue(Files.exists(folder.resolve("stopped.chimle")));
	}

	private static Map<String, Object> training(final String file, final int epochs) {
		return Map.of("input_folder", folder.resolve("input").toString(), "target_folder", folder.resolve("target")
			.toString(), "samples_per_level", "4", "patch_size", 16, "epochs", epochs, "full_precision", true,
			"model_file", folder.resolve(file).toString());
	}

	private static ImagePlus generate(final long seed, final String depth) throws Exception {
		return (ImagePlus) run(GenerateCommand.class, Map.of("image", input(), "model_file", model(), "samples", 3, "seed",
			seed, "bit_depth", depth)).getOutput("samples_image");
	}

	private static String model() {
		return folder.resolve("model.chimle").toString();
	}

	private static ImagePlus input() {
		return IJ.openImage(folder.resolve("input/pair0.tif").toString());
	}

	private static Module run(final Class<? extends ChimleCommand> type, final Map<String, Object> inputs)
		throws Exception
	{
		return context.service(ModuleService.class).run(context.service(CommandService.class).getCommand(type), false, inputs)
			.get();
	}
}
