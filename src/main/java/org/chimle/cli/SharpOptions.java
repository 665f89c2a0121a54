package org.chimle.cli;

import java.nio.file.Path;
import java.util.List;

import org.chimle.engine.data.Degradation;
import org.chimle.workflow.SharpImages;

import picocli.CommandLine.Option;

/** How inputs are made of sharp images, when there is no folder of inputs. */
final class SharpOptions {

	@Option(names = "--factor", defaultValue = "1", paramLabel = "N", description =
		"without --input-folder: sharp pixels per input pixel, 1, 2, 4, ... 64")
	private int factor;

	@Option(names = "--blur", defaultValue = "0", paramLabel = "PIXELS", description =
		"without --input-folder: standard deviation of a Gaussian blur")
	private double blur;

	@Option(names = "--psf-file", paramLabel = "FILE", description =
		"without --input-folder: an image of a point, whose blur takes the Gaussian's place")
	private Path psf;

	@Option(names = "--greyscale", description = "without --input-folder: inputs are grey")
	private boolean greyscale;

	@Option(names = "--photons", defaultValue = "0", paramLabel = "N", description =
		"without --input-folder: Poisson noise, photons at full scale")
	private double photons;

	@Option(names = "--gaussian-noise", defaultValue = "0", paramLabel = "PERCENT", description =
		"without --input-folder: standard deviation in percent of full scale")
	private double noise;

	@Option(names = "--jpeg-quality", defaultValue = "0", paramLabel = "QUALITY", description =
		"without --input-folder: JPEG compression, 1 to 100")
	private int jpegQuality;

	/** @return whether any is given */
	boolean isGiven() {
		return psf != null || !degradation().isNone();
	}

	SharpImages settings() {
		return SharpImages.of(degradation(), psf == null ? "" : psf.toString());
	}

	private Degradation degradation() {
		return new Degradation(blur, null, factor, greyscale, photons, noise, jpegQuality, List.of());
	}
}
