package org.chimle.engine.nn;

import ai.djl.ndarray.NDArray;

import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Weights;

/**
 * The body of a level: RRDBs, each followed by adaptive instance normalisation whose scale and offset come from the
 * mapping network, {@code (1 + scale) * norm(rrdb(x)) + offset}, then a closing convolution added to the input (paper,
 * Sec. 3.2; AdaIN: Huang and Belongie, ICCV 2017).
 */
public final class StyleBlock {

	private static final double EPS = 1e-5;

	private final Rrdb[] rrdbs;
	private final String[] transforms;
	private final Convolution closing;
	private final int channels;
	private final int mapWidth;

	/**
	 * @param name prefix of the parameters
	 * @param channels C, of input and output
	 * @param growth channels added by each convolution of a dense block
	 * @param blocks number of RRDBs
	 * @param mapWidth length of the map features
	 */
	public StyleBlock(final String name, final int channels, final int growth, final int blocks, final int mapWidth) {
		this.channels = channels;
		this.mapWidth = mapWidth;
		rrdbs = new Rrdb[blocks];
		transforms = new String[blocks];
		for (int k = 0; k < blocks; k++) {
			rrdbs[k] = new Rrdb(name + "." + k, channels, growth);
			transforms[k] = name + ".transform_" + k;
		}
		closing = new Convolution(name + ".lr_conv.0", channels, channels);
	}

	/** Appends the parameters. */
	public void declare(final ParameterLayout layout) {
		for (int k = 0; k < rrdbs.length; k++) {
			rrdbs[k].declare(layout);
			layout.addLinear(transforms[k], mapWidth, 2 * channels);
		}
		closing.declare(layout);
	}

	/**
	 * @param weights the weights
	 * @param x shape (N, C, H, W)
	 * @param map features of the mapping network, shape (N, mapWidth)
	 * @return shape (N, C, H, W)
	 */
	public NDArray forward(final Weights weights, final NDArray x, final NDArray map) {
		return Scope.array(() -> {
			NDArray y = x;
			for (int k = 0; k < rrdbs.length; k++) {
				final NDArray before = y;
				final int block = k;
				y = weights.segment(in -> styled(weights, block, in.get(0), in.get(1)), before, map);
				if (before != x) before.close(); // where gradients are recorded, autograd keeps it
			}
			return weights.segment(in -> Ops.add(closing.forward(weights, in.get(0)), in.get(1)), y, x);
		});
	}

	/** @return an RRDB and its normalisation, shape (N, C, H, W) */
	private NDArray styled(final Weights weights, final int k, final NDArray x, final NDArray map) {
		return Scope.array(() -> {
			final NDArray style = Ops.linear(map, weights.weight(transforms[k]), weights.bias(transforms[k])); // (N, 2C)
			final NDArray scale = Ops.slice(style, 1, 0, channels).add(1);
			final NDArray offset = Ops.slice(style, 1, channels, 2L * channels);
			return Ops.adaptiveInstanceNorm(rrdbs[k].forward(weights, x), scale, offset, EPS);
		});
	}
}
