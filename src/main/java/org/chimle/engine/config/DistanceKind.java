package org.chimle.engine.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.chimle.engine.job.InvalidInputException;

/** The distance d that the search and the loss use, and that tables state. */
public enum DistanceKind {

	/** Mean squared error of intensities; kept as the baseline that perceptual distances are compared with. */
	MEAN_SQUARED_ERROR("mean-squared-error"),

	/** The bundled distance: a small network that learned to agree with LPIPS. */
	LEARNED("bundled"),

	/** LPIPS 0.1 with VGG16; its weights must be installed. */
	LPIPS_VGG("lpips-vgg"),

	/** LPIPS 0.1 with AlexNet; its weights must be installed. */
	LPIPS_ALEX("lpips-alex"),

	/** LPIPS 0.1 with SqueezeNet 1.1; its weights must be installed. */
	LPIPS_SQUEEZE("lpips-squeeze");

	private final String label;

	DistanceKind(final String label) {
		this.label = label;
	}

	/** @return the name shown to users, lower case */
	public String label() {
		return label;
	}

	/**
	 * @param name a label, or the name of a constant, in any case
	 * @return the distance
	 * @throws InvalidInputException if there is none of that name
	 */
	public static DistanceKind of(final String name) {
		final String wanted = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
		for (final DistanceKind kind : values()) {
			if (kind.label.equals(wanted) || kind.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(wanted)) return kind;
		}
		throw new InvalidInputException("The distance is \"" + name + "\" but must be one of: " + String.join(", ", labels()) +
			".");
	}

	/** @return the labels of all distances */
	public static List<String> labels() {
		return Arrays.stream(values()).map(DistanceKind::label).toList();
	}
}
