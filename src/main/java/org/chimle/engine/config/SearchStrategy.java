package org.chimle.engine.config;

/** How training finds the latent code whose output is nearest to the observed image (paper, Sec. 3.3 and Fig. 7). */
public enum SearchStrategy {

	/** Algorithm 1: level by level, the winners below fixed, intermediate outputs compared. */
	CHIMLE,

	/** Conditional IMLE, the baseline: whole codes are drawn and only final outputs compared. */
	CIMLE,

	/** Ablation: as CHIMLE, but components are chosen independently of each other, not on top of the winners below. */
	NO_ITERATIVE_COMBINATION,

	/** Ablation: moreover components are compared by the final output, not by their level's output. */
	NO_PARTIAL_EVALUATION,

	/** No search: every code is zero, so that the model becomes a regression; the baseline without any diversity. */
	ZERO_CODE
}
