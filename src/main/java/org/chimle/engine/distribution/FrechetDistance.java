package org.chimle.engine.distribution;

import org.chimle.engine.job.JobControl;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The Frechet distance of two normal distributions fitted to features, called FID with features of an Inception network
 * (Heusel et al., "GANs trained by a two time-scale update rule", NeurIPS 2017):
 *
 * <pre>
 * |m1 - m2|^2 + tr C1 + tr C2 - 2 tr (C1 C2)^(1/2)
 * </pre>
 *
 * with means m and covariances C (n - 1 in the denominator). With factors C = F^T F the last trace is the sum of the
 * singular values of F1 F2^T, which exists for singular covariances too and needs no matrix root: see
 * {@link CovarianceFactor}. At least 0, lower is better; the figure grows as the number of images falls, so compare only
 * figures of equally many.
 *
 * @param value the distance; NaN if a set has fewer than two images
 * @param rankDeficient whether a covariance is singular, as it always is with no more images than features: then the
 *          distance is defined, but says little about the distributions
 */
public record FrechetDistance(double value, boolean rankDeficient) {

	/** Singular values of larger matrices are taken from the eigenvalues of their squares: faster, and exact enough. */
	private static final int MOST_FOR_SINGULAR_VALUES = 600;

	/**
	 * @param a n images
	 * @param b m images of the same network
	 * @param control asked between the steps
	 * @return the distance
	 */
	public static FrechetDistance of(final FeatureSet a, final FeatureSet b, final JobControl control) {
		a.requireSameDimension(b);
		if (a.count() < 2 || b.count() < 2) return new FrechetDistance(Double.NaN, true);
		try (Products products = new Products(control)) {
			final CovarianceFactor first = CovarianceFactor.of(a, products);
			final CovarianceFactor second = CovarianceFactor.of(b, products);
			double sum = first.trace() + second.trace();
			for (int i = 0; i < a.dimension(); i++) {
				final double shift = first.mean()[i] - second.mean()[i];
				sum += shift * shift;
			}
			final double common = first.rows() == 0 || second.rows() == 0 ? 0 : sumOfSingularValues(products.outer(first
				.values(), second.values(), a.dimension()), first.rows(), second.rows(), products);
			// Equal distributions may come out a rounding error below 0.
			return new FrechetDistance(Math.max(0, sum - 2 * common), first.rankDeficient() || second.rankDeficient());
		}
	}

	private static double sumOfSingularValues(final double[] matrix, final int rows, final int columns,
		final Products products)
	{
		if (Math.min(rows, columns) > MOST_FOR_SINGULAR_VALUES) return sumOfRoots(rows < columns ? products.outer(matrix,
			matrix, columns) : products.gram(matrix, columns), Math.min(rows, columns));
		final SingularValueDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.svd(rows, columns, false,
			false, true);
		require(decomposition.decompose(DMatrixRMaj.wrap(rows, columns, matrix)));
		double sum = 0;
		for (int i = 0; i < decomposition.numberOfSingularValues(); i++) sum += decomposition.getSingularValues()[i];
		return sum;
	}

	private static double sumOfRoots(final double[] square, final int size) {
		final EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(size, false, true);
		require(decomposition.decompose(DMatrixRMaj.wrap(size, size, square)));
		double sum = 0;
		for (int i = 0; i < size; i++) sum += Math.sqrt(Math.max(0, decomposition.getEigenvalue(i).getReal()));
		return sum;
	}

	private static void require(final boolean converged) {
		if (!converged) throw new IllegalStateException("The decomposition of a matrix did not converge");
	}
}
