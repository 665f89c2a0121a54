package org.chimle.cli;

import java.nio.file.Path;

import ij.ImagePlus;

import org.chimle.engine.job.CancelToken;
import org.chimle.image.ImageReader;
import org.chimle.workflow.GenerationJob;

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

	@Option(names = "--model-file", required = true, paramLabel = "FILE", description = "a model made by train")
	private Path modelFile;

	@Option(names = "--output", paramLabel = "FILE", description =
		"the TIFF to write; default: the image's name with -samples.tif, in the current folder")
	private Path output;

	@Option(names = "--samples", defaultValue = "8", paramLabel = "N", description = "how many samples")
	private int samples;

	@Option(names = "--seed", defaultValue = "42", description = "fixes the samples")
	private long seed;

	@Option(names = "--match-input", description = "write the input's bit depth instead of 32 bit")
	private boolean matchInput;

	@Option(names = "--mean", description = "also write the mean over the samples, NAME-mean.tif")
	private boolean mean;

	@Option(names = "--standard-deviation", description = "also write their standard deviation, NAME-sd.tif")
	private boolean standardDeviation;

	@Option(names = "--device", defaultValue = "auto", description = "auto, cpu or \"gpu N\"")
	private String device;

	@Mixin
	private Place place;

	@Override
	int run(final CancelToken token) {
		final Path file = output == null ? Path.of(ResultFiles.stem(image) + "-samples.tif") : output;
		ResultFiles.requireFolderOf(file);
		final ImagePlus input = ImageReader.open(image);
		final GenerationJob job = new GenerationJob(modelFile.toString(), samples, seed, matchInput, mean, standardDeviation,
			device);
		final GenerationJob.Result result = job.run(input, place.compute(), monitor(token));
		write(result.samples(), file);
		final String stem = ResultFiles.stem(file).replaceAll("-samples$", "");
		if (mean) write(result.mean(), file.resolveSibling(stem + "-mean.tif"));
		if (standardDeviation) write(result.standardDeviation(), file.resolveSibling(stem + "-sd.tif"));
		return 0;
	}

	private void write(final ImagePlus result, final Path file) {
		ResultFiles.writeTiff(result, file);
		terminal().print(file.toString());
	}
}
