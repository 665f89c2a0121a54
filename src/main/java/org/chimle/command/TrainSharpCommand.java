package org.chimle.command;

import java.io.File;
import java.util.List;

import org.chimle.engine.config.Task;
import org.chimle.engine.data.Degradation;
import org.chimle.workflow.SharpImages;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Trains a model on one folder of sharp images, of which the inputs are made; what undoes them is the task. The field
 * names are the macro keys and stay as they are.
 */
@Plugin(type = Command.class, label = "Train CHIMLE Model From Sharp Images...", visible = false,
	initializer = "prepareInputs")
public class TrainSharpCommand extends TrainingCommand {

	@Parameter(label = "Target folder (sharp images)", description = "The folder of images as they should be; the inputs " +
		"are made of them.", style = "directory", persist = false)
	private File target_folder;

	@Parameter(label = "Factor (sharp pixels per input pixel)", description = "Inputs are reduced by this: above 1, the " +
		"model enlarges images by it.", choices = { "1", "2", "4", "8", "16", "32", "64" }, persist = false)
	private String factor = "4";

	@Parameter(label = "Blur (SD of a Gaussian, sharp pixels)", description = "Blur of the inputs before they are " +
		"reduced; 0 for none.", min = "0", max = "30", stepSize = "0.5", style = "format:0.###", persist = false)
	private double blur = 1;

	@Parameter(label = "PSF file (optional, instead of the blur)", description = "An image of a point as the " +
		"microscope shows it, with the pixel size of the sharp images; set the blur to 0.", style = "open", required = false,
		persist = false, attrs = @Attr(name = InputMemory.FORGOTTEN))
	private File psf_file;

	@Parameter(label = "Greyscale", description = "Inputs are grey; with factor 1 the model colours images.",
		persist = false)
	private boolean greyscale;

	@Parameter(label = "Photons at full scale (0: none)", description = "Poisson noise: mean photons of the brightest " +
		"pixels; fewer are noisier.", min = "0", max = "1000000000", persist = false)
	private double photons = 0;

	@Parameter(label = "Gaussian noise (SD, % of full scale)", description = "Noise of the camera.", min = "0",
		max = "100", stepSize = "0.5", style = "format:0.###", persist = false)
	private double gaussian_noise = 1;

	@Parameter(label = "JPEG quality (1 to 100; 0: none)", description = "What JPEG compression of this quality loses.",
		min = "0", max = "100", persist = false)
	private int jpeg_quality = 0;

	@Override
	String inputFolder() {
		return "";
	}

	@Override
	Task task() {
		return degradation().task();
	}

	@Override
	SharpImages sharp() {
		return SharpImages.of(degradation(), psf_file == null ? "" : psf_file.getPath());
	}

	private Degradation degradation() {
		return new Degradation(blur, null, Integer.parseInt(factor), greyscale, photons, gaussian_noise, jpeg_quality, List
			.of());
	}
}
