package org.chimle.ui.explorer;

import ij.ImagePlus;

import org.chimle.engine.model.CodePath;

/** What is around an explorer: where its results go, and its guide. Called on the thread of the screen. */
public interface ExplorerOutput {

	/**
	 * Takes a result.
	 *
	 * @param image not yet shown
	 * @param path what was drawn
	 * @param allLevels whether it shows the outputs of all levels
	 */
	void deliver(ImagePlus image, CodePath path, boolean allLevels);

	/** @return the address of what the user guide says about the window */
	String guide();

	/**
	 * Learns that the window was closed.
	 *
	 * @param path to the sample that was looked at last
	 */
	void closed(CodePath path);
}
