package org.chimle.workflow;

import ij.ImagePlus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.ModelFile;
import org.chimle.image.ImageReader;
import org.chimle.image.SimulatedImages;

/**
 * Unpacks what a newcomer needs to try everything: simulated pairs of images of cells, {@code train} and {@code test},
 * each with {@code low} and {@code high}, and a small model that was trained on others of their kind. The pairs are drawn
 * anew and are the same every time; files of the same names are replaced, others stay.
 *
 * @param folder the folder to write, made if it does not exist
 * @param cell which of the held-out cells is opened, 1 to {@value SimulatedImages#TEST_CELLS}
 */
public record SampleDataJob(String folder, int cell) {

	/** The name of the model's file. */
	public static final String MODEL = "sample-model" + ModelFile.SUFFIX;

	private static final String RESOURCE = "sample-model.chimle";

	/**
	 * What was unpacked.
	 *
	 * @param model the file of the model
	 * @param low the image as the model is given it, not yet shown
	 * @param high the true image, four times as fine, not yet shown
	 */
	public record Result(Path model, ImagePlus low, ImagePlus high) {}

	/** Checks the range. */
	public SampleDataJob {
		if (cell < 1 || cell > SimulatedImages.TEST_CELLS) {
			throw new InvalidInputException("The cell is " + cell + " but must lie between 1 and " +
				SimulatedImages.TEST_CELLS + ".");
		}
	}

	/**
	 * Runs the job.
	 *
	 * @param monitor told of progress
	 * @return files and images
	 * @throws InvalidInputException if the folder cannot be written
	 */
	public Result run(final JobMonitor monitor) {
		final Path place = Paths.of(folder, "folder for the sample data").toAbsolutePath();
		monitor.say("Writing the sample data to " + place + ".");
		try {
			Files.createDirectories(place);
			SimulatedImages.writeCells(place, SimulatedImages.SEED);
			copyModel(place.resolve(MODEL));
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The sample data cannot be written to " + place + " (" + exc.getMessage() +
				"); choose a folder where you may write.", exc);
		}
		final String name = String.format(Locale.ROOT, "cell-%03d", SimulatedImages.CELLS + cell - 1);
		return new Result(place.resolve(MODEL), open(place.resolve("test/low"), name, name), open(place.resolve("test/high"),
			name, name + "-truth"));
	}

	private static ImagePlus open(final Path folder, final String name, final String title) {
		final ImagePlus image = ImageReader.open(folder.resolve(name + ".tif"));
		image.setTitle(title);
		return image;
	}

	/** Beside its place first, so that no half-written model is taken for one. */
	private static void copyModel(final Path file) throws IOException {
		final Path part = file.resolveSibling(MODEL + ".part");
		try (InputStream stored = SampleDataJob.class.getResourceAsStream(RESOURCE)) {
			if (stored == null) throw new IOException("the model is missing in the plugin's jar");
			Files.copy(stored, part, StandardCopyOption.REPLACE_EXISTING);
			Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(part);
		}
	}
}
