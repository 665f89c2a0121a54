package org.chimle.engine.train;

import ai.djl.ndarray.NDManager;

import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.perceptual.PerceptualDistance;

/**
 * What all parts of a training run share.
 *
 * @param memory bytes that the run may plan with
 */
record TrainingContext(TowerImplicitModel model, TrainingConfig config, PerceptualDistance distance,
	NDManager manager, long memory, JobControl control)
{}
