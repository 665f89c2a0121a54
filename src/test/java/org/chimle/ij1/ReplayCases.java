package org.chimle.ij1;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** One {@link ReplayCase} for every command, by the keys of plugins.config. A command without one fails the tests. */
final class ReplayCases {

	private static final String INPUT = "input/pair0.tif";

	private static final Map<String, ReplayCase> CASES = Map.ofEntries( //
		Map.entry("train", new ReplayCase(List.of(), "input_folder=[/data/input] target_folder=[/data/target] " +
			"task=super-resolution preset=fast samples_per_level=4 epochs=1 patch_size=16 validation_share=0.2 " +
			"full_precision model_file=[/data/new model.chimle]", "'' + File.exists('/data/new model.chimle')", "1", List.of("saved_model"))),

		Map.entry("check-pairs", ReplayCase.ofWindow(List.of(), "input_folder=[/data/input] target_folder=[/data/target] " +
			"largest_shift=2 thumbnails=no histograms=yes", "'' + Table.size('CHIMLE pairs')", "6", List.of("input_histogram",
				"target_histogram", "summary", "pairs"))),

		Map.entry("train-sharp", new ReplayCase(List.of(), "target_folder=[/data/target] factor=2 blur=0.5 " +
			"gaussian_noise=2 preset=fast epochs=1 patch_size=16 model_file=[/data/sharp.chimle]",
			"'' + File.exists('/data/sharp.chimle')", "1", List.of("saved_model"))),

		Map.entry("batch", new ReplayCase(List.of(), "model_file=[/data/cells.chimle] samples=2 mean " +
			"input_folder=[/data/input] file_filter=*0.tif output_folder=[/data/batch]",
			"'' + File.exists('/data/batch/pair0-samples.tif') + File.exists('/data/batch/chimle-batch.csv')", "11", List.of(
				"images_table", "results_folder"))),

		Map.entry("generate", new ReplayCase(List.of(INPUT), "model_file=[/data/cells.chimle] samples=3 seed=7 mean half_precision",
			"'' + isOpen('pair0-samples') + ' ' + nImages", "1 3", List.of("samples_image", "mean_image"))),

		Map.entry("explore", new ReplayCase(List.of(INPUT), "model_file=[/data/cells.chimle] path=1:g1005.l1005 " +
			"region=[0 0 16 16]", "'' + getTitle() + ' ' + getWidth()", "pair0-explored 32", List.of("explored_image"))),

		Map.entry("measure", new ReplayCase(List.of("truth.tif", "samples/pair0.tif"), "reference=truth.tif sigma=0.3",
			"'' + Table.size('CHIMLE samples')", "2", "'' + nResults", List.of("samples_table", "summary_table"))),

		Map.entry("measure-folders", new ReplayCase(List.of(), "samples_folder=[/data/samples] reference_folder=[/data/target] seed=5",
			"'' + Table.size('CHIMLE folder samples')", "6", "'' + nResults", List.of("curve", "samples_table",
				"summary_table", "folder_table", "distribution_table", "calibration_table", "skipped_table"))),

		Map.entry("coverage", new ReplayCase(List.of("truth.tif", INPUT),
			"observed=truth.tif model_file=[/data/cells.chimle] restarts=2 steps=3", "'' + nImages", "3",
			List.of("nearest_image", "restarts_table", "coverage_table"))),

		Map.entry("sample-data", new ReplayCase(List.of(), "folder=[/data/sample data] cell=2 images=[input and truth]",
			"'' + isOpen('cell-025') + ' ' + nImages + ' ' + File.exists('/data/sample data/sample-model.chimle')", "1 2 1", List
				.of("model_file", "truth_image", "image"))),

		Map.entry("weights", ReplayCase.ofWindow(List.of(), "network=none", "'' + Table.size('CHIMLE weights')", "7", List.of(
			"weights_table"))),

		Map.entry("gpu-library", ReplayCase.ofWindow(List.of(), "action=show",
			"'' + (isOpen('CHIMLE library for GPUs') || indexOf(getInfo('log'), 'PyTorch 2.7.1 for CUDA') >= 0)", "1", List.of(
				"report"))),

		Map.entry("device", ReplayCase.ofWindow(List.of(), "",
			"'' + (isOpen('CHIMLE device check') || indexOf(getInfo('log'), 'convolution correct') >= 0)", "1", List.of("report"))));

	/** Inputs of the explorer that its dialog leaves to its window. */
	private static final Set<String> CHOSEN_IN_WINDOW = Set.of("path", "all_levels", "region", "slice", "frame");

	private ReplayCases() {}

	/** @return whether the window that a command opens, not its dialog, records what was done */
	static boolean isWrittenByWindow(final String job) {
		return job.equals("explore");
	}

	/** @return whether an input is asked for by the window of a command, not by its dialog */
	static boolean isChosenInWindow(final String job, final String input) {
		return isWrittenByWindow(job) && CHOSEN_IN_WINDOW.contains(input);
	}

	/** @return the case of a command */
	static ReplayCase of(final String job) {
		final ReplayCase found = CASES.get(job);
		if (found == null) throw new AssertionError("The command " + job + " has no replay case; add one to ReplayCases.");
		return found;
	}
}
