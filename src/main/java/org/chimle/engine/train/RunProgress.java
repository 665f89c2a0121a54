package org.chimle.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.chimle.engine.job.JobEvent;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.Rescoring;
import org.chimle.engine.model.TrainingState;
import org.chimle.engine.tensor.Precision;

/** Where a run is between its blocks, steps and reports; all of it goes into checkpoints. */
final class RunProgress {

	/** More would make checkpoints of very long runs slow to write. */
	private static final int MOST_LOSSES = 100_000;

	private final List<LatentCode> codes;
	private final List<JobEvent.Loss> losses;
	private final double[] lossSums;
	private int refresh;
	private long blockStart;
	private long lossCount;
	private List<Double> validationLoss;
	private Rescoring rescoring;

	/**
	 * @param levels number of levels
	 * @param state where to go on
	 */
	RunProgress(final int levels, final TrainingState state) {
		refresh = state.refresh();
		blockStart = state.blockStart();
		codes = new ArrayList<>(state.codes());
		lossSums = new double[levels];
		for (int l = 0; l < state.lossSums().size(); l++) lossSums[l] = state.lossSums().get(l);
		lossCount = state.lossCount();
		validationLoss = state.validationLoss();
		losses = new ArrayList<>(state.losses());
		rescoring = state.rescoring();
	}

	/** @return the state of a run that has not begun */
	static TrainingState beginning() {
		return new TrainingState(0, 0, 0, List.of(), List.of(), 0, List.of(), List.of(), Rescoring.NONE, Precision.FLOAT32);
	}

	/**
	 * @param steps steps done
	 * @param precision the format of the steps
	 */
	TrainingState state(final long steps, final Precision precision) {
		return new TrainingState(steps, refresh, blockStart, codes, Arrays.stream(lossSums).boxed().toList(), lossCount,
			validationLoss, losses, rescoring, precision);
	}

	/** @return number of the block, from 0 */
	int refresh() {
		return refresh;
	}

	/** @return steps done when the block began */
	long blockStart() {
		return blockStart;
	}

	/** @return the codes found for the block so far */
	List<LatentCode> codes() {
		return codes;
	}

	void add(final CodeSearch.Found found) {
		codes.add(found.code());
		rescoring = rescoring.plus(found.rescoring());
	}

	/** @return how often the searches of all blocks so far chose anew */
	Rescoring rescoring() {
		return rescoring;
	}

	/** @param steps steps done when the block that follows begins */
	void nextBlock(final long steps) {
		refresh++;
		blockStart = steps;
		codes.clear();
	}

	void add(final double[] stepLosses) {
		for (int l = 0; l < lossSums.length; l++) lossSums[l] += stepLosses[l];
		lossCount++;
	}

	/** @return steps whose losses have not been told */
	long lossCount() {
		return lossCount;
	}

	/** @return the mean losses since the last call */
	List<Double> takeLosses() {
		final List<Double> means = Arrays.stream(lossSums).map(sum -> sum / lossCount).boxed().toList();
		Arrays.fill(lossSums, 0);
		lossCount = 0;
		return means;
	}

	/** @return the last loss of every level on the held-out pairs, empty before the first */
	List<Double> validationLoss() {
		return validationLoss;
	}

	/** @return the losses told so far */
	List<JobEvent.Loss> losses() {
		return List.copyOf(losses);
	}

	void told(final JobEvent.Loss loss) {
		if (loss.validation()) validationLoss = loss.perLevel();
		if (losses.size() == MOST_LOSSES) losses.subList(0, MOST_LOSSES / 2).clear();
		losses.add(loss);
	}
}
