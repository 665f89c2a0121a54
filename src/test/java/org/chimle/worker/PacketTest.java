package org.chimle.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;

import java.util.List;

import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that go to another process and come back, here without one. */
class PacketTest {

	private record Content(ImagePlus image, ResultsTable table, List<double[]> curves, double figure, String absent) {}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 24, 32 })
	void imagesArriveWithAllThatBelongsToThem(final int depth) {
		final ImagePlus image = TestImages.stack("a title.tif", depth, 7, 5, depth == 24 ? 1 : 2, 3, 2);
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = 0.25;
		calibration.pixelDepth = 2;
		calibration.xOrigin = 3;
		calibration.setUnit("um");
		calibration.frameInterval = 1.5;
		if (depth == 16) calibration.setSigned16BitCalibration();
		image.setProperty("Info", "key: value");
		image.setDisplayRange(3, 17);
		final ImagePlus result = sent(new Content(image, null, List.of(), 0, null)).image();
		assertEquals(image.getTitle(), result.getTitle());
		assertArrayEquals(image.getDimensions(), result.getDimensions());
		for (int n = 1; n <= image.getStackSize(); n++) {
			assertEquals(image.getStack().getSliceLabel(n), result.getStack().getSliceLabel(n));
			for (int i = 0; i < 35; i++) {
				assertEquals(image.getStack().getProcessor(n).getf(i), result.getStack().getProcessor(n).getf(i));
			}
		}
		assertEquals(calibration.toString(), result.getCalibration().toString());
		assertEquals(calibration.isSigned16Bit(), result.getCalibration().isSigned16Bit());
		assertEquals(1.5, result.getCalibration().frameInterval);
		assertEquals("key: value", result.getProperty("Info"));
		assertEquals(image.getBitDepth(), result.getBitDepth());
		if (depth == 24) return;
		assertEquals(((CompositeImage) image).getMode(), assertInstanceOf(CompositeImage.class, result).getMode());
		for (int c = 0; c < 2; c++) {
			assertEquals(image.getLuts()[c].min, result.getLuts()[c].min);
			assertEquals(image.getLuts()[c].max, result.getLuts()[c].max);
			assertArrayEquals(image.getLuts()[c].getBytes(), result.getLuts()[c].getBytes());
		}
	}

	@Test
	void aSinglePlaneKeepsItsDisplayRange() {
		final ImagePlus image = TestImages.stack("plane", 16, 7, 5, 1, 1, 1);
		image.setDisplayRange(3, 17);
		final ImagePlus result = sent(new Content(image, null, List.of(), 0, null)).image();
		assertEquals(3, result.getDisplayRangeMin());
		assertEquals(17, result.getDisplayRangeMax());
	}

	@Test
	void tablesAndFiguresArriveAsTheyAre() {
		final ResultsTable table = new ResultsTable();
		for (int row = 0; row < 3; row++) {
			table.incrementCounter();
			table.addLabel("image " + row);
			table.addValue("Figure", row == 1 ? Double.NaN : row / 3.0);
			table.addValue("Note", row == 2 ? "too dark" : "");
			table.addValue("Small", row * 1.25e-7);
		}
		table.setDecimalPlaces(table.getColumnIndex("Small"), -4);
		final Content result = sent(new Content(null, table, List.of(new double[] { 1, Double.NaN }, new double[0]),
			Double.NEGATIVE_INFINITY, null));
		for (int row = 0; row < 3; row++) {
			assertEquals("image " + row, result.table().getLabel(row));
			assertEquals(table.getValue("Figure", row), result.table().getValue("Figure", row));
			assertEquals(row == 2 ? "too dark" : "", result.table().getStringValue("Note", row));
			assertEquals(table.getStringValue("Small", row), result.table().getStringValue("Small", row));
		}
		assertArrayEquals(new double[] { 1, Double.NaN }, result.curves().get(0));
		assertEquals(0, result.curves().get(1).length);
		assertEquals(Double.NEGATIVE_INFINITY, result.figure());
		assertNull(result.absent());
	}

	@Test
	void rowsWithoutALabelStayWithoutOne() {
		final ResultsTable table = new ResultsTable();
		for (int row = 0; row < 3; row++) {
			table.incrementCounter();
			if (row == 1) table.addLabel("only this");
			table.addValue("Figure", row);
		}
		final ResultsTable result = sent(new Content(null, table, List.of(), 0, null)).table();
		for (int row = 0; row < 3; row++) assertEquals(table.getLabel(row), result.getLabel(row));
	}

	private static Content sent(final Content content) {
		final Packet packet = Packet.of(content);
		assertEquals(packet.arrays().size(), Packet.declared(packet.declaration()).size());
		return packet.open(Content.class);
	}
}
