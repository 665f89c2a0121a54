package org.chimle.engine.distill;

import ai.djl.ndarray.NDManager;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
 * @param families images to teach with, of which some are held out for the test
 * @param others images that only the test sees
 * @param distortions what is done to them, by name
 * @param teacher the published distance
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
public record Distillation(DistillationConfig config, List<ImageFamily> families, List<ImageFamily> others,
	Map<String, Distortion> distortions, DistanceKind teacher, String device)
{

	/** What the learned distance is called among those that are judged. */
	public static final String LEARNED = "learned";
	/** Share of the test's images that is drawn for the reports on the way. */
	private static final int REPORT_SHARE = 3;

	/** Copies the lists. */
	public Distillation {
		families = List.copyOf(families);
		others = List.copyOf(others);
	}

	/**
	 * How a distance agrees with the teacher.
	 *
	 * @param heldOut on held-out images of the families that were taught with
	 * @param others on images of other families, null if there are none
	 */
	public record Result(Agreement heldOut, Agreement others) {}

	/**
	 * Teaches, writes the parameters and tests them. On the way the parameters are written and tested too, so that what was
	 * learned when the work is stopped is not lost.
	 *
	 * @param start file with parameters to begin with, or null
	 * @param output gets the parameters
	 * @param testGroups images drawn for the test
	 * @param monitor told of progress, loss and agreement, asked whether to stop
	 * @return name of a distance to its agreement with the teacher; an untaught network and others beside the learned one
	 */
	public Map<String, Result> run(final Path start, final Path output, final int testGroups, final JobMonitor monitor) {
		Distances.requireInstalled(teacher);
		try (NDManager manager = Torch.open(device)) {
			final PerceptualDistance published = Distances.of(teacher, manager);
			final float[] first = start == null ? LearnedNetwork.initial(config.seed()) : LearnedWeights.read(start);
			final long began = System.nanoTime();
			final float[] taught = new Distiller(config, families, distortions, published, device).train(first, (steps,
				parameters) -> {
				write(parameters, manager, output);
				report(steps, (System.nanoTime() - began) * 1e-9, parameters, published, testGroups / REPORT_SHARE, monitor);
			}, monitor);
			write(taught, manager, output);
			return test(taught, published, manager, testGroups, monitor);
		}
	}

	private Map<String, Result> test(final float[] taught, final PerceptualDistance published, final NDManager manager,
		final int testGroups, final JobMonitor monitor)
	{
		final Map<String, Judge> judges = new LinkedHashMap<>();
		judges.put(LEARNED, Judge.of(new LearnedDistance(taught, manager)));
		judges.put("untaught network", Judge.of(new LearnedDistance(LearnedNetwork.initial(config.seed() + 1), manager)));
		judges.put("structural similarity", Judge.structuralSimilarity());
		judges.put("mean squared error", Judge.of(Distances.of(DistanceKind.MEAN_SQUARED_ERROR, manager)));
		final Map<String, Agreement> heldOut = agreement(families, testGroups, published, judges, monitor);
		final Map<String, Agreement> elsewhere = others.isEmpty() ? Map.of() : agreement(others, testGroups, published,
			judges, monitor);
		final Map<String, Result> results = new LinkedHashMap<>();
		heldOut.forEach((name, agreement) -> results.put(name, new Result(agreement, elsewhere.get(name))));
		return results;
	}

	private Map<String, Agreement> agreement(final List<ImageFamily> tested, final int groups,
		final PerceptualDistance published, final Map<String, Judge> judges, final JobMonitor monitor)
	{
		return Agreement.of(tested, distortions, groups, config.seed() + 1, Judge.of(published), judges, device, monitor);
	}

	private void report(final long steps, final double seconds, final float[] parameters,
		final PerceptualDistance published, final int groups, final JobMonitor monitor)
	{
		if (groups < families.size()) return;
		try (NDManager manager = Torch.open(device)) {
			final Agreement now = agreement(families, groups, published, Map.of(LEARNED, Judge.of(new LearnedDistance(parameters,
				manager))), monitor).get(LEARNED);
			monitor.say(String.format(Locale.ROOT, "after %d steps, %.1f minutes: correlation %.3f, triplets %.1f %%", steps,
				seconds / 60, now.overall(), 100 * now.triplets()));
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
