package org.chimle.engine.distill;

import ai.djl.ndarray.NDManager;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.DistillationConfig;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.perceptual.LearnedDistance;
import org.chimle.engine.perceptual.LearnedNetwork;
import org.chimle.engine.perceptual.LearnedWeights;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Torch;

/**
 * From images to the file of parameters and how good they are.
 *
 * @param config how long and how fast
 * @param families all images, of which some are held out
 * @param distortions what is done to them, by name
 * @param teacher the published distance
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
public record Distillation(DistillationConfig config, List<ImageFamily> families, Map<String, Distortion> distortions,
	DistanceKind teacher, String device)
{

	/**
	 * Teaches, writes the parameters and tests them.
	 *
	 * @param start file with parameters to begin with, or null
	 * @param output gets the parameters
	 * @param testGroups images drawn for the test
	 * @param monitor told of progress and loss, asked whether to stop
	 * @return name of a distance to its agreement with the teacher; an untaught network and others beside the learned one
	 */
	public Map<String, Agreement> run(final Path start, final Path output, final int testGroups,
		final JobMonitor monitor)
	{
		Distances.requireInstalled(teacher);
		try (NDManager manager = Torch.open(device)) {
			final PerceptualDistance published = Distances.of(teacher, manager);
			final float[] first = start == null ? LearnedNetwork.initial(config.seed()) : LearnedWeights.read(start);
			final float[] taught = new Distiller(config, families, distortions, published, device).train(first, monitor);
			write(taught, manager, output);
			final Map<String, PerceptualDistance> judged = new LinkedHashMap<>();
			judged.put("learned", new LearnedDistance(taught, manager));
			judged.put("untaught network", new LearnedDistance(LearnedNetwork.initial(config.seed() + 1), manager));
			judged.put("mean squared error", Distances.of(DistanceKind.MEAN_SQUARED_ERROR, manager));
			return Agreement.of(families, distortions, testGroups, config.seed() + 1, published, judged, device, monitor);
		}
	}

	private static void write(final float[] taught, final NDManager manager, final Path output) {
		try {
			LearnedWeights.write(taught, manager, output);
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The file " + output + " could not be written (" + exc.getMessage() +
				"); free some space or choose another place.", exc);
		}
	}
}
