package org.chimle.engine.train;

/**
 * How a batch is worked on. All plans give the same gradient but for rounding; later ones take less memory and more time.
 *
 * @param parts into which a batch is divided; {@value #ABREAST} are worked on side by side
 * @param oneByOne whether parts are worked on one after the other instead
 * @param recomputing whether intermediate results are computed a second time in the backward pass instead of being kept
 */
record StepPlan(int parts, boolean oneByOne, boolean recomputing) {

	/** Parts that are worked on side by side; the same on every computer, so that results are. */
	static final int ABREAST = 2;
	/** What is done where memory suffices. */
	static final StepPlan USUAL = new StepPlan(ABREAST, false, false);

	private static final int BYTES = 4;
	/** Parameters, Adam's two moments and the normalised weights. */
	private static final int LASTING_VECTORS = 4;
	/** The gradients of the weights, as they arrive and as one vector. */
	private static final int VECTORS_OF_PART = 2;

	/** @return the plan to try when memory runs short, or null if there is none */
	StepPlan smaller(final int batch) {
		if (parts < batch) return new StepPlan(2 * parts, oneByOne, recomputing);
		if (!oneByOne && batch > 1) return new StepPlan(parts, true, recomputing);
		return recomputing ? null : new StepPlan(parts, oneByOne, true);
	}

	/** @return what distinguishes this plan from the one before it */
	String words(final int batch) {
		if (recomputing) return "intermediate results computed twice instead of kept, which takes about a third longer";
		return oneByOne ? "one example at a time" : "every batch in " + Math.min(parts, batch) + " parts";
	}

	/** @return the first plan, from this one on, that is estimated to take no more than so many bytes, or the last */
	StepPlan within(final long bytes, final StepSize step) {
		StepPlan plan = this;
		while (plan.bytes(step) > bytes && plan.smaller(step.batch()) != null) plan = plan.smaller(step.batch());
		return plan;
	}

	/** @return estimated memory of a step: parameters, gradients, and what is kept for the backward pass */
	long bytes(final StepSize step) {
		final long abreast = oneByOne ? 1 : Math.min(ABREAST, step.batch());
		final long pairs = abreast * ((step.batch() + parts - 1) / parts);
		final long kept = recomputing ? 0 : pairs * step.activations();
		return BYTES * (kept + step.weights() * (LASTING_VECTORS + abreast * VECTORS_OF_PART));
	}
}
