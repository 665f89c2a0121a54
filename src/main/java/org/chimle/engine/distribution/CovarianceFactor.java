package org.chimle.engine.distribution;

import java.util.Arrays;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The covariance C of a set of features, written as F^T F. With no more images than features F is the centred data
 * themselves, else the Cholesky factor of C, and where C is singular all the same the scaled eigenvectors of its
 * non-zero eigenvalues.
 *
 * @param mean the mean, d values
 * @param values F, shape (rows, d), row-major
 * @param rows of F
 * @param trace of C
 * @param rankDeficient whether C is singular, features that never vary left aside: they say nothing and spoil nothing
 */
record CovarianceFactor(double[] mean, double[] values, int rows, double trace, boolean rankDeficient) {

	/** Relative to the largest one, what is below is rounding. */
	private static final double ZERO = 1e-13;

	/** @param set at least two images */
	static CovarianceFactor of(final FeatureSet set, final Products products) {
		final int d = set.dimension();
		final int n = set.count();
		final double[] mean = new double[d];
		for (int i = 0; i < set.values().length; i++) mean[i % d] += set.values()[i] / n;
		final double[] centred = new double[set.values().length];
		double trace = 0;
		for (int i = 0; i < centred.length; i++) {
			centred[i] = (set.values()[i] - mean[i % d]) / Math.sqrt(n - 1.0);
			trace += centred[i] * centred[i];
		}
		if (n <= d) return new CovarianceFactor(mean, centred, n, trace, true);
		final double[] covariance = products.gram(centred, d);
		final double[] triangle = triangle(covariance, d);
		if (triangle.length > 0) return new CovarianceFactor(mean, triangle, d, trace, false);
		final double[] vectors = vectors(covariance, d);
		return new CovarianceFactor(mean, vectors, vectors.length / d, trace, vectors.length / d < varying(covariance, d));
	}

	/** @return the number of features that are not the same for all images */
	private static int varying(final double[] covariance, final int d) {
		int varying = 0;
		for (int i = 0; i < d; i++) if (covariance[i * d + i] > 0) varying++;
		return varying;
	}

	/** @return L^T for C = L L^T, or nothing if C is singular */
	private static double[] triangle(final double[] covariance, final int d) {
		final CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, false);
		if (!cholesky.decompose(DMatrixRMaj.wrap(d, d, covariance.clone()))) return new double[0];
		final double[] factor = cholesky.getT(null).getData();
		for (int i = 0; i < d; i++) {
			if (factor[i * d + i] * factor[i * d + i] < ZERO * covariance[i * d + i]) return new double[0];
		}
		return factor;
	}

	private static double[] vectors(final double[] covariance, final int d) {
		final EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
		if (!eigen.decompose(DMatrixRMaj.wrap(d, d, covariance.clone()))) {
			throw new IllegalStateException("The decomposition of a covariance did not converge");
		}
		double largest = 0;
		for (int i = 0; i < d; i++) largest = Math.max(largest, eigen.getEigenvalue(i).getReal());
		final double[] factor = new double[d * d];
		int rows = 0;
		for (int i = 0; i < d; i++) {
			final double value = eigen.getEigenvalue(i).getReal();
			if (!(value > ZERO * largest)) continue;
			final double[] vector = eigen.getEigenVector(i).getData();
			for (int k = 0; k < d; k++) factor[rows * d + k] = Math.sqrt(value) * vector[k];
			rows++;
		}
		return Arrays.copyOf(factor, rows * d);
	}
}
