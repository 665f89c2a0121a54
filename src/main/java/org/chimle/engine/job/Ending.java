package org.chimle.engine.job;

/** How a user ends a job early. Jobs that keep nothing on the way make no difference between them. */
public enum Ending {

	/** The result so far is the result: a training writes its model and counts as done. */
	FINISHED,

	/** The job breaks off and keeps all it can: a training writes its model and a checkpoint to go on from. */
	STOPPED,

	/** The job breaks off and replaces no result: a training only writes a checkpoint to go on from. */
	ABANDONED
}
