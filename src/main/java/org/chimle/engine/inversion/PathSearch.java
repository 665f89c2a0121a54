package org.chimle.engine.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Padding;
import org.chimle.engine.data.Pyramid;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.ConditionedTower;
import org.chimle.engine.model.FrozenModel;
import org.chimle.engine.model.LevelSeeds;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;

/**
 * The code search of training (paper, Algorithm 1) at inference: for l = 1..L the candidates of level l are compared by
 * the distance of their level-l output to the reference reduced to that level, with the levels below fixed to the winners;
 * the nearest is kept. Unlike {@link Inversion} it only finds codes that sampling draws, and its result is a few numbers.
 * <p>
 * Owns the network on the device until closed; one thread at a time. Memory is that of one sample, or less where that runs
 * short.
 */
public final class PathSearch implements AutoCloseable {

	private static final String WORK = "comparing candidates";

	private final FrozenModel model;
	private final ModelConfig config;
	private final PerceptualDistance distance;

	/**
	 * @param saved the trained model
	 * @param kind the distance
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 */
	public PathSearch(final SavedModel saved, final DistanceKind kind, final String device) {
		this(saved, manager -> Distances.of(kind, manager), device);
	}

	/** @param distances makes the distance on a device */
	PathSearch(final SavedModel saved, final Function<NDManager, PerceptualDistance> distances, final String device) {
		config = saved.config();
		model = new FrozenModel(saved, device);
		try {
			distance = distances.apply(model.manager());
		}
		catch (final RuntimeException | Error exc) {
			model.close(); // nobody gets a search to close
			throw exc;
		}
	}

	/**
	 * Seeks the path to the sample nearest to a reference. Several images, such as the channels of one that a model takes
	 * one at a time, share the path; their distances are added up.
	 *
	 * @param inputs conditioning images, normalised, each of shape (inputChannels, H, W)
	 * @param references one for every input in [0, 1], shape (imageChannels, H * scale, W * scale)
	 * @param area where images are compared
	 * @param candidates codes tried in every level, 1..{@value CodePath#MOST_CANDIDATES}
	 * @param monitor asked before every candidate whether to stop, told when memory runs short
	 * @param afterCandidate run after every one of {@code candidates * levels} candidates
	 * @return the path and the distance of every level's winner
	 * @throws IllegalArgumentException if the shapes do not fit
	 * @throws InvalidInputException if memory does not suffice, even in small pieces
	 * @throws JobCancelledException if a stop was asked for
	 */
	public PathChoice nearest(final List<FloatImage> inputs, final List<FloatImage> references, final Area area,
		final int candidates, final JobMonitor monitor, final Runnable afterCandidate)
	{
		return Scope.get(() -> {
			final List<Pursuit> pursuits = new ArrayList<>();
			for (int i = 0; i < inputs.size(); i++) pursuits.add(new Pursuit(inputs.get(i), references.get(i), area, monitor));
			final List<LevelSeeds> path = new ArrayList<>();
			final List<Double> distances = new ArrayList<>();
			for (int l = 0; l < config.levelCount(); l++) {
				LevelSeeds best = null;
				double lowest = Double.POSITIVE_INFINITY;
				for (int i = 1; i <= candidates; i++) {
					monitor.checkCancelled();
					final LevelSeeds candidate = LevelSeeds.of(CodePath.candidate(l, i));
					double sum = 0;
					for (final Pursuit pursuit : pursuits) sum += pursuit.distance(l, candidate, monitor);
					afterCandidate.run();
					if (best != null && Double.compare(sum, lowest) >= 0) continue; // what is no number comes last
					best = candidate;
					lowest = sum;
				}
				for (final Pursuit pursuit : pursuits) pursuit.keep(l, best, monitor);
				path.add(best);
				distances.add(lowest);
			}
			return new PathChoice(new CodePath(path), distances);
		});
	}

	/** One image on its way up. Its arrays belong to the scope it was made in. */
	private final class Pursuit {

		private final FloatImage input;
		private final ConditionedTower tower;
		private final List<NDList> targets = new ArrayList<>();
		private final Area area;
		private ConditionedTower.Level kept;

		Pursuit(final FloatImage input, final FloatImage reference, final Area area, final JobMonitor monitor) {
			if (reference.channels() != config.imageChannels() || reference.height() != input.height() * config.scale() ||
				reference.width() != input.width() * config.scale())
			{
				throw new IllegalArgumentException("The input is " + input.size() + " and the reference " + reference.size() +
					", which does not fit a model of scale " + config.scale() + " and " + config.imageChannels() +
					" image channels");
			}
			this.input = input;
			this.area = area;
			tower = model.tower(input);
			final List<FloatImage> levels = Pyramid.of(Padding.mirrorToMultiple(reference, config.sizeMultiple()), config
				.levelCount());
			for (int l = 0; l < levels.size(); l++) {
				final int level = l;
				targets.add(model.inMemory(WORK, input, () -> features(levels.get(level), level), monitor));
			}
		}

		private NDList features(final FloatImage image, final int level) {
			return Scope.list(() -> distance.features(cut(Ops.tensor(model.manager(), image.data(), 1, image.channels(), image
				.height(), image.width()), level)));
		}

		double distance(final int level, final LevelSeeds candidate, final JobMonitor monitor) {
			return model.inMemory(WORK, input, () -> Scope.get(() -> (double) Ops.value(distance.distance(distance.features(cut(
				tower.output(tower.run(level, candidate, kept)), level)), targets.get(level)).sum())), monitor);
		}

		void keep(final int level, final LevelSeeds winner, final JobMonitor monitor) {
			final ConditionedTower.Level below = kept;
			kept = model.inMemory(WORK, input, () -> tower.run(level, winner, below), monitor);
			if (below != null) below.state().features().close();
		}

		/** @return the area of an image of a level, clipped to the values a user would see */
		private NDArray cut(final NDArray image, final int level) {
			final Area part = area.reduced(config.levelCount() - 1 - level);
			return Ops.slice(Ops.slice(Ops.clip(image, 0, 1), 2, part.y(), part.y() + part.height()), 3, part.x(), part.x() +
				part.width());
		}
	}

	@Override
	public void close() {
		model.close();
	}
}
