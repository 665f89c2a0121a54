package org.chimle.worker;

import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.List;

/** A table as data: headings, and the numbers or texts of every column. */
record TableData(int rows, List<String> labels, List<Column> columns) {

	private static final int DECIMALS = 5;

	/** Texts are null where the cells are numbers. */
	record Column(String heading, double[] numbers, List<String> texts) {}

	static TableData of(final ResultsTable table) {
		final int rows = table.size();
		final List<String> labels = new ArrayList<>();
		for (int row = 0; row < rows; row++) if (table.getLabel(row) != null) labels.add(table.getLabel(row));
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
			columns.add(new Column(table.getColumnHeading(c), numbers, text ? texts : null));
		}
		return new TableData(rows, labels, columns);
	}

	ResultsTable table() {
		final ResultsTable table = new ResultsTable();
		table.setPrecision(DECIMALS);
		table.showRowNumbers(false);
		for (int row = 0; row < rows; row++) {
			table.incrementCounter();
			if (row < labels.size()) table.addLabel(labels.get(row));
			for (final Column column : columns) {
				if (column.texts != null) table.addValue(column.heading, column.texts.get(row));
				else table.addValue(column.heading, column.numbers[row]);
			}
		}
		return table;
	}
}
