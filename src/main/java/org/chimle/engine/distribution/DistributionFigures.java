package org.chimle.engine.distribution;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;

/**
 * All figures that compare the samples of a folder with its references.
 *
 * @param samples number of sample images
 * @param references number of reference images
 * @param frechet FID
 * @param kernel KID
 * @param curve PRD
 * @param precisionRecall improved precision and recall, {@value #K_PRECISION_RECALL} neighbours; its density and coverage
 *          are not those of the paper
 * @param densityCoverage density and coverage, {@value #K_DENSITY_COVERAGE} neighbours
 * @param cautions what limits the figures, a clause each; none if nothing does
 */
public record DistributionFigures(int samples, int references, FrechetDistance frechet, KernelDistance kernel,
	PrecisionRecallCurve curve, ManifoldFigures precisionRecall, ManifoldFigures densityCoverage, List<String> cautions)
{

	/** Neighbours of Kynkaanniemi et al. */
	public static final int K_PRECISION_RECALL = 3;
	/** Neighbours of Naeem et al. */
	public static final int K_DENSITY_COVERAGE = 5;

	private static final int FIGURES = 5;
	/** Images per cluster, or per neighbour, below which shares are mostly chance. */
	private static final int FEW_PER_CLUSTER = 10;

	/** Copies the list. */
	public DistributionFigures {
		cautions = List.copyOf(cautions);
	}

	/**
	 * @param samples features of all samples
	 * @param references features of all references, by the same network
	 * @param seed of subsets and clusters
	 * @param monitor told of progress, asked whether to stop
	 * @return the figures
	 * @throws IllegalArgumentException if the features are of different networks
	 */
	public static DistributionFigures of(final FeatureSet samples, final FeatureSet references, final long seed,
		final JobMonitor monitor)
	{
		tell(monitor, 0);
		final FrechetDistance frechet = FrechetDistance.of(samples, references, monitor.control());
		tell(monitor, 1);
		final KernelDistance kernel = KernelDistance.of(samples, references, KernelDistance.Settings.usual(seed), monitor
			.control());
		tell(monitor, 2);
		final PrecisionRecallCurve.Settings clustering = PrecisionRecallCurve.Settings.usual(seed);
		final PrecisionRecallCurve curve = PrecisionRecallCurve.of(samples, references, clustering, monitor.control());
		tell(monitor, 3);
		final ManifoldFigures precisionRecall = ManifoldFigures.of(samples, references, K_PRECISION_RECALL, monitor.control());
		tell(monitor, 4);
		final ManifoldFigures densityCoverage = ManifoldFigures.of(samples, references, K_DENSITY_COVERAGE, monitor.control());
		tell(monitor, FIGURES);
		return new DistributionFigures(samples.count(), references.count(), frechet, kernel, curve, precisionRecall,
			densityCoverage, cautions(samples, references, frechet, clustering.clusters()));
	}

	private static void tell(final JobMonitor monitor, final int done) {
		monitor.checkCancelled();
		monitor.emit(new JobEvent.Progress("comparing distributions", done, FIGURES, 0, done == FIGURES ? 0 : -1));
	}

	private static List<String> cautions(final FeatureSet samples, final FeatureSet references,
		final FrechetDistance frechet, final int clusters)
	{
		final List<String> cautions = new ArrayList<>();
		final int fewest = Math.min(samples.count(), references.count());
		if (fewest < 2) cautions.add("FID and KID need at least 2 images on each side");
		else if (fewest <= samples.dimension()) {
			cautions.add("FID from rank-deficient covariances (" + fewest + " images for " + samples.dimension() +
				" features)");
		}
		else if (frechet.rankDeficient()) cautions.add("FID from rank-deficient covariances (dependent features)");
		if (fewest <= K_DENSITY_COVERAGE) cautions.add("neighbours need more than " + K_DENSITY_COVERAGE + " images");
		else if (fewest < FEW_PER_CLUSTER * K_DENSITY_COVERAGE) cautions.add("neighbours from few images (" + fewest + ")");
		if (fewest < FEW_PER_CLUSTER * clusters) {
			cautions.add("PRD from few images (" + fewest + " for " + clusters + " clusters)");
		}
		return cautions;
	}
}
