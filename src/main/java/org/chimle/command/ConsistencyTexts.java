package org.chimle.command;

/** What the commands that draw samples say about their choice of consistency. */
final class ConsistencyTexts {

	static final String LABEL = "Consistency with the input";
	static final String DESCRIPTION = "Whether brightness and shading of every sample are made those of the image, or " +
		"those that went with it in the training pairs; detail stays the sample's. auto: if inputs and targets of the training " +
		"agreed.";

	private ConsistencyTexts() {}
}
