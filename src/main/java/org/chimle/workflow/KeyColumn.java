package org.chimle.workflow;

/** Columns of the tables that hold no figure, see {@link org.chimle.engine.metric.Figure} for those that do. */
enum KeyColumn {

	LABEL("Label", "names the row: the title of the image, with z, c and t where it has several slices, channels or frames; " +
		"the file; the channel, or \"all\""),
	IMAGE("Image", "number of the image, from 1; every slice, channel and frame counts as one"),
	SAMPLE("Sample", "number of the sample in its stack, from 1"),
	SAMPLES("Samples", "number of samples"),
	SIGMA("Sigma", "the sigma of FwV"),
	DISTANCE("Distance network", "what Distance, Diversity and FwV are made with; never compare those of different ones"),
	RING_CORRELATION_UNIT("FRC unit", "unit of length of FRC, that of the samples' pixel size, or their pixels"),
	NOTE("Note", "what could not be computed or is doubtful, and why"),
	INPUTS("Inputs", "number of references that have samples"),
	IMAGES("Images", "number of images that count for the row"),
	REFERENCES("References", "number of reference images"),
	FEWEST_SAMPLES("Fewest samples", "least number of samples that one of the images has"),
	IDEAL_RANGE("Ideal coverage of range", "what Coverage of range is for samples that are right: (n - 1) / (n + 1) for n " +
		"samples, averaged over pixels"),
	CAUTION("Caution", "what limits the figures of the row"),
	RESTART("Restart", "number of the search, from 1"),
	RESTARTS("Restarts", "number of searches"),
	REASON("Reason", "why the file was left out, or what it lacks"),
	PREDICTED("RMV", "root mean predicted variance of the pixels of a bin, s^2 (1 + 1/n), in unit range"),
	ERROR("RMSE", "root mean squared error of the samples' mean over the same pixels, in unit range"),
	PIXELS("Pixels", "number of pixels in the bin");

	private final String heading;
	private final String meaning;

	KeyColumn(final String heading, final String meaning) {
		this.heading = heading;
		this.meaning = meaning;
	}

	/** @return the column's heading, which stays as it is */
	String heading() {
		return heading;
	}

	/** @return what is in it, in a line */
	String meaning() {
		return meaning;
	}
}
