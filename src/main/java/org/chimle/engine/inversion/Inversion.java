package org.chimle.engine.inversion;

import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.InversionConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.metric.ImageMetrics;
import org.chimle.engine.model.ConditionedTower;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Weights;

/**
 * Inference via optimisation (Metz, Poole, Pfau and Sohl-Dickstein, "Unrolled generative adversarial networks", ICLR
 * 2017, Sec. 3.4): for an input x and the observed image y
 *
 * <pre>
 * minimise d(T(x, z), y) over the latent codes z of all levels, global and local,
 * </pre>
 *
 * by Adam from several random codes. A model that dropped the mode of y cannot come near it, whatever the code. A local
 * code is a noise image, so that there are many numbers to fit with: compare the distance with that of images the model
 * cannot know, and look at the size of the codes found.
 * <p>
 * Owns the network on the device until closed; one thread at a time. Memory is that of a training step on the whole
 * image.
 */
public final class Inversion implements AutoCloseable {

	private final TowerImplicitModel model;
	private final NDManager manager;
	private final Weights weights;
	private final PerceptualDistance distance;

	/**
	 * @param saved the trained model
	 * @param kind the distance d
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 */
	public Inversion(final SavedModel saved, final DistanceKind kind, final String device) {
		model = new TowerImplicitModel(saved.config());
		manager = Torch.open(device);
		try {
			distance = Distances.of(kind, manager);
			try (Parameters parameters = new Parameters(TowerImplicitModel.layout(saved.config()), saved.parameters(),
				manager))
			{
				weights = parameters.folded(manager);
			}
		}
		catch (final RuntimeException | Error exc) {
			manager.close(); // nobody gets an inversion to close
			throw exc;
		}
	}

	/**
	 * Seeks codes for one image.
	 *
	 * @param input conditioning image, normalised, shape (inputChannels, H, W)
	 * @param observed the observed image in [0, 1], shape (imageChannels, H * scale, W * scale)
	 * @param config how to seek
	 * @param control asked before every step
	 * @param afterStep run after every one of {@code restarts * steps} steps, to tell of progress
	 * @return how near the model came
	 * @throws IllegalArgumentException if the shapes do not fit
	 * @throws JobCancelledException if a stop was asked for
	 */
	public Reach reach(final FloatImage input, final FloatImage observed, final InversionConfig config,
		final JobControl control, final Runnable afterStep)
	{
		requireFits(input, observed);
		return Scope.get(() -> {
			final CodeSearch search = new CodeSearch(model.config(), new ConditionedTower(model, weights, manager,
				input), distance, manager, observed);
			final List<Reach.Restart> restarts = new ArrayList<>();
			FloatImage nearest = null;
			double lowest = Double.POSITIVE_INFINITY;
			for (int r = 0; r < config.restarts(); r++) {
				final CodeSearch.Found found = search.run(config, r, control, afterStep);
				restarts.add(new Reach.Restart(found.startDistance(), found.distance(), ImageMetrics.of(found.image(), observed)
					.psnr(), found.codeSize()));
				if (nearest == null || Double.compare(found.distance(), lowest) < 0) {
					lowest = found.distance();
					nearest = found.image();
				}
			}
			return new Reach(restarts, nearest);
		});
	}

	private void requireFits(final FloatImage input, final FloatImage observed) {
		final ModelConfig config = model.config();
		if (input.channels() == config.inputChannels() && observed.channels() == config.imageChannels() && observed
			.height() == input.height() * config.scale() && observed.width() == input.width() * config.scale()) return;
		throw new IllegalArgumentException("The input is " + input.size() + " and the observed image " + observed.size() +
			", which does not fit a model of scale " + config.scale() + ", " + config.inputChannels() + " input and " + config
				.imageChannels() + " image channels");
	}

	@Override
	public void close() {
		weights.close();
		manager.close();
	}
}
