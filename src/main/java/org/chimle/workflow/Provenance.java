package org.chimle.workflow;

import ij.ImagePlus;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.tensor.Precision;
import org.chimle.image.Region;

/**
 * Where a generated image comes from, for the Info property of an image.
 *
 * @param model name of the model file
 * @param sha256 SHA-256 of the model file in hexadecimal digits
 * @param precision the format that the model computed in
 * @param caution why the image may be wrong, a line with its end; empty if nothing is known against it
 */
record Provenance(String model, String sha256, Precision precision, String caution) {

	/** A model that was never in a file. */
	static final Provenance IN_MEMORY = new Provenance("(in memory)", "(none)", Precision.FLOAT32);

	/** Nothing is known against the image. */
	Provenance(final String model, final String sha256, final Precision precision) {
		this(model, sha256, precision, "");
	}

	/** @return the same with a format */
	Provenance in(final Precision other) {
		return new Provenance(model, sha256, other, caution);
	}

	/** @return the same with a caution */
	Provenance with(final String line) {
		return new Provenance(model, sha256, precision, line);
	}

	/**
	 * @param file a model file
	 * @return its checksum
	 * @throws InvalidInputException if it cannot be read
	 */
	static String sha256(final Path file) {
		try (InputStream in = Files.newInputStream(file);
				DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256")))
		{
			digest.transferTo(OutputStream.nullOutputStream());
			return HexFormat.of().formatHex(digest.getMessageDigest().digest());
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The model file " + file + " could not be read (" + exc.getMessage() +
				"); check that it exists and may be read.", exc);
		}
		catch (final NoSuchAlgorithmException exc) {
			throw new IllegalStateException("Every Java runtime has SHA-256", exc);
		}
	}

	/**
	 * @param what the image, e.g. {@code "10 samples"}
	 * @param plan image, region and model; the image's own information is appended
	 * @param codes lines that say which codes were drawn and what was done to their outputs
	 * @return lines of {@code key: value}, which ImageJ's {@code getProp} understands
	 */
	String info(final String what, final GenerationPlan plan, final String codes) {
		final ImagePlus source = plan.image();
		final SavedModel saved = plan.model();
		final String version = Provenance.class.getPackage().getImplementationVersion();
		final String own = (String) source.getProperty("Info");
		return "CHIMLE content: " + what + "; generated, not measured\n" +
			caution +
			"CHIMLE version: " + (version == null ? "(unpackaged)" : version) + "\n" +
			"CHIMLE model: " + model + "\n" +
			"CHIMLE model SHA-256: " + sha256 + "\n" +
			"CHIMLE model task: " + saved.config().task().label() + ", scale " + saved.config().scale() + ", levels " + saved
				.config().levelCount() + "\n" +
			"CHIMLE model trained with: " + saved.training().software() + "\n" +
			(saved.training().degradation().isNone() ? "" : "CHIMLE model inputs: made of sharp images by " + saved.training()
				.degradation().words() + "\n") +
			codes +
			(precision == Precision.FLOAT32 ? "" : "CHIMLE precision: " + precision + "\n") +
			"CHIMLE input range: " + words(saved.normalisation().input()) + "\n" +
			"CHIMLE output range: " + words(saved.normalisation().target()) + "\n" +
			"CHIMLE source: " + source.getTitle() + "\n" + selection(plan) + (own == null ? "" : "\n" + own);
	}

	private static String selection(final GenerationPlan plan) {
		final Region region = plan.region();
		return region.equals(Region.whole(plan.image())) ? "" : "CHIMLE selection: x=" + region.x() + " y=" + region.y() +
			" width=" + region.width() + " height=" + region.height() + "\n";
	}

	private static String words(final List<IntensityRange> ranges) {
		return ranges.stream().map(range -> (float) range.low() + " to " + (float) range.high()).collect(Collectors.joining(
			", "));
	}
}
