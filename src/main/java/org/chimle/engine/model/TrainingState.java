package org.chimle.engine.model;

import java.util.List;

import org.chimle.engine.job.JobEvent;
import org.chimle.engine.tensor.Precision;

/**
 * How far a training run is, between two of its optimisation steps or code searches. Its random numbers are functions
 * of the seed and of these positions, so that there is no generator whose state had to be kept.
 *
 * @param steps optimisation steps done
 * @param refresh number of the current block of pairs, from 0
 * @param blockStart steps done when the block began
 * @param codes the codes found for the block so far, in its order
 * @param lossSums sums over the steps since losses were last told, level 1 first; empty if there was no step
 * @param lossCount number of these steps
 * @param validationLoss the last loss of every level on the held-out pairs, empty before the first
 * @param losses the losses told so far
 * @param rescoring how often the code search chose anew so far; null, as in earlier files, is never
 * @param precision the format of the steps; null, as in earlier files, is float32
 */
public record TrainingState(long steps, int refresh, long blockStart, List<LatentCode> codes, List<Double> lossSums,
	long lossCount, List<Double> validationLoss, List<JobEvent.Loss> losses,
	Rescoring rescoring, Precision precision)
{

	/** Copies the lists and checks what can be checked without the configuration. */
	public TrainingState {
		codes = List.copyOf(codes);
		lossSums = List.copyOf(lossSums);
		validationLoss = List.copyOf(validationLoss);
		losses = List.copyOf(losses);
		rescoring = rescoring == null ? Rescoring.NONE : rescoring;
		precision = precision == null ? Precision.FLOAT32 : precision;
		if (refresh < 0 || blockStart < 0 || steps < blockStart || lossCount < 0 || lossCount > steps - blockStart) {
			throw new IllegalArgumentException("its positions contradict each other");
		}
	}
}
