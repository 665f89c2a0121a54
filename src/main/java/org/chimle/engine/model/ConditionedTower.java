package org.chimle.engine.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.Padding;
import org.chimle.engine.data.Pyramid;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Weights;

/**
 * A tower together with the one image it is conditioned on, of any size: an image whose sides are no multiple of what the
 * levels need is extended by mirroring, and outputs are cropped. Its arrays belong to the scope it was made in, those of
 * a level to the scope that the level was run in.
 */
public final class ConditionedTower {

	/**
	 * A level that was run, batch 1.
	 *
	 * @param conditioning what it saw
	 * @param state what it left
	 */
	public record Level(NDArray conditioning, LevelState state) {}

	private final TowerImplicitModel model;
	private final Weights weights;
	private final NDManager manager;
	private final List<NDArray> inputs = new ArrayList<>();
	private final int height;
	private final int width;

	/**
	 * @param model the architecture
	 * @param weights its weights
	 * @param manager on their device
	 * @param input conditioning image, normalised, shape (inputChannels, H, W)
	 */
	public ConditionedTower(final TowerImplicitModel model, final Weights weights, final NDManager manager,
		final FloatImage input)
	{
		this.model = model;
		this.weights = weights;
		this.manager = manager;
		final ModelConfig config = model.config();
		height = input.height() * config.scale();
		width = input.width() * config.scale();
		final FloatImage padded = Padding.mirrorToMultiple(input, config.sizeMultiple());
		for (final FloatImage image : config.task() == Task.SUPER_RESOLUTION ? List.of(padded) : Pyramid.of(padded, config
			.levelCount()))
		{
			inputs.add(Ops.tensor(manager, image.data(), 1, image.channels(), image.height(), image.width()));
		}
	}

	/** @return the arrays of the input, which whoever makes a tower outside of a scope closes */
	public List<NDArray> inputs() {
		return List.copyOf(inputs);
	}

	/**
	 * Runs one level. Nothing but {@link LevelState#own its arrays} is left in the scope at hand, and nothing at all if it
	 * fails.
	 *
	 * @param level from 0
	 * @param seeds its latent code
	 * @param below the level below, null for level 0
	 * @return the level, with a batch of 1
	 */
	public Level run(final int level, final LevelSeeds seeds, final Level below) {
		final Level[] result = new Level[1];
		Scope.list(() -> {
			result[0] = run(level, LevelCode.ofSeeds(manager, model.config(), List.of(seeds), rows(level), columns(level)),
				below);
			return result[0].state.own();
		});
		return result[0];
	}

	/**
	 * Runs one level.
	 *
	 * @param level from 0
	 * @param code its latent code, batch 1
	 * @param below the level below, null for level 0
	 * @return the level, with a batch of 1
	 */
	public Level run(final int level, final LevelCode code, final Level below) {
		final LevelState state = below == null ? null : below.state;
		final NDArray conditioning = model.conditioning(level, inputs, state);
		return new Level(conditioning, model.forward(level, weights, conditioning, code, state));
	}

	/** @return height of what a level sees, and of its local code */
	public int rows(final int level) {
		return side(level, 2);
	}

	/** @return width of what a level sees, and of its local code */
	public int columns(final int level) {
		return side(level, 3);
	}

	/** Where there is one input, every level is conditioned on twice the size of the one below. */
	private int side(final int level, final int axis) {
		final boolean doubles = model.config().task() == Task.SUPER_RESOLUTION;
		final int size = (int) inputs.get(doubles ? 0 : level).getShape().get(axis);
		return doubles ? size << level : size;
	}

	/** @return what a level's output stands for, values as the model gives them, shape (1, imageChannels, H, W) */
	public NDArray output(final Level level) {
		return model.image(level.conditioning, level.state);
	}

	/**
	 * @param level from 0
	 * @param run that level
	 * @return its image in [0, 1], shape (imageChannels, H * scale / 2^k, W * scale / 2^k), rounded up, with k levels above
	 */
	public FloatImage image(final int level, final Level run) {
		final NDArray image = Ops.clip(output(run), 0, 1);
		final FloatImage whole = new FloatImage((int) image.getShape().get(1), (int) image.getShape().get(2), (int) image
			.getShape().get(3), Ops.values(image));
		final int above = model.config().levelCount() - 1 - level;
		return whole.crop(0, 0, reduced(height, above), reduced(width, above));
	}

	private static int reduced(final int size, final int halvings) {
		return size + (1 << halvings) - 1 >> halvings;
	}
}
