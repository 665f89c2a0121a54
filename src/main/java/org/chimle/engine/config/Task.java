package org.chimle.engine.config;

/** What a model maps to what, and thereby how its levels are wired (paper, Sec. 3.2 and the authors' three models). */
public enum Task {

	/** The target is 2^levels times larger than the input; every level doubles the size. */
	SUPER_RESOLUTION("super-resolution"),

	/** Input and target have the same size: denoising, deblurring, modality transfer. */
	GENERIC("generic"),

	/** Lightness in, colour out, at the same size; the network predicts L-weighted ab. */
	COLOURIZATION("colourization");

	private final String label;

	Task(final String label) {
		this.label = label;
	}

	/** @return the name shown to users, lower case */
	public String label() {
		return label;
	}
}
