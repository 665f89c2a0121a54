package org.chimle.image;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.io.TiffDecoder;
import ij.process.ImageConverter;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

import javax.imageio.ImageIO;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;

/**
 * Reads an image file with ImageJ's {@link Opener}, and with Bio-Formats where it is installed, without ever showing a
 * window or dialog. Opener reports some damaged files in dialogs and reads others as noise or black; files are
 * therefore checked before it sees them.
 * <p>
 * TIFF files give the pixels' own values whatever their colour table; PNG, GIF and BMP files with a colour table give
 * the colours that are seen. Signed 16-bit files keep ImageJ's offset of 32768.
 */
public final class ImageReader {

	private ImageReader() {}

	/**
	 * Reads an image of one plane and any number of channels.
	 *
	 * @param file 8-, 16-, 32-bit grey, multi-channel or RGB
	 * @return the image in original units
	 * @throws InvalidInputException if the file cannot be read, is no single plane, or has a value that is not finite
	 */
	public static LoadedImage read(final Path file) {
		final ImagePlus image = open(file);
		if (image.getNSlices() > 1 || image.getNFrames() > 1) {
			throw new InvalidInputException("The file " + file.getFileName() + " holds " + image.getNSlices() +
				" slices and " + image.getNFrames() + " frames, but training needs one plane a file; save each as a file of " +
				"its own (File > Save As > Image Sequence).");
		}
		final FloatImage pixels = Planes.all(image, 1, 1);
		Planes.requireFinite(pixels, "The file " + file.getFileName());
		return new LoadedImage(pixels, ImageKind.of(image));
	}

	/**
	 * Opens an image or hyperstack without showing it.
	 *
	 * @param file an image file
	 * @return the image
	 * @throws InvalidInputException if it cannot be read
	 */
	public static ImagePlus open(final Path file) {
		if (!Files.exists(file)) {
			throw new InvalidInputException("The file " + file + " does not exist; choose an existing image.");
		}
		if (!Files.isRegularFile(file)) {
			throw new InvalidInputException(file + " is not a file; choose an image file.");
		}
		final ImagePlus image;
		try {
			image = openChecked(file.toAbsolutePath().toFile());
		}
		catch (final IOException | RuntimeException | OutOfMemoryError exc) {
			throw unreadable(file, exc);
		}
		if (image == null || image.getWidth() < 1) throw unreadable(file, null);
		return image;
	}

	private static InvalidInputException unreadable(final Path file, final Throwable cause) {
		final String reason = cause instanceof OutOfMemoryError ? "there is not enough memory" : cause != null && cause
			.getMessage() != null ? cause.getMessage() : "it is damaged or no image";
		return new InvalidInputException("The file " + file.getFileName() + " could not be read as an image: " + reason
			.strip().replaceAll("\\s+", " ").replaceAll("\\.$", "") + ".", cause);
	}

	private static ImagePlus openChecked(final File file) throws IOException {
		if (file.length() == 0) throw new IOException("it is empty");
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		final int type = opener.getFileType(file.getPath());
		return switch (type) {
			case Opener.TIFF -> openTiff(opener, file);
			case Opener.PNG, Opener.GIF, Opener.BMP, Opener.JPEG -> openPicture(opener, file, type);
			case Opener.DICOM, Opener.TIFF_AND_DICOM, Opener.FITS, Opener.PGM, Opener.ZIP -> quietly(() -> opener.openImage(
				file.getPath()));
			case Opener.UNKNOWN, Opener.CUSTOM -> openWithPlugins(opener, file);
			default -> throw new IOException("it is no image but a file of type " + Opener.types[type]);
		};
	}

	/** A cut-off TIFF would come back as a picture with a black end. */
	private static ImagePlus openTiff(final Opener opener, final File file) throws IOException {
		final FileInfo[] info = new TiffDecoder(file.getParent() + File.separator, file.getName()).getTiffInfo();
		if (info == null || info.length == 0) throw new IOException("its TIFF directory is empty");
		for (final FileInfo plane : info) {
			if (plane.width < 1 || plane.height < 1) throw new IOException("its TIFF directory is damaged");
			if (endOf(plane) > file.length()) throw new IOException("it is cut off");
		}
		return quietly(() -> opener.openImage(file.getPath()));
	}

	/** @return where the pixels of the last image that the entry describes end in the file */
	private static long endOf(final FileInfo entry) {
		long end = 0;
		if (entry.stripOffsets != null && entry.stripLengths != null) {
			for (int i = 0; i < Math.min(entry.stripOffsets.length, entry.stripLengths.length); i++) {
				end = Math.max(end, (entry.stripOffsets[i] & 0xffffffffL) + entry.stripLengths[i]);
			}
		}
		if (entry.compression > FileInfo.COMPRESSION_NONE || end > 0) return end;
		return entry.getOffset() + (long) entry.width * entry.height * bitsPerPixel(entry) / 8 * Math.max(1, entry.nImages);
	}

	/** {@link FileInfo#getBytesPerPixel} does not know packed pixels. */
	private static int bitsPerPixel(final FileInfo entry) {
		return switch (entry.fileType) {
			case FileInfo.BITMAP -> 1;
			case FileInfo.GRAY10_UNSIGNED -> 10;
			case FileInfo.GRAY12_UNSIGNED -> 12;
			case FileInfo.RGB48, FileInfo.RGB48_PLANAR -> 48;
			default -> 8 * entry.getBytesPerPixel();
		};
	}

	private static ImagePlus openPicture(final Opener opener, final File file, final int type) throws IOException {
		final BufferedImage decoded = ImageIO.read(file);
		if (decoded == null) throw new IOException("it is damaged or of an unknown variant");
		final ImagePlus image = type == Opener.PNG ? Opener.openUsingImageIO(file.getPath()) : quietly(() -> opener.openImage(
			file.getPath()));
		if (image != null && image.getBitDepth() == 8 && image.getProcessor().isColorLut()) {
			new ImageConverter(image).convertToRGB();
			Opener.convertGrayJpegTo8Bits(image);
		}
		return image;
	}

	/** These two say nothing when they fail, unlike {@link Opener#openImage(String)}, which calls them. */
	private static ImagePlus openWithPlugins(final Opener opener, final File file) {
		final ImagePlus image = Opener.openUsingBioFormats(file.getPath());
		if (image != null) return image;
		return quietly(() -> opener.openWithHandleExtraFileTypes(file.getPath(), new int[] { Opener.UNKNOWN }));
	}

	private static ImagePlus quietly(final Supplier<ImagePlus> reading) {
		final boolean before = IJ.redirectingErrorMessages();
		IJ.redirectErrorMessages(true);
		try {
			return reading.get();
		}
		finally {
			IJ.redirectErrorMessages(before);
		}
	}
}
