package org.chimle.engine.config;

import java.util.List;

/**
 * The hyper-parameters of a training run.
 *
 * @param distance the distance of search and loss
 * @param search how codes are found
 * @param samplesPerLevel candidates m_l drawn at every level, coarsest first, each 1..100000
 * @param epochs passes over the training pairs, at least 1
 * @param stepsPerRefresh optimisation steps between two code searches of a block, at least 1
 * @param pairsPerRefresh pairs whose codes are searched at once (the authors' "month", 400), at least 1
 * @param batch pairs per optimisation step, 1..1024
 * @param patch side of the square crop of the target in pixels, a multiple of 2^L; 0 uses whole images
 * @param validationShare share of the pairs held out, 0..0.5
 * @param learningRate Adam's step size, above 0
 * @param mappingRateFactor multiplies the learning rate of the mapping network, 0.01 in the paper
 * @param augment whether flips and quarter turns are applied, to both images alike
 * @param seed makes the run reproducible
 * @param searchMemoryMiB memory that the candidates of a code search may take at a time, and between two searches the
 *          features of targets, 16..1048576; it changes the speed, never the result
 * @param mixedPrecision whether, where the device is quick with a shorter format than float32, the code search compares
 *          candidates in it and only the few nearest again in float32, and steps are computed in it, while parameters and
 *          the sums of their gradients stay in float32 (Micikevicius et al., ICLR 2018)
 */
public record TrainingConfig(DistanceKind distance, SearchStrategy search, List<Integer> samplesPerLevel, int epochs,
	int stepsPerRefresh, int pairsPerRefresh, int batch, int patch, double validationShare, double learningRate,
	double mappingRateFactor, boolean augment, long seed, int searchMemoryMiB, boolean mixedPrecision)
{

	/** Checks the ranges. */
	public TrainingConfig {
		Check.given("distance", distance);
		Check.given("search strategy", search);
		samplesPerLevel = List.copyOf(Check.given("number of samples per level", samplesPerLevel));
		for (final int m : samplesPerLevel) Check.range("number of samples per level", m, 1, 100_000);
		Check.range("number of epochs", epochs, 1, 10_000_000);
		Check.range("number of steps between code searches", stepsPerRefresh, 1, 100_000_000);
		Check.range("number of pairs per code search", pairsPerRefresh, 1, 10_000_000);
		Check.range("batch size", batch, 1, 1024);
		Check.range("patch size", patch, 0, 1 << 16);
		Check.range("validation share", validationShare, 0, 0.5);
		Check.range("learning rate", learningRate, 1e-9, 1);
		Check.range("memory of the code search in MiB", searchMemoryMiB, 16, 1 << 20);
		Check.range("learning-rate factor of the mapping network", mappingRateFactor, 0, 1);
	}
}
