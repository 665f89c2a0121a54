package org.chimle.engine.feature;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.feature.Layer.Convolution;
import org.chimle.engine.feature.Layer.Fire;
import org.chimle.engine.feature.Layer.MaxPool;
import org.chimle.engine.feature.Layer.Relu;
import org.chimle.engine.weights.TensorSpec;

/**
 * The feature stacks that LPIPS (Zhang et al., CVPR 2018) compares images with, modules numbered as in torchvision.
 */
public enum Backbone {

	/** Simonyan and Zisserman, ICLR 2015. */
	VGG16(vgg(), List.of(3, 8, 15, 22, 29), List.of(64, 128, 256, 512, 512)),

	/** Krizhevsky, arXiv 1404.5997 (2014). */
	ALEXNET(List.of(new Convolution(3, 64, 11, 4, 2), new Relu(), new MaxPool(3, false), new Convolution(64, 192, 5, 1, 2),
		new Relu(), new MaxPool(3, false), new Convolution(192, 384, 3, 1, 1), new Relu(), new Convolution(384, 256, 3, 1, 1),
		new Relu(), new Convolution(256, 256, 3, 1, 1), new Relu()), List.of(1, 4, 7, 9, 11), List.of(64, 192, 384, 256,
			256)),

	/** Iandola et al., arXiv 1602.07360 (2016), version 1.1. */
	SQUEEZENET(List.of(new Convolution(3, 64, 3, 2, 0), new Relu(), new MaxPool(3, true), new Fire(64, 16, 64), new Fire(
		128, 16, 64), new MaxPool(3, true), new Fire(128, 32, 128), new Fire(256, 32, 128), new MaxPool(3, true), new Fire(
			256, 48, 192), new Fire(384, 48, 192), new Fire(384, 64, 256), new Fire(512, 64, 256)), List.of(1, 4, 7, 9, 10, 11,
				12), List.of(64, 128, 256, 384, 384, 512, 512));

	private final List<Layer> layers;
	private final List<Integer> taps;
	private final List<Integer> channels;

	Backbone(final List<Layer> layers, final List<Integer> taps, final List<Integer> channels) {
		this.layers = layers;
		this.taps = taps;
		this.channels = channels;
	}

	private static List<Layer> vgg() {
		final int[][] stages = { { 64, 64 }, { 128, 128 }, { 256, 256, 256 }, { 512, 512, 512 }, { 512, 512, 512 } };
		final List<Layer> layers = new ArrayList<>();
		int in = 3;
		for (final int[] stage : stages) {
			if (!layers.isEmpty()) layers.add(new MaxPool(2, false));
			for (final int out : stage) {
				layers.add(new Convolution(in, out, 3, 1, 1));
				layers.add(new Relu());
				in = out;
			}
		}
		return List.copyOf(layers);
	}

	/** @return the modules in order, up to the last tap */
	List<Layer> layers() {
		return layers;
	}

	/** @return the name of a module */
	static String name(final int module) {
		return "features." + module;
	}

	/** @return the numbers of the modules whose output LPIPS compares */
	List<Integer> taps() {
		return taps;
	}

	/** @return channels of every tap */
	public List<Integer> channels() {
		return channels;
	}

	/** @return the tensors of the stack, torchvision's names */
	public List<TensorSpec> tensors() {
		final List<TensorSpec> tensors = new ArrayList<>();
		for (int i = 0; i < layers.size(); i++) tensors.addAll(layers.get(i).tensors(name(i)));
		return tensors;
	}

	/** @return the channel weights of LPIPS 0.1, one tensor per tap */
	public List<TensorSpec> headTensors() {
		final List<TensorSpec> tensors = new ArrayList<>();
		for (int t = 0; t < channels.size(); t++) {
			tensors.add(new TensorSpec(List.of("lin" + t + ".model.1.weight", "lin" + t + ".weight"), List.of(channels.get(
				t))));
		}
		return tensors;
	}
}
