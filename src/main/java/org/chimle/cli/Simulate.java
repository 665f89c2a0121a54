package org.chimle.cli;

import java.io.IOException;
import java.nio.file.Path;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.image.ResultFiles;
import org.chimle.image.SimulatedImages;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chimle simulate}. */
@Command(name = "simulate", description = "Writes simulated image pairs: fluorescence (4x super-resolution) and " +
	"two-answers (every input has two known answers).")
final class Simulate extends Subcommand {

	@Parameters(index = "0", paramLabel = "FOLDER", description = "the folder to write; made if it does not exist")
	private Path folder;

	@Option(names = "--seed", defaultValue = "" + SimulatedImages.SEED, description = "fixes the images")
	private long seed;

	@Override
	int run(final JobControl control) {
		ResultFiles.makeFolder(folder);
		try {
			SimulatedImages.write(folder, seed);
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The images could not be written to " + folder + " (" + exc.getMessage() +
				"); free some space or choose another folder.", exc);
		}
		terminal().print(folder.toString());
		return 0;
	}
}
