package org.chimle.engine.weights;

/** Where a network takes its weights from. */
@FunctionalInterface
public interface TensorSource {

	/**
	 * @param wanted name and shape
	 * @return the values, row-major, finite
	 * @throws org.chimle.engine.job.InvalidInputException if they are not there as wanted
	 */
	float[] read(TensorSpec wanted);
}
