package org.chimle.ui.explorer;

import ij.ImagePlus;

import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodePath;

/** Where the pictures of an explorer come from; in the product {@code workflow.Exploration}. */
@FunctionalInterface
interface LevelSource {

	/**
	 * @param path codes from the coarsest level up
	 * @param monitor asked whether to stop
	 * @return the output of the path's last level, as it is to be shown
	 */
	ImagePlus level(CodePath path, JobMonitor monitor);
}
