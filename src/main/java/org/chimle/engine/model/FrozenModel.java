package org.chimle.engine.model;

import ai.djl.ndarray.NDManager;

import java.util.function.Supplier;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.tensor.Loop;
import org.chimle.engine.tensor.MemoryShortage;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Torch;
import org.chimle.engine.tensor.Weights;

/**
 * A trained model on a device, for outputs without gradients: its weights are brought there once, with weight
 * normalisation done. Owns them until it is closed. Large planes are computed in pieces, which become smaller when memory
 * runs short.
 */
public final class FrozenModel implements AutoCloseable {

	/** Smaller pieces would consist of their surroundings. */
	private static final int MOST_HALVINGS = 3;

	private final TowerImplicitModel model;
	private final NDManager manager;
	private final Weights weights;

	/**
	 * A model that computes in float32.
	 *
	 * @param saved the trained model
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @throws InvalidInputException if there is no such device, or the weights do not fit its memory
	 */
	public FrozenModel(final SavedModel saved, final String device) {
		this(saved, device, Precision.FLOAT32);
	}

	/**
	 * @param saved the trained model
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @param precision the format that it computes in; outputs are in float32
	 * @throws InvalidInputException if there is no such device, or the weights do not fit its memory
	 */
	public FrozenModel(final SavedModel saved, final String device, final Precision precision) {
		model = new TowerImplicitModel(saved.config());
		manager = Torch.open(device);
		try (Parameters parameters = new Parameters(TowerImplicitModel.layout(saved.config()), saved.parameters(),
			manager))
		{
			weights = parameters.folded(manager, precision, Loop.SERIAL);
		}
		catch (final RuntimeException | Error exc) {
			manager.close(); // nobody gets a model to close
			if (!MemoryShortage.explains(exc)) throw exc;
			throw new InvalidInputException("The memory does not suffice for the weights of this model; choose a smaller model " +
				"or end other programs.", exc);
		}
	}

	/** @return the architecture */
	public TowerImplicitModel architecture() {
		return model;
	}

	/** @return on the device; owns what is made with it until the model is closed */
	public NDManager manager() {
		return manager;
	}

	/** @return the tower for an image; its arrays belong to the current scope */
	public ConditionedTower tower(final FloatImage input) {
		return new ConditionedTower(model, weights, manager, input);
	}

	/**
	 * Computes in ever smaller pieces as long as memory does not suffice; they differ by rounding only.
	 *
	 * @param what is being done, e.g. {@code "sampling"}
	 * @param input the image it is done with
	 * @param work frees what it made when it fails, and can be done again then
	 * @param monitor told when the pieces become smaller
	 * @return what the work returns
	 * @throws InvalidInputException if memory does not suffice, even in small pieces
	 */
	public <T> T inMemory(final String what, final FloatImage input, final Supplier<T> work, final JobMonitor monitor) {
		while (true) {
			try {
				return work.get();
			}
			catch (final RuntimeException | OutOfMemoryError exc) {
				if (!MemoryShortage.explains(exc)) throw exc;
				MemoryShortage.release(manager);
				if (weights.halvings() == MOST_HALVINGS) {
					throw new InvalidInputException("The memory does not suffice for " + what + " with this model and an image of " +
						input.width() + " x " + input.height() + " pixels; crop the image, choose a smaller model or end other programs.",
						exc);
				}
				weights.halveWork();
				monitor.say("Memory ran short; " + what + " goes on in pieces of 1/" + (1 << weights.halvings()) + " the size.");
			}
		}
	}

	@Override
	public void close() {
		weights.close();
		manager.close();
	}
}
