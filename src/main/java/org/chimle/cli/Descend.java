package org.chimle.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.distill.PixelDescent;
import org.chimle.engine.job.JobControl;
import org.chimle.image.ResultFiles;
import org.chimle.workflow.PixelDescentJob;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chimle descend}. */
@Command(name = "descend", description = "Shows what a distance wants as a loss: blurs images and lets their pixels " +
	"follow the gradient of the distance. The picture has the blurred image, the result and the image itself in a row.")
final class Descend extends Subcommand {

	@Parameters(arity = "1..*", paramLabel = "IMAGE", description = "images of any kind")
	private List<Path> images;

	@Option(names = "--output-file", required = true, paramLabel = "FILE", description = "the picture (.png)")
	private Path outputFile;

	@Option(names = "--distance", defaultValue = "bundled", description =
		"bundled, or an installed lpips-vgg, lpips-alex or lpips-squeeze")
	private DistanceKind distance;

	@Option(names = "--side", defaultValue = "160", paramLabel = "PIXELS", description =
		"longest side of the part around the middle that is taken")
	private int side;

	@Option(names = "--blur", defaultValue = "2", paramLabel = "PIXELS", description = "standard deviation of the blur")
	private double blur;

	@Option(names = "--steps", defaultValue = "300", paramLabel = "N", description = "steps of Adam")
	private int steps;

	@Option(names = "--learning-rate", defaultValue = "0.01", paramLabel = "RATE", description = "highest rate of Adam")
	private double rate;

	@Option(names = "--device", defaultValue = "auto", description = "auto, cpu or \"gpu N\"")
	private String device;

	@Override
	int run(final JobControl control) {
		ResultFiles.requireFolderOf(outputFile);
		final PixelDescent descent = new PixelDescent(distance, blur, steps, rate, device);
		final PixelDescentJob.Result result = new PixelDescentJob(images.stream().map(Path::toString).toList(), side, descent)
			.run(monitor(control));
		for (final PixelDescentJob.Row row : result.rows()) {
			terminal().print(String.format(Locale.ROOT, "%s: distance %.4f to %.4f, PSNR %.1f to %.1f dB", row.image(), row
				.startDistance(), row.endDistance(), row.startPsnr(), row.endPsnr()));
		}
		ResultFiles.writePng(result.picture(), outputFile);
		terminal().print(outputFile.toString());
		return 0;
	}
}
