package org.chimle.worker;

import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.List;

import org.chimle.image.Tables;

/** A table as data: the label of every row, or null, headings, and the numbers or texts of every column. */
record TableData(int rows, List<String> labels, List<Column> columns) {

	private static final int DECIMALS = 5;

	/** Texts are null where the cells are numbers; the mantissa's decimals are 0 where those are shown without exponent. */
	record Column(String heading, double[] numbers, List<String> texts, int mantissa) {}

	static TableData of(final ResultsTable table) {
		final int rows = table.size();
		final List<String> labels = new ArrayList<>();
		for (int row = 0; row < rows; row++) labels.add(table.getLabel(row));
		final List<Column> columns = new ArrayList<>();
		for (int c = 0; c <= table.getLastColumn(); c++) {
			if (!table.columnExists(c)) continue;
			final double[] numbers = new double[rows];
			final List<String> texts = new ArrayList<>();
			boolean text = false;
			for (int row = 0; row < rows; row++) {
				numbers[row] = table.getValueAsDouble(c, row);
				final String cell = table.getStringValue(c, row);
				texts.add(cell);
				text |= Double.isNaN(numbers[row]) && !cell.equals("NaN");
			}
			columns.add(new Column(table.getColumnHeading(c), numbers, text ? texts : null, text ? 0 : mantissa(texts)));
		}
		return new TableData(rows, labels, columns);
	}

	/** A table does not tell how it shows its numbers; only its cells do. */
	private static int mantissa(final List<String> cells) {
		return cells.stream().filter(cell -> cell.matches("-?\\d+\\.\\d+E-?\\d+")).mapToInt(cell -> cell.indexOf('E') - cell
			.indexOf('.') - 1).findFirst().orElse(0);
	}

	ResultsTable table() {
		final ResultsTable table = Tables.empty(DECIMALS);
		for (int row = 0; row < rows; row++) {
			table.incrementCounter();
			if (labels.get(row) != null) table.addLabel(labels.get(row));
			for (final Column column : columns) {
				if (column.texts != null) table.addValue(column.heading, column.texts.get(row));
				else table.addValue(column.heading, column.numbers[row]);
			}
		}
		for (final Column column : columns) {
			// Negative is ImageJ's way to ask for an exponent.
			if (column.mantissa > 0) table.setDecimalPlaces(table.getColumnIndex(column.heading), -column.mantissa);
		}
		return table;
	}
}
