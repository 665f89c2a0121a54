package org.chimle.engine.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.config.InversionConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.model.CodeNoise;
import org.chimle.engine.model.ConditionedTower;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.LevelCode;
import org.chimle.engine.perceptual.PerceptualDistance;
import org.chimle.engine.tensor.Adam;
import org.chimle.engine.tensor.Autograd;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;

/**
 * Seeks codes for one observed image. The codes of all levels are one flat vector: for every level, coarsest first, the
 * global code and then the local code. Its arrays belong to the scope it was made in.
 */
final class CodeSearch {

	private static final double BETA1 = 0.9;
	private static final double BETA2 = 0.999;
	private static final double EPS = 1e-8;

	/** What one search found. */
	record Found(double startDistance, double distance, double codeSize, FloatImage image) {}

	/** Where a level's codes lie in the vector, and the size of its noise image. */
	private record Part(int start, int height, int width) {}

	private final ModelConfig model;
	private final ConditionedTower tower;
	private final PerceptualDistance distance;
	private final NDManager manager;
	private final List<Part> parts = new ArrayList<>();
	private final int length;
	private final FloatImage observed;
	private final NDList target;

	/**
	 * @param model the architecture
	 * @param tower the tower for the input, whose weights let gradients through
	 * @param distance how outputs are compared
	 * @param manager on the device
	 * @param observed the image to come near to
	 */
	CodeSearch(final ModelConfig model, final ConditionedTower tower, final PerceptualDistance distance,
		final NDManager manager, final FloatImage observed)
	{
		this.model = model;
		this.tower = tower;
		this.distance = distance;
		this.manager = manager;
		this.observed = observed;
		int end = 0;
		for (int l = 0; l < model.levelCount(); l++) {
			final Part part = new Part(end, tower.rows(l), tower.columns(l));
			parts.add(part);
			end = Math.addExact(end, Math.addExact(model.globalCode(), Math.multiplyExact(model.codeChannels() * part.height,
				part.width)));
		}
		length = end;
		target = distance.features(Ops.tensor(manager, observed.data(), 1, observed.channels(), observed.height(), observed
			.width()));
	}

	/**
	 * @param config how to seek
	 * @param restart number of the search, from 0; the start is the code of the sample of that number
	 * @param control asked before every step
	 * @param afterStep run after every step
	 */
	Found run(final InversionConfig config, final int restart, final JobControl control, final Runnable afterStep) {
		return Scope.get(() -> {
			final NDArray code = Ops.tensor(manager, start(config.seed(), restart), length);
			final NDArray mean = manager.zeros(new Shape(length));
			final NDArray variance = manager.zeros(new Shape(length));
			final double before = distance(code);
			for (int step = 1; step <= config.steps(); step++) {
				control.check();
				final double rate = config.learningRate() * (1 + Math.cos(Math.PI * (step - 1) / config.steps())) / 2;
				final int number = step;
				Scope.run(() -> Adam.update(code, gradient(code), mean, variance, rate, BETA1, BETA2, EPS, number));
				afterStep.run();
			}
			final FloatImage image = Scope.get(() -> floatImage(Ops.clip(image(code), 0, 1)));
			return new Found(before, distance(code), size(Ops.values(code)), image);
		});
	}

	private float[] start(final long seed, final int restart) {
		final LatentCode code = LatentCode.ofSample(seed, restart, model.levelCount());
		final float[] values = new float[length];
		for (int l = 0; l < parts.size(); l++) {
			final Part part = parts.get(l);
			final float[] global = CodeNoise.global(code.seed(l), model.globalCode());
			final float[] local = CodeNoise.local(code.seed(l), model.codeChannels(), part.height, part.width);
			System.arraycopy(global, 0, values, part.start, global.length);
			System.arraycopy(local, 0, values, part.start + global.length, local.length);
		}
		return values;
	}

	private NDArray gradient(final NDArray code) {
		final NDArray leaf = Autograd.leaf(code);
		final NDArray loss = Torch.recording(() -> distance.distance(distance.features(image(leaf)), target).sum());
		return Autograd.gradient(loss, leaf);
	}

	/** @return the distance of what a user would see, clipped to [0, 1] */
	private double distance(final NDArray code) {
		return Scope.get(() -> (double) Ops.value(distance.distance(distance.features(Ops.clip(image(code), 0, 1)), target)
			.sum()));
	}

	/** @return the last level's output for a code, of the observed image's shape with a batch of 1 */
	private NDArray image(final NDArray code) {
		ConditionedTower.Level level = null;
		for (int l = 0; l < parts.size(); l++) level = tower.run(l, levelCode(code, parts.get(l)), level);
		final NDArray whole = tower.output(level);
		return Ops.slice(Ops.slice(whole, 2, 0, observed.height()), 3, 0, observed.width());
	}

	private LevelCode levelCode(final NDArray code, final Part part) {
		final int local = part.start + model.globalCode();
		final int end = local + model.codeChannels() * part.height * part.width;
		return new LevelCode(Ops.slice(code, 0, part.start, local).reshape(1, model.globalCode()), Ops.slice(code, 0, local,
			end).reshape(1, model.codeChannels(), part.height, part.width));
	}

	private static double size(final float[] code) {
		double squares = 0;
		for (final float value : code) squares += (double) value * value;
		return Math.sqrt(squares / code.length);
	}

	private static FloatImage floatImage(final NDArray image) {
		final Shape shape = image.getShape();
		return new FloatImage((int) shape.get(1), (int) shape.get(2), (int) shape.get(3), Ops.values(image));
	}
}
