package org.chimle.engine.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Padding;
import org.chimle.engine.data.Pyramid;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.LevelCode;
import org.chimle.engine.model.LevelState;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.tensor.MemoryShortage;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Weights;

/**
 * Draws samples of a trained model. Owns the network's weights on the device until it is closed; one thread at a time.
 */
public final class Sampler implements AutoCloseable {

	/** Smaller pieces would consist of their surroundings. */
	private static final int MOST_HALVINGS = 3;

	private final TowerImplicitModel model;
	private final NDManager manager;
	private final Weights weights;

	/**
	 * @param saved the trained model
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @throws InvalidInputException if there is no such device, or the weights do not fit its memory
	 */
	public Sampler(final SavedModel saved, final String device) {
		model = new TowerImplicitModel(saved.config());
		manager = Torch.open(device);
		weights = freeze(saved, manager);
	}

	private static Weights freeze(final SavedModel saved, final NDManager manager) {
		try (Parameters parameters = new Parameters(TowerImplicitModel.layout(saved.config()), saved.parameters(),
			manager))
		{
			return parameters.frozen(manager);
		}
		catch (final RuntimeException | Error exc) {
			manager.close(); // nobody gets a sampler to close
			if (!MemoryShortage.explains(exc)) throw exc;
			throw new InvalidInputException("The memory does not suffice for the weights of this model; choose a smaller model " +
				"or end other programs.", exc);
		}
	}

	/**
	 * Draws one sample of an image of any size. An image whose sides are no multiple of what the levels need is extended
	 * by mirroring, and the sample cropped.
	 *
	 * @param input conditioning image, normalised, shape (inputChannels, H, W)
	 * @param code the latent code; the same code and image give the same sample
	 * @param monitor asked whether to stop
	 * @return the sample in [0, 1], shape (imageChannels, H * scale, W * scale)
	 * @throws InvalidInputException if memory does not suffice, even in small pieces
	 */
	public FloatImage sample(final FloatImage input, final LatentCode code, final JobMonitor monitor) {
		final ModelConfig config = model.config();
		final FloatImage padded = Padding.mirrorToMultiple(input, config.sizeMultiple());
		final FloatImage sample = inMemory(padded, code, monitor);
		return sample.crop(0, 0, input.height() * config.scale(), input.width() * config.scale());
	}

	/** Draws in ever smaller pieces as long as memory does not suffice; they differ by rounding only. */
	private FloatImage inMemory(final FloatImage input, final LatentCode code, final JobMonitor monitor) {
		while (true) {
			try {
				return Scope.get(() -> run(input, code, monitor));
			}
			catch (final RuntimeException | OutOfMemoryError exc) {
				if (!MemoryShortage.explains(exc)) throw exc;
				MemoryShortage.release(manager);
				if (weights.halvings() == MOST_HALVINGS) {
					throw new InvalidInputException("The memory does not suffice to sample an image of " + input.width() + " x " + input
						.height() + " pixels with this model; crop the image, choose a smaller model or end other programs.", exc);
				}
				weights.halveWork();
				monitor.say("Memory ran short; sampling goes on in pieces of 1/" + (1 << weights.halvings()) + " the size.");
			}
		}
	}

	private FloatImage run(final FloatImage input, final LatentCode code, final JobMonitor monitor) {
		final ModelConfig config = model.config();
		final List<NDArray> inputs = new ArrayList<>();
		for (final FloatImage image : config.task() == Task.SUPER_RESOLUTION ? List.of(input) : Pyramid.of(input, config
			.levelCount()))
		{
			inputs.add(Ops.tensor(manager, image.data(), 1, image.channels(), image.height(), image.width()));
		}
		LevelState state = null;
		NDArray conditioning = null;
		for (int l = 0; l < config.levelCount(); l++) {
			monitor.checkCancelled();
			conditioning = model.conditioning(l, inputs, state);
			final LevelCode levelCode = LevelCode.of(manager, config, List.of(code.seed(l)), (int) conditioning.getShape().get(
				2), (int) conditioning.getShape().get(3));
			final LevelState below = state;
			state = model.forward(l, weights, conditioning, levelCode, below);
			levelCode.local().close();
			if (below != null) below.features().close();
		}
		state.features().close();
		final NDArray image = Ops.clip(model.image(conditioning, state), 0, 1);
		return new FloatImage((int) image.getShape().get(1), (int) image.getShape().get(2), (int) image.getShape().get(3),
			Ops.values(image));
	}

	/** @return arrays held on the device, as many after every sample as before the first */
	int heldArrays() {
		return manager.getManagedArrays().size();
	}

	@Override
	public void close() {
		weights.close();
		manager.close();
	}
}
