package org.chimle.engine.feature;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.weights.TensorSpec;

/**
 * The convolution units of InceptionV3 (Szegedy et al., CVPR 2016), named as in the published PyTorch port of the FID
 * network: a convolution without bias, batch normalisation and a ReLU each.
 */
final class InceptionUnits {

	/** One unit. */
	record Unit(String name, int in, int out, int height, int width) {

		TensorSpec weight() {
			return TensorSpec.of(name + ".conv.weight", out, in, height, width);
		}

		/** @param what {@code "weight"}, {@code "bias"}, {@code "running_mean"} or {@code "running_var"} */
		TensorSpec norm(final String what) {
			return TensorSpec.of(name + ".bn." + what, out);
		}

		List<TensorSpec> tensors() {
			return List.of(weight(), norm("weight"), norm("bias"), norm("running_mean"), norm("running_var"));
		}
	}

	private final List<Unit> units = new ArrayList<>();

	private InceptionUnits() {
		add("Conv2d_1a_3x3", 3, 32, 3, 3);
		add("Conv2d_2a_3x3", 32, 32, 3, 3);
		add("Conv2d_2b_3x3", 32, 64, 3, 3);
		add("Conv2d_3b_1x1", 64, 80, 1, 1);
		add("Conv2d_4a_3x3", 80, 192, 3, 3);
		addA("Mixed_5b.", 192, 32);
		addA("Mixed_5c.", 256, 64);
		addA("Mixed_5d.", 288, 64);
		add("Mixed_6a.branch3x3", 288, 384, 3, 3);
		addDouble("Mixed_6a.branch3x3dbl_", 288, 64, 96);
		addC("Mixed_6b.", 128);
		addC("Mixed_6c.", 160);
		addC("Mixed_6d.", 160);
		addC("Mixed_6e.", 192);
		add("Mixed_7a.branch3x3_1", 768, 192, 1, 1);
		add("Mixed_7a.branch3x3_2", 192, 320, 3, 3);
		add("Mixed_7a.branch7x7x3_1", 768, 192, 1, 1);
		add("Mixed_7a.branch7x7x3_2", 192, 192, 1, 7);
		add("Mixed_7a.branch7x7x3_3", 192, 192, 7, 1);
		add("Mixed_7a.branch7x7x3_4", 192, 192, 3, 3);
		addE("Mixed_7b.", 1280);
		addE("Mixed_7c.", 2048);
	}

	/** @return all units but the classifier */
	static List<Unit> all() {
		return List.copyOf(new InceptionUnits().units);
	}

	private void add(final String name, final int in, final int out, final int height, final int width) {
		units.add(new Unit(name, in, out, height, width));
	}

	private void addDouble(final String branch, final int in, final int few, final int many) {
		add(branch + "1", in, few, 1, 1);
		add(branch + "2", few, many, 3, 3);
		add(branch + "3", many, many, 3, 3);
	}

	private void addA(final String block, final int in, final int pooled) {
		add(block + "branch1x1", in, 64, 1, 1);
		add(block + "branch5x5_1", in, 48, 1, 1);
		add(block + "branch5x5_2", 48, 64, 5, 5);
		addDouble(block + "branch3x3dbl_", in, 64, 96);
		add(block + "branch_pool", in, pooled, 1, 1);
	}

	private void addC(final String block, final int few) {
		add(block + "branch1x1", 768, 192, 1, 1);
		add(block + "branch7x7_1", 768, few, 1, 1);
		add(block + "branch7x7_2", few, few, 1, 7);
		add(block + "branch7x7_3", few, 192, 7, 1);
		add(block + "branch7x7dbl_1", 768, few, 1, 1);
		add(block + "branch7x7dbl_2", few, few, 7, 1);
		add(block + "branch7x7dbl_3", few, few, 1, 7);
		add(block + "branch7x7dbl_4", few, few, 7, 1);
		add(block + "branch7x7dbl_5", few, 192, 1, 7);
		add(block + "branch_pool", 768, 192, 1, 1);
	}

	private void addE(final String block, final int in) {
		add(block + "branch1x1", in, 320, 1, 1);
		add(block + "branch3x3_1", in, 384, 1, 1);
		addFork(block + "branch3x3_2");
		add(block + "branch3x3dbl_1", in, 448, 1, 1);
		add(block + "branch3x3dbl_2", 448, 384, 3, 3);
		addFork(block + "branch3x3dbl_3");
		add(block + "branch_pool", in, 192, 1, 1);
	}

	private void addFork(final String branch) {
		add(branch + "a", 384, 384, 1, 3);
		add(branch + "b", 384, 384, 3, 1);
	}
}
