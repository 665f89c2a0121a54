package org.chimle.image;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.simulate.Fluorescence;
import org.chimle.engine.simulate.TwoAnswers;

/**
 * Writes the folder {@code test-images}: pairs of {@link Fluorescence} as calibrated 16-bit TIFF and examples of
 * {@link TwoAnswers} as 8-bit PNG. The pixels depend on the seed alone.
 */
public final class SimulatedImages {

	/** The seed of the images that come with the project. */
	public static final long SEED = 2026;

	/** Pairs of cells to train with. */
	public static final int CELLS = 24;

	/** Pairs of cells to test with, whose numbers follow. */
	public static final int TEST_CELLS = 4;

	/** Numbers of examples with two answers. */
	static final int BLOBS = 192;
	static final int TEST_BLOBS = 32;

	/** Side of a target pixel of the cells. */
	private static final double MICROMETRES = 0.1;

	/** Grey value = BLACK + GAIN * value in the images of two answers; the offset leaves room for noise below 0. */
	private static final double BLACK = 25;
	private static final double GAIN = 200;

	private SimulatedImages() {}

	/**
	 * Writes {@code fluorescence/{train,test}/{low,high}}, {@code two-answers/{train,test}/{input,target}} and, for the
	 * test inputs, both answers in {@code two-answers/test/{a,b}}. Files of the same name are replaced. Test examples
	 * continue the numbering of the training examples.
	 *
	 * @param folder is made if it does not exist
	 * @param seed fixes the images
	 * @throws IOException if a file cannot be written
	 */
	public static void write(final Path folder, final long seed) throws IOException {
		writeCells(folder.resolve("fluorescence"), seed);
		for (int i = 0; i < BLOBS + TEST_BLOBS; i++) {
			final Path half = folder.resolve("two-answers").resolve(i < BLOBS ? "train" : "test");
			final TwoAnswers example = TwoAnswers.draw(seed, i);
			final String name = String.format(Locale.ROOT, "blob-%03d", i);
			savePng(example.input(), half.resolve("input"), name);
			savePng(example.observed(), half.resolve("target"), name);
			if (i >= BLOBS) {
				savePng(example.a(), half.resolve("a"), name);
				savePng(example.b(), half.resolve("b"), name);
			}
		}
	}

	/**
	 * Writes {@code {train,test}/{low,high}}: only the cells.
	 *
	 * @param folder is made if it does not exist
	 * @param seed fixes the images
	 * @throws IOException if a file cannot be written
	 */
	public static void writeCells(final Path folder, final long seed) throws IOException {
		for (int i = 0; i < CELLS + TEST_CELLS; i++) {
			final Path half = folder.resolve(i < CELLS ? "train" : "test");
			final ImagePair pair = Fluorescence.DEFAULT.draw(seed, i);
			saveTiff(pair.input(), MICROMETRES * Fluorescence.DEFAULT.scale(), half.resolve("low"), pair.name());
			saveTiff(pair.target(), MICROMETRES, half.resolve("high"), pair.name());
		}
	}

	private static void saveTiff(final FloatImage image, final double pixel, final Path folder, final String name)
		throws IOException
	{
		final ImagePlus counts = imagePlus(name, image, new ShortProcessor(image.width(), image.height()), 0, 1);
		final Calibration calibration = counts.getCalibration();
		calibration.pixelWidth = pixel;
		calibration.pixelHeight = pixel;
		calibration.setUnit("micron");
		counts.setDisplayRange(90, 450);
		final Path file = Files.createDirectories(folder).resolve(name + ".tif");
		requireSaved(new FileSaver(counts).saveAsTiff(file.toString()), file);
	}

	private static void savePng(final FloatImage image, final Path folder, final String name) throws IOException {
		final ImagePlus grey = imagePlus(name, image, new ByteProcessor(image.width(), image.height()), BLACK, GAIN);
		final Path file = Files.createDirectories(folder).resolve(name + ".png");
		requireSaved(new FileSaver(grey).saveAsPng(file.toString()), file);
	}

	/** @return the image with every value rounded to black + gain * value, within the range of the pixel type */
	private static ImagePlus imagePlus(final String title, final FloatImage image, final ImageProcessor pixels,
		final double black, final double gain)
	{
		final long white = (1L << pixels.getBitDepth()) - 1;
		for (int i = 0; i < image.plane(); i++) {
			pixels.set(i, (int) Math.min(white, Math.max(0, Math.round(black + gain * image.data()[i]))));
		}
		return new ImagePlus(title, pixels);
	}

	private static void requireSaved(final boolean saved, final Path file) throws IOException {
		if (!saved) throw new IOException("Could not write " + file + ".");
	}
}
