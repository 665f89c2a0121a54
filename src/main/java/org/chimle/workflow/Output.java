package org.chimle.workflow;

/** What can be made of the samples of an image. */
public enum Output {
	/** The samples themselves, on the T axis. */
	SAMPLES("samples"),
	/** Their mean, pixel by pixel. */
	MEAN("mean"),
	/** Their standard deviation, n - 1 in the denominator. */
	STANDARD_DEVIATION("sd"),
	/** The distance of their quartiles, see {@link SampleStore#quartileDistance}. */
	INTERQUARTILE_RANGE("iqr"),
	/** The share of the samples that lie above a threshold, 0 to 1. */
	AGREEMENT("agreement"),
	/** A picture with input, samples, mean and standard deviation side by side. */
	MONTAGE("montage");

	private final String suffix;

	Output(final String suffix) {
		this.suffix = suffix;
	}

	/** @return what is appended to the name of the input, after a hyphen */
	public String suffix() {
		return suffix;
	}

	/** @return whether it is a hyperstack with the axes of the input */
	boolean isStack() {
		return this != MONTAGE;
	}
}
