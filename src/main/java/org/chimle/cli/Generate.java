package org.chimle.cli;

import java.nio.file.Path;
import java.util.Map;

import ij.ImagePlus;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.image.ImageReader;
import org.chimle.image.ResultFiles;
import org.chimle.workflow.GenerationJob;
import org.chimle.workflow.Output;
import org.chimle.workflow.ResultNames;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chimle generate}. */
@Command(name = "generate", description = "Generates samples for an image and writes them as a TIFF hyperstack.%n" +
	"Samples are plausible images, not measurements.")
final class Generate extends Subcommand {

	@Parameters(index = "0", paramLabel = "IMAGE", description = "the image, stack or hyperstack")
	private Path image;

	@Option(names = "--output", paramLabel = "FILE", description =
		"the TIFF to write; default: the image's name with -samples.tif, in the current folder")
	private Path output;

	@Option(names = "--selection", split = ",", paramLabel = "X,Y,WIDTH,HEIGHT", description =
		"process only this rectangle, in pixels; a selection saved in the file does not count")
	private int[] selection;

	@Mixin
	private Sampling sampling;

	@Mixin
	private Place place;

	@Override
	int run(final JobControl control) {
		final Path file = output == null ? Path.of(ResultFiles.stem(image) + "-samples.tif") : output;
		ResultFiles.requireFolderOf(file);
		final GenerationJob job = sampling.job();
		final ImagePlus input = ImageReader.open(image);
		select(input);
		final GenerationJob.Result result = job.run(input, place.compute(), monitor(control));
		final String stem = ResultFiles.stem(file).replaceAll("-samples$", "");
		for (final Map.Entry<Output, ImagePlus> made : result.images().entrySet()) {
			final Path target = made.getKey() == Output.SAMPLES ? file : file.resolveSibling(ResultNames.of(stem, made
				.getKey()));
			ResultNames.write(made.getKey(), made.getValue(), target);
			terminal().print(target.toString());
		}
		return 0;
	}

	private void select(final ImagePlus input) {
		input.deleteRoi();
		if (selection == null) return;
		if (selection.length != 4 || selection[2] < 1 || selection[3] < 1) {
			throw new InvalidInputException("A selection must be four whole numbers, x,y,width,height, the last two above 0.");
		}
		input.setRoi(selection[0], selection[1], selection[2], selection[3]);
	}
}
