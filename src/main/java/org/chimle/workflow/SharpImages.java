package org.chimle.workflow;

import java.nio.file.Path;

import org.chimle.engine.data.Degradation;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.image.FolderOfPairs;
import org.chimle.image.PairRules;
import org.chimle.image.PsfFile;

/**
 * Training on sharp images alone: how the inputs are made of them.
 *
 * @param degradation as stated; the measured blur and the full scale are added when the files are read
 * @param psfFile an image of a point, whose blur takes the Gaussian's place; empty for none
 */
public record SharpImages(Degradation degradation, String psfFile) {

	/** Inputs are observed. */
	public static final SharpImages NONE = new SharpImages(Degradation.NONE, "");

	/** Copies nothing. */
	public SharpImages {
		psfFile = psfFile == null ? "" : psfFile;
	}

	/**
	 * @return the settings
	 * @throws InvalidInputException if they would leave the images as they are, or name two blurs
	 */
	public static SharpImages of(final Degradation degradation, final String psfFile) {
		final SharpImages result = new SharpImages(degradation, psfFile);
		if (result.isNone()) {
			throw new InvalidInputException("The degradation leaves the images as they are; give a blur, a factor, noise, a " +
				"JPEG quality or greyscale.");
		}
		if (!result.psfFile.isBlank() && degradation.blur() > 0) {
			throw new InvalidInputException("Both a Gaussian blur (" + degradation.blur() +
				" pixels) and a measured one are given; set the blur to 0 or leave the file of the point spread function out.");
		}
		return result;
	}

	/** @return whether inputs are observed */
	public boolean isNone() {
		return degradation.isNone() && psfFile.isBlank();
	}

	FolderOfPairs open(final Path targetFolder, final PairRules rules, final long seed, final boolean skipBadPairs,
		final JobMonitor monitor)
	{
		final PsfFile psf = psfFile.isBlank() ? null : PsfFile.read(Paths.of(psfFile, "point spread function"));
		return FolderOfPairs.ofSharp(targetFolder, rules, degradation, psf, seed, skipBadPairs, monitor);
	}
}
