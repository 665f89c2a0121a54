package org.chimle.engine.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.nn.Convolution;
import org.chimle.engine.nn.MappingNetwork;
import org.chimle.engine.nn.StyleBlock;
import org.chimle.engine.nn.UpsampledConvolution;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Weights;

/** One level of the tower (paper, Sec. 3.2): entry convolution, styled RRDBs, upsampling stage and output head. */
final class TowerLevel {

	/** What the features of the level below are multiplied with (the authors' {@code feat_scales}). */
	private static final double FEATURE_SCALE = 0.1;

	private enum Wiring {
		/** The output is taken at twice the working size. */
		UP_THEN_OUT,
		/** The output is taken at the working size; upsampled features go to the next level. */
		OUT_THEN_UP,
		/** The last level of generic translation: its upsampling stage has parameters but is not used. */
		OUT,
		/** The last level of colourization: two convolutions without upsampling before the output. */
		REFINE_THEN_OUT
	}

	private final Wiring wiring;
	private final MappingNetwork mapping;
	private final Convolution entry;
	private final StyleBlock style;
	private final Convolution up1;
	private final Convolution up2;
	private final Convolution out;

	TowerLevel(final ModelConfig config, final int level) {
		final String name = "level_" + (level + 1);
		final LevelConfig size = config.levels().get(level);
		final boolean last = level == config.levelCount() - 1;
		wiring = switch (config.task()) {
			case SUPER_RESOLUTION -> Wiring.UP_THEN_OUT;
			case GENERIC -> last ? Wiring.OUT : Wiring.OUT_THEN_UP;
			case COLOURIZATION -> last ? Wiring.REFINE_THEN_OUT : Wiring.OUT_THEN_UP;
		};
		final boolean onOutput = config.task() == Task.SUPER_RESOLUTION && level > 0;
		final int conditioning = onOutput ? config.outputChannels() : config.inputChannels();
		final int below = level == 0 ? 0 : config.levels().get(level - 1).channels();
		mapping = new MappingNetwork(name + "_map", config.globalCode(), config.mapWidth(), level);
		entry = new Convolution(name + "_feat.0", conditioning + config.codeChannels() + below, size.channels());
		style = new StyleBlock(name + "_style.sub", size.channels(), size.growth(), config.blocks(), config.mapWidth());
		// The authors' sequences: upsampling is module 0 where there is one, activations count as modules.
		final boolean upsamples = wiring != Wiring.REFINE_THEN_OUT;
		up1 = new Convolution(name + (upsamples ? "_up.1" : "_up.0"), size.channels(), size.channels());
		up2 = new Convolution(name + (upsamples ? "_up.3" : "_up.2"), size.channels(), size.channels());
		out = new Convolution(name + "_out.0", size.channels(), config.outputChannels());
	}

	void declareMapping(final ParameterLayout layout) {
		mapping.declare(layout);
	}

	void declareLocal(final ParameterLayout layout) {
		entry.declare(layout);
		style.declare(layout);
		up1.declare(layout);
		up2.declare(layout);
		out.declare(layout);
		layout.keepExact(out.name()); // of a rounded output few different values would be left
	}

	/**
	 * @param weights the weights; their precision is that of the work, and the inputs may have another
	 * @param conditioning shape (N, C, h, w), or (1, C, h, w) for the same image N times
	 * @param code the codes of N candidates
	 * @param below the state of the level below, of batch N or 1; null for the first level
	 */
	LevelState forward(final Weights weights, final NDArray conditioning, final LevelCode code,
		final LevelState below)
	{
		final NDList result = Scope.list(() -> {
			final long n = code.global().getShape().get(0);
			final NDArray[] mapsBelow = below == null ? new NDArray[0] : below.maps().toArray(NDArray[]::new);
			final NDArray[] seen = below == null ? new NDArray[] { conditioning } : new NDArray[] { conditioning, below
				.features() };
			final NDArray map = weights.segment(maps -> mapping.forward(weights, code.global(), maps.stream().map(each -> Ops
				.expandBatch(each, n)).toList()), mapsBelow);
			final NDArray x = weights.segment(images -> entry.forward(weights, joined(images.stream().map(weights::cast)
				.toList(), weights.cast(code.local()))), seen);
			final NDArray body = style.forward(weights, x, map);
			final NDList made = heads(weights, body);
			made.add(map);
			return made;
		});
		final List<NDArray> maps = new ArrayList<>(below == null ? List.of() : below.maps());
		maps.add(result.get(2));
		return new LevelState(result.get(0), result.get(1), maps);
	}

	/** @return image, local code and, from the second level on, the features of the level below, as one image */
	private static NDArray joined(final List<NDArray> seen, final NDArray local) {
		final long n = local.getShape().get(0);
		final NDArray image = Ops.expandBatch(seen.get(0), n);
		if (seen.size() == 1) return Ops.concatChannels(image, local);
		return Ops.concatChannels(image, local, Ops.expandBatch(Ops.scale(seen.get(1), FEATURE_SCALE), n));
	}

	/** @return output and features */
	private NDList heads(final Weights weights, final NDArray body) {
		return switch (wiring) {
			case UP_THEN_OUT, REFINE_THEN_OUT -> {
				final NDArray up = up(weights, body);
				yield new NDList(out(weights, up), up);
			}
			case OUT_THEN_UP -> new NDList(out(weights, body), up(weights, body));
			case OUT -> new NDList(out(weights, body), body);
		};
	}

	private NDArray up(final Weights weights, final NDArray body) {
		return weights.segment(x -> {
			final NDArray first = wiring == Wiring.REFINE_THEN_OUT ? up1.activated(weights, x.get(0)) : new UpsampledConvolution(
				up1).activated(weights, x.get(0));
			return up2.activated(weights, first);
		}, body);
	}

	private NDArray out(final Weights weights, final NDArray features) {
		return weights.segment(x -> Scope.array(() -> out.forward(weights, Ops.asFloat(x.get(0))).tanh()), features);
	}
}
