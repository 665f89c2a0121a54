package org.chimle.command;

import ij.ImagePlus;

import java.io.File;
import java.nio.file.Path;

import org.chimle.engine.job.JobMonitor;
import org.chimle.workflow.SampleDataJob;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Unpacks simulated pairs and a small trained model, and opens a pair. The field names are the macro keys. */
@Plugin(type = Command.class, label = "Open CHIMLE Sample Data...", visible = false, initializer = "prepareInputs")
public class OpenSampleDataCommand extends ChimleCommand {

	private static final String BOTH = "input and truth";
	private static final String INPUT = "input";

	@Parameter(label = "Folder", description = "The folder that gets the image pairs (train, test) and the model " +
		"sample-model.chimle; it is made if it does not exist, and files of these names are replaced.", style = "directory",
		persist = false)
	private File folder = Path.of(System.getProperty("user.home"), "chimle-sample-data").toFile();

	@Parameter(label = "Cell (1 to 4)", description = "Which of the four cells that the model has not seen is opened.", min = "1",
		max = "4", persist = false)
	private int cell = 1;

	// No box: ImageJ records nothing for one that is not ticked, so ticked boxes would not replay.
	@Parameter(label = "Images", description = "Whether the true image, four times as fine, is opened as well.", choices = {
		BOTH, INPUT }, persist = false)
	private String images = BOTH;

	@Parameter(type = ItemIO.OUTPUT, label = "Sample model")
	private File model_file;

	@Parameter(type = ItemIO.OUTPUT, label = "Truth")
	private ImagePlus truth_image;

	@Parameter(type = ItemIO.OUTPUT, label = "Low resolution")
	private ImagePlus image;

	@Override
	protected void job(final JobMonitor monitor) {
		final SampleDataJob.Result unpacked = new SampleDataJob(path("folder"), cell).run(monitor);
		image = unpacked.low();
		truth_image = images.equals(BOTH) ? unpacked.high() : null;
		model_file = unpacked.model().toFile();
		resolveOutput("model_file"); // a file is nothing that a host can display
	}
}
