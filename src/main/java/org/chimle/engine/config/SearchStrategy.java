package org.chimle.engine.config;

/** How training finds the latent code whose output is nearest to the observed image (paper, Sec. 3.3 and Fig. 7). */
public enum SearchStrategy {

	/** Algorithm 1: level by level, the winners below fixed, intermediate outputs compared. */
	CHIMLE,

	/** Conditional IMLE, the baseline: whole codes are drawn and only final outputs compared. */
	CIMLE,

	/** Ablation: components are chosen independently of each other, not on top of the winners below. */
	NO_ITERATIVE_COMBINATION,

	/** Ablation: components are chosen one after another, but by the final output instead of their level's output. */
	NO_PARTIAL_EVALUATION
}
