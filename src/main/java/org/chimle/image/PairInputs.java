package org.chimle.image;

import org.chimle.engine.data.Degradation;

/** Where the inputs of pairs come from. */
interface PairInputs {

	/** Inputs in files of their own. */
	PairInputs OBSERVED = (pair, draw) -> ImageReader.read(pair.files().input());

	/**
	 * @param pair the pair
	 * @param draw decides the noise of inputs that are made
	 * @return the input in original units
	 */
	LoadedImage read(PairFacts pair, long draw);

	/** @return how the inputs are made, {@link Degradation#NONE} if they are observed */
	default Degradation degradation() {
		return Degradation.NONE;
	}
}
