package org.chimle.engine.model;

import ai.djl.ndarray.NDArray;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.nn.LabToRgb;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Weights;

/**
 * The Tower Implicit Model (Peng, Moazeni and Li, NeurIPS 2022, Sec. 3.2): L levels, each working at twice the
 * resolution of the one below, each with a latent code of its own and an output of its own. The model is a function; its
 * weights are handed to every call.
 *
 * <p>
 * Super-resolution: level 1 sees the input image, level l > 1 the raw output of level l-1; outputs are twice the size
 * of what the level sees. Generic and colourization: level l sees the input reduced by 2^(L-l), and its output has that
 * size.
 */
public final class TowerImplicitModel {

	private final ModelConfig config;
	private final List<TowerLevel> levels = new ArrayList<>();

	/** @param config the architecture */
	public TowerImplicitModel(final ModelConfig config) {
		this.config = config;
		for (int l = 0; l < config.levelCount(); l++) levels.add(new TowerLevel(config, l));
	}

	/** @return the names and shapes of the parameters of such a model, by the authors' names */
	public static ParameterLayout layout(final ModelConfig config) {
		final TowerImplicitModel model = new TowerImplicitModel(config);
		final ParameterLayout layout = new ParameterLayout();
		// The mapping networks lie together at the end, so that one range has their learning rate.
		model.levels.forEach(level -> level.declareLocal(layout));
		model.levels.forEach(level -> level.declareMapping(layout));
		return layout;
	}

	/** @return the index in the flat vector at which the parameters of the mapping networks begin */
	public static int mappingOffset(final ModelConfig config) {
		final ParameterLayout local = new ParameterLayout();
		new TowerImplicitModel(config).levels.forEach(level -> level.declareLocal(local));
		return local.size();
	}

	/** @return whether a layer is the output head of a level */
	static boolean isHead(final String layer) {
		return layer.endsWith("_out.0");
	}

	/** Where the local code lies among the input channels of a convolution: from first (included) to end (excluded). */
	record CodeChannels(int first, int end) {

		boolean contains(final int channel) {
			return channel >= first && channel < end;
		}
	}

	/** @return the channels of the local code, empty for layers that do not see it */
	static CodeChannels codeChannels(final ModelConfig config, final String layer) {
		if (!layer.endsWith("_feat.0")) return new CodeChannels(0, 0);
		final boolean onOutput = config.task() == Task.SUPER_RESOLUTION && !layer.equals("level_1_feat.0");
		final int first = onOutput ? config.outputChannels() : config.inputChannels();
		return new CodeChannels(first, first + config.codeChannels());
	}

	/** @return whether a layer belongs to a mapping network */
	static boolean isMapping(final String layer) {
		return layer.contains("_map");
	}

	/** @return the architecture */
	public ModelConfig config() {
		return config;
	}

	/**
	 * Runs one level.
	 *
	 * @param level 0..L-1
	 * @param weights the weights, in the format in which the level is computed
	 * @param conditioning what the level sees, see {@link #conditioning}; batch N or 1
	 * @param code codes of N candidates
	 * @param below the state of the level below, batch N or 1; null for level 0
	 * @return the level's state, batch N
	 */
	public LevelState forward(final int level, final Weights weights, final NDArray conditioning, final LevelCode code,
		final LevelState below)
	{
		return levels.get(level).forward(weights, conditioning, code, below);
	}

	/**
	 * @param level 0..L-1
	 * @param inputs the input image (super-resolution) or its pyramid, coarsest first
	 * @param below the state of the level below, null for level 0
	 * @return the image that the level is conditioned on
	 */
	public NDArray conditioning(final int level, final List<NDArray> inputs, final LevelState below) {
		if (config.task() != Task.SUPER_RESOLUTION) return inputs.get(level);
		return level == 0 ? inputs.get(0) : below.output();
	}

	/**
	 * The image that a level's output stands for.
	 *
	 * @param conditioning what the level saw; its batch may be 1
	 * @param state the level's state
	 * @return for colourization RGB, at least 0, shape (N, 3, H, W); else in [0, 1], shape (N, outputChannels, H, W)
	 */
	public NDArray image(final NDArray conditioning, final LevelState state) {
		return image(conditioning, state.output());
	}

	/** The {@link #image(NDArray, LevelState) image} that a level's output, an array of its own, stands for. */
	public NDArray image(final NDArray conditioning, final NDArray output) {
		if (config.task() != Task.COLOURIZATION) return unitRange(output);
		return Scope.array(() -> LabToRgb.convert(withLightness(conditioning, output)));
	}

	/** @return lightness and the network's a and b as in the authors' output, shape (N, 3, H, W) */
	static NDArray withLightness(final NDArray conditioning, final NDArray output) {
		return Ops.concatChannels(Ops.expandBatch(conditioning, output.getShape().get(0)), output);
	}

	private static NDArray unitRange(final NDArray output) {
		return Scope.array(() -> Ops.scale(output.add(1), 0.5));
	}
}
