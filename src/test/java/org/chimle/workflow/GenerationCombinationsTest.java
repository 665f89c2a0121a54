package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

import org.chimle.engine.config.Task;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.SavedModel;
import org.chimle.testing.TestImages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that belongs to an image besides its pixels, for every kind of image, selection and calibration. */
class GenerationCombinationsTest {

	private static final int SCALE = 2;
	private static final int WIDTH = 16;
	private static final int HEIGHT = 12;
	private static final Rectangle BOX = new Rectangle(3, 2, 9, 7);
	private static final SavedModel MODEL = Models.random(Task.SUPER_RESOLUTION, 1, 1, 1, 0, 255);

	/** Selections tried. */
	enum Selected {
		NONE, RECTANGLE, OVAL
	}

	/** Calibrations tried. */
	enum Calibrated {
		NONE, MICRON, SIGNED
	}

	/**
	 * One combination.
	 *
	 * @param depth 8, 16, 24 or 32
	 * @param match whether the samples get it too
	 */
	record Case(int depth, int c, int z, int t, Selected selected, Calibrated calibrated, boolean match) {

		ImagePlus image() {
			final ImagePlus image = TestImages.stack("cells.tif", depth, WIDTH, HEIGHT, c, z, t);
			if (calibrated != Calibrated.NONE) calibrate(image.getCalibration());
			if (calibrated == Calibrated.SIGNED) {
				for (int i = 1; i <= image.getStackSize(); i++) processor(image, i).add(32768 - 20);
				image.getCalibration().setSigned16BitCalibration();
			}
			if (selected == Selected.RECTANGLE) image.setRoi(BOX);
			if (selected == Selected.OVAL) image.setRoi(new OvalRoi(BOX.x, BOX.y, BOX.width, BOX.height));
			if (depth != 24) dress(image);
			image.setOverlay(overlay(image));
			return image;
		}

		private static void calibrate(final Calibration calibration) {
			calibration.setUnit("micron");
			calibration.pixelWidth = 0.4;
			calibration.pixelHeight = 0.8;
			calibration.pixelDepth = 1.5;
			calibration.xOrigin = 3;
			calibration.yOrigin = 5;
			calibration.zOrigin = 2;
			calibration.frameInterval = 7;
			calibration.setTimeUnit("min");
		}

		private void dress(final ImagePlus image) {
			final LUT[] luts = new LUT[c];
			for (int i = 0; i < c; i++) {
				luts[i] = LUT.createLutFromColor(i == 0 ? Color.MAGENTA : Color.CYAN);
				luts[i].min = base() + 3 + i;
				luts[i].max = base() + 90 + i;
			}
			if (image instanceof CompositeImage composite) composite.setLuts(luts);
			else {
				image.setLut(luts[0]);
				image.setDisplayRange(luts[0].min, luts[0].max);
			}
		}

		/** A rectangle on every plane, and one on the last slice and frame alone. */
		private Overlay overlay(final ImagePlus image) {
			final Roi everywhere = new Roi(4, 3, 2, 5);
			everywhere.setStrokeColor(Color.ORANGE);
			everywhere.setName("cell");
			final Roi last = new OvalRoi(6, 4, 3, 3);
			if (image.isHyperStack()) last.setPosition(0, z > 1 ? z : 0, t > 1 ? t : 0);
			else if (z * t > 1) last.setPosition(z * t);
			final Overlay overlay = new Overlay(everywhere);
			overlay.add(last);
			return overlay;
		}

		int base() {
			return calibrated == Calibrated.SIGNED ? 32768 - 20 : 0;
		}

		Rectangle region() {
			return selected == Selected.NONE ? new Rectangle(WIDTH, HEIGHT) : BOX;
		}

		/** @return channels of an image that holds floats */
		int channels() {
			return depth == 24 ? 3 : c;
		}
	}

