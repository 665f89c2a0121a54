package org.chimle.workflow;

import java.nio.file.Path;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.inversion.Area;
import org.chimle.engine.inversion.PathChoice;
import org.chimle.engine.inversion.PathSearch;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.job.PhaseProgress;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;

/**
 * Seeks the path to the sample nearest to a reference, see {@link PathSearch}.
 *
 * @param modelFile absolute path of a model file
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 * @param inputs conditioning images, normalised
 * @param references one for every input, in [0, 1]
 * @param area where they are compared
 * @param candidates codes tried in every level
 */
record NearestPath(String modelFile, String device, List<FloatImage> inputs, List<FloatImage> references, Area area,
	int candidates) implements Job<PathChoice>
{

	@Override
	public PathChoice run(final JobMonitor monitor) {
		final SavedModel model = ModelFile.read(Path.of(modelFile));
		final PhaseProgress progress = new PhaseProgress("comparing candidates", (long) candidates * model.config()
			.levelCount(), monitor);
		final long[] done = new long[1];
		try (PathSearch search = new PathSearch(model, DistanceKind.LEARNED, device)) {
			return search.nearest(inputs, references, area, candidates, monitor, () -> progress.report(++done[0]));
		}
	}

	@Override
	public Class<PathChoice> resultType() {
		return PathChoice.class;
	}
}
