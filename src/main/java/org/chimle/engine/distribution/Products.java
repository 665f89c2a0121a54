package org.chimle.engine.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import org.chimle.engine.job.JobControl;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.tensor.Torch;

/**
 * Products of matrices in double precision, by the tensor library on the CPU: many times faster than loops, and what all
 * figures here spend their time on.
 */
final class Products implements AutoCloseable {

	/** Entries of a block of distances that is in memory at a time. */
	private static final int BLOCK_ENTRIES = 1 << 22;

	private final NDManager manager = Torch.open("cpu");
	private final JobControl control;

	/** @param control asked before every product */
	Products(final JobControl control) {
		this.control = control;
	}

	/** Receives one row of a matrix; the array is reused. */
	@FunctionalInterface
	interface RowSink {

		/**
		 * @param index of the row
		 * @param row its values
		 */
		void accept(int index, double[] row);
	}

	/** @return x y^T for x of shape (n, d) and y of shape (m, d); shape (n, m), row-major */
	double[] outer(final double[] x, final double[] y, final int d) {
		control.check();
		return Scope.get(() -> array(x, d).matMul(array(y, d).transpose()).toDoubleArray());
	}

	/** @return x^T x for x of shape (n, d); shape (d, d), symmetric */
	double[] gram(final double[] x, final int d) {
		control.check();
		return Scope.get(() -> {
			final NDArray rows = array(x, d);
			return rows.transpose().matMul(rows).toDoubleArray();
		});
	}

	/** @return x y for x of shape (n, k) and y of shape (k, m); shape (n, m), row-major */
	double[] product(final double[] x, final int k, final double[] y, final int m) {
		control.check();
		return Scope.get(() -> array(x, k).matMul(array(y, m)).toDoubleArray());
	}

	/**
	 * Euclidean distances, block by block of rows.
	 *
	 * @param x n images
	 * @param y m images
	 * @param sink receives for every image of x, in order, its m squared distances to the images of y
	 */
	void squaredDistances(final FeatureSet x, final FeatureSet y, final RowSink sink) {
		x.requireSameDimension(y);
		final int d = x.dimension();
		final int m = y.count();
		final double[] lengths = squaredLengths(y);
		final double[] own = squaredLengths(x);
		final int block = Math.max(1, BLOCK_ENTRIES / m);
		final double[] row = new double[m];
		Scope.run(() -> {
			final NDArray columns = array(y.values(), d).transpose(); // (d, m)
			for (int start = 0; start < own.length; start += block) {
				control.check();
				final double[] part = new double[Math.min(block, own.length - start) * d];
				System.arraycopy(x.values(), start * d, part, 0, part.length);
				final double[] products = Scope.get(() -> array(part, d).matMul(columns).toDoubleArray());
				for (int i = 0; i < part.length / d; i++) {
					for (int j = 0; j < m; j++) {
						// Rounding can make the distance of equal images negative.
						row[j] = Math.max(0, own[start + i] + lengths[j] - 2 * products[i * m + j]);
					}
					sink.accept(start + i, row);
				}
			}
		});
	}

	private static double[] squaredLengths(final FeatureSet set) {
		final double[] lengths = new double[set.count()];
		for (int i = 0; i < set.values().length; i++) lengths[i / set.dimension()] += set.values()[i] * set.values()[i];
		return lengths;
	}

	private NDArray array(final double[] values, final int columns) {
		return manager.create(values, new Shape(values.length / columns, columns));
	}

	@Override
	public void close() {
		manager.close();
	}
}
