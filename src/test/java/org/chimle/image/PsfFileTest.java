package org.chimle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;

import java.nio.file.Path;

import org.chimle.engine.data.PointSpread;
import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PsfFileTest {

	@TempDir
	private Path folder;

	private Path spot(final int side, final double x, final double y, final double sigma, final double background) {
		final FloatProcessor image = new FloatProcessor(side, side);
		for (int i = 0; i < side * side; i++) {
			image.setf(i, (float) (background + 1000 * Math.exp(-(Math.pow(i % side - x, 2) + Math.pow(i / side - y, 2)) / (2 *
				sigma * sigma))));
		}
		final Path file = folder.resolve("psf" + side + ".tif");
		IJ.saveAsTiff(new ImagePlus("psf", image), file.toString());
		return file;
	}

	/** The centre of mass of the kernel along x and its variance. */
	private static double[] moments(final PointSpread kernel) {
		final double[] weights = kernel.weights();
		double mean = 0;
		double squares = 0;
		for (int i = 0; i < weights.length; i++) {
			final double x = i % kernel.width() - kernel.width() / 2;
			mean += weights[i] * x;
			squares += weights[i] * x * x;
		}
		return new double[] { mean, squares - mean * mean };
	}

	@Test
	void theBackgroundIsTakenAwayAndTheSpotCentred() {
		final PsfFile psf = PsfFile.read(spot(24, 11.4, 12.7, 2, 50));
		final double[] moments = moments(psf.kernel());
		assertEquals(0, moments[0], 1e-6);
		assertEquals(4, moments[1], 0.3, "interpolation adds at most a quarter");
		assertEquals(psf.kernel().width() * psf.kernel().height(), psf.record().weights().size());
		assertEquals(64, psf.record().sha256().length());
	}

	@Test
	void aLargeKernelIsKnownByItsChecksum() {
		final PsfFile psf = PsfFile.read(spot(401, 200, 200, 20, 0));
		assertEquals(PointSpread.LARGEST, psf.kernel().width());
		assertTrue(psf.record().weights().isEmpty());
	}

	@Test
	void whatIsNoSpotIsRefused() {
		final Path file = folder.resolve("flat.tif");
		IJ.saveAsTiff(IJ.createImage("flat", "8-bit black", 9, 9, 1), file.toString());
		assertTrue(assertThrows(InvalidInputException.class, () -> PsfFile.read(file)).getMessage().contains("no bright spot"));
	}
}
