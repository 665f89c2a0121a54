package org.chimle.cli;

import java.nio.file.Path;

import ij.ImagePlus;

import org.chimle.engine.job.JobControl;
import org.chimle.image.ImageReader;
import org.chimle.image.ResultFiles;
import org.chimle.workflow.ConsistencyChoice;
import org.chimle.workflow.ExploreJob;
import org.chimle.workflow.ExploredPart;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chimle explore}. */
@Command(name = "explore", description = "Draws one sample that is named by a path, as Explore CHIMLE Samples shows it, or " +
	"the one nearest to a reference, and writes it as TIFF.%nSamples are plausible images, not measurements.")
final class Explore extends Subcommand {

	@Parameters(index = "0", paramLabel = "IMAGE", description = "the image, stack or hyperstack")
	private Path image;

	@Option(names = "--model-file", required = true, paramLabel = "FILE", description = "a model made by train")
	private Path modelFile;

	@Option(names = "--path", defaultValue = "", paramLabel = "PATH", description =
		"seeds of tone and texture of every level, e.g. \"1:g1017.l1017 2:g2004.l2009\"")
	private String path;

	@Option(names = "--reference", paramLabel = "IMAGE", description =
		"without a path: an image that the sample is to resemble; candidates are compared with it at every level")
	private Path reference;

	@Option(names = "--candidates", defaultValue = "20", paramLabel = "N", description = "candidates of every level, 1 to 999")
	private int candidates;

	@Option(names = "--all-levels", description = "write what every level gives, one plane each, instead of the sample")
	private boolean allLevels;

	@Option(names = "--region", defaultValue = "", paramLabel = "\"X Y W H\"", description =
		"the rectangle to be explored in pixels; default: all of the image")
	private String region;

	@Option(names = "--slice", defaultValue = "1", paramLabel = "Z", description = "the slice to be explored")
	private int slice;

	@Option(names = "--frame", defaultValue = "1", paramLabel = "T", description = "the frame to be explored")
	private int frame;

	@Option(names = "--output", paramLabel = "FILE", description =
		"the TIFF to write; default: the image's name with -explored.tif or -levels.tif, in the current folder")
	private Path output;

	@Option(names = "--consistency", defaultValue = "auto", paramLabel = "CHOICE", description = Sampling.CONSISTENCY)
	private ConsistencyChoice consistency;

	@Option(names = "--device", defaultValue = "auto", description = "auto, cpu or \"gpu N\"")
	private String device;

	@Mixin
	private Place place;

	@Override
	int run(final JobControl control) {
		final Path file = output == null ? Path.of(ResultFiles.stem(image) + (allLevels ? "-levels.tif" : "-explored.tif"))
			: output;
		ResultFiles.requireFolderOf(file);
		final ExploreJob job = new ExploreJob(modelFile.toString(), new ExploredPart(region, slice, frame), consistency,
			device);
		final ExploreJob.Choice choice = new ExploreJob.Choice(path, reference == null ? null : ImageReader.open(reference),
			candidates, allLevels);
		final ImagePlus result = job.draw(choice, ImageReader.open(image), place.compute(), monitor(control));
		ResultFiles.writeTiff(result, file);
		terminal().print(file.toString());
		return 0;
	}
}