	static Stream<Case> cases() {
		final List<Case> cases = new ArrayList<>();
		for (final int depth : new int[] { 8, 16, 24, 32 }) {
			for (int c = 1; c <= (depth == 24 ? 1 : 3); c++) {
				for (int z = 1; z <= 3; z += 2) {
					for (int t = 1; t <= 2; t++) {
						for (final Selected selected : Selected.values()) {
							for (final Calibrated calibrated : Calibrated.values()) {
								if (calibrated == Calibrated.SIGNED && depth != 16) continue;
								cases.add(new Case(depth, c, z, t, selected, calibrated, true));
								cases.add(new Case(depth, c, z, t, selected, calibrated, false));
							}
						}
					}
				}
			}
		}
		return cases.stream();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void everythingButThePixelsIsCarriedOver(final Case tried) {
		final SavedModel model = tried.calibrated == Calibrated.SIGNED ? Models.random(Task.SUPER_RESOLUTION, 1, 1, 1, tried
			.base(), tried.base() + 255.0) : MODEL;
		final GenerationJob job = new GenerationJob("", 3, 42, tried.match, new Outputs(EnumSet.allOf(Output.class),
			Double.NaN), ConsistencyChoice.AUTO, "cpu");
		final List<String> said = new ArrayList<>();
		final JobMonitor monitor = new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message) said.add(message.text());
		}, new JobControl());
		final ImagePlus image = tried.image();
		final GenerationJob.Result result = job.prepare(model, Provenance.IN_MEMORY, image, monitor).draw(FakeSampler.of(model,
			job));
		assertEquals(tried.selected == Selected.OVAL, said.stream().anyMatch(text -> text.contains("bounding box of 9 x 7")),
			said.toString());
		for (final Output output : Output.values()) {
			assertEquals("cells-" + output.suffix(), result.images().get(output).getTitle());
			assertTrue(result.images().get(output).getInfoProperty().contains("generated, not measured"));
		}
		for (final Output output : EnumSet.complementOf(EnumSet.of(Output.MONTAGE))) {
			final ImagePlus made = result.images().get(output);
			assertShape(tried, output, made);
			assertCalibration(tried, image, made);
			assertOverlay(tried, output == Output.SAMPLES ? 3 : 1, made);
		}
		assertLooks(tried, result.samples());
		assertLooks(tried, result.mean());
		assertPlanes(tried, image, result);
	}

	private static void assertShape(final Case tried, final Output output, final ImagePlus made) {
		final boolean rgb = tried.depth == 24 && tried.match && output == Output.SAMPLES;
		assertArrayEquals(new int[] { tried.region().width * SCALE, tried.region().height * SCALE, rgb ? 1 : tried.channels(),
			tried.z, output == Output.SAMPLES ? 3 * tried.t : tried.t }, made.getDimensions());
		assertEquals(tried.match && output == Output.SAMPLES ? tried.depth : 32, made.getBitDepth());
		assertNull(made.getRoi());
	}

	private static void assertCalibration(final Case tried, final ImagePlus image, final ImagePlus made) {
		final Calibration before = image.getCalibration();
		final Calibration after = made.getCalibration();
		assertEquals(before.pixelWidth / SCALE, after.pixelWidth, 1e-12);
		assertEquals(before.pixelHeight / SCALE, after.pixelHeight, 1e-12);
		assertEquals(before.pixelDepth, after.pixelDepth);
		assertEquals(before.getUnit(), after.getUnit());
		assertEquals(before.frameInterval, after.frameInterval);
		assertEquals(before.getTimeUnit(), after.getTimeUnit());
		assertEquals(before.zOrigin, after.zOrigin);
		// The specimen at the corner of pixel (7, 6) of the image.
		assertEquals(before.getX(7), after.getX((7 - tried.region().x) * SCALE), 1e-9);
		assertEquals(before.getY(6), after.getY((6 - tried.region().y) * SCALE), 1e-9);
		assertEquals(before.isSigned16Bit() && made.getBitDepth() == 16, after.isSigned16Bit());
	}

	private static void assertOverlay(final Case tried, final int repeats, final ImagePlus made) {
		final Overlay overlay = made.getOverlay();
		assertNotNull(overlay);
		final Rectangle region = tried.region();
		final Roi everywhere = overlay.get(0);
		assertEquals(new Rectangle((4 - region.x) * SCALE, (3 - region.y) * SCALE, 2 * SCALE, 5 * SCALE), everywhere
			.getBounds());
		assertEquals(Color.ORANGE, everywhere.getStrokeColor());
		assertEquals("cell", everywhere.getName());
		assertEquals(0, everywhere.getPosition() + everywhere.getTPosition() + everywhere.getZPosition());
		assertEquals(tried.t > 1 ? 1 + repeats : 2, overlay.size());
		for (int i = 1; i < overlay.size(); i++) {
			final Roi last = overlay.get(i);
			assertTrue(last instanceof OvalRoi);
			assertEquals(new Rectangle((6 - region.x) * SCALE, (4 - region.y) * SCALE, 3 * SCALE, 3 * SCALE), last.getBounds());
			final int z = tried.z > 1 ? tried.z : 0;
			final int t = tried.t > 1 ? tried.t * i : 0;
			if (last.hasHyperStackPosition()) assertEquals("0 " + z + " " + t, last.getCPosition() + " " + last.getZPosition() +
				" " + last.getTPosition());
			else assertEquals(z + t, last.getPosition());
		}
	}

	private static void assertLooks(final Case tried, final ImagePlus made) {
		if (tried.depth == 24) return;
		final int offset = made.getBitDepth() == 32 && tried.calibrated == Calibrated.SIGNED ? 32768 : 0;
		assertEquals(tried.c > 1, made.isComposite());
		for (int i = 0; i < tried.c; i++) {
			final LUT lut = made.getLuts()[i];
			assertEquals(i == 0 ? Color.MAGENTA.getRGB() : Color.CYAN.getRGB(), lut.getRGB(255));
			assertEquals(tried.base() - offset + 3 + i, tried.c > 1 ? lut.min : made.getDisplayRangeMin(), 0.5);
			assertEquals(tried.base() - offset + 90 + i, tried.c > 1 ? lut.max : made.getDisplayRangeMax(), 0.5);
		}
		assertEquals(made.getTitle().endsWith("samples") ? 4 : 0, made.getCalibration().fps);
	}

	/** Labels and values at every position; the samples differ by a hundredth of the model's range of 255. */
	private static void assertPlanes(final Case tried, final ImagePlus image, final GenerationJob.Result result) {
		final boolean rgb = tried.depth == 24;
		final int offset = tried.calibrated == Calibrated.SIGNED ? 32768 : 0;
		for (int t = 1; t <= tried.t; t++) {
			for (int z = 1; z <= tried.z; z++) {
				for (int c = 1; c <= tried.channels(); c++) {
					final int source = image.getStackIndex(rgb ? 1 : c, z, t);
					final int raw = processor(image, source).getPixel(8, 5);
					final double expected = (tried.depth == 32 ? Float.intBitsToFloat(raw) : rgb ? raw >> 24 - 8 * c & 0xff : raw) -
						offset;
					final String own = " seed=42" + (tried.t > 1 ? " frame " + t : "") + (image.getStackSize() == 1 ? "" : " - plane " +
						(source - 1));
					final int x = (8 - tried.region().x) * SCALE;
					final int y = (5 - tried.region().y) * SCALE;
					final ImagePlus mean = result.mean();
					assertEquals(expected + 2.55, value(mean, mean.getStackIndex(c, z, t), x, y, c), 0.01);
					assertEquals("mean of 3 samples" + own, label(mean, mean.getStackIndex(c, z, t)));
					assertEquals(2.55, value(result.standardDeviation(), mean.getStackIndex(c, z, t), x, y, c), 0.01);
					assertEquals(2.55, value(result.images().get(Output.INTERQUARTILE_RANGE), mean.getStackIndex(c, z, t), x, y, c),
						0.01);
					for (int s = 0; s < 3; s++) {
						final ImagePlus samples = result.samples();
						final int index = samples.getStackIndex(samples.getNChannels() == 1 ? 1 : c, z, s * tried.t + t);
						final double shift = samples.getBitDepth() == 16 ? offset : 0;
						assertEquals(Math.min(expected + shift + 2.55 * s, tried.match && tried.depth < 32 && tried.depth != 16 ? 255
							: 1e9), value(samples, index, x, y, c), tried.match && tried.depth != 32 ? 0.51 : 0.01);
						assertEquals("sample 0" + (s + 1) + own, label(samples, index));
					}
				}
			}
		}
	}

	private static ImageProcessor processor(final ImagePlus image, final int index) {
		return image.getStackSize() == 1 ? image.getProcessor() : image.getStack().getProcessor(index);
	}

	private static String label(final ImagePlus image, final int index) {
		return image.getStackSize() == 1 ? image.getProp("Slice_Label") : image.getStack().getSliceLabel(index);
	}

	private static double value(final ImagePlus image, final int index, final int x, final int y, final int c) {
		final ImageProcessor pixels = image.getStack().getProcessor(index);
		return image.getBitDepth() == 24 ? pixels.getPixel(x, y) >> 24 - 8 * c & 0xff : pixels.getf(x, y);
	}
}
