package org.chimle.image;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ij.measure.ResultsTable;

/** Results tables as comma-separated values (RFC 4180). */
public final class Csv {

	private Csv() {}

	/** @return the headings and the rows, each on a line of its own */
	public static String of(final ResultsTable table) {
		final String[] headings = table.getHeadings();
		return line(headings) + IntStream.range(0, table.size()).mapToObj(row -> line(Arrays.stream(headings).map(
			heading -> cell(table, heading, row)).toArray(String[]::new))).collect(Collectors.joining());
	}

	private static String cell(final ResultsTable table, final String heading, final int row) {
		return "Label".equals(heading) ? table.getLabel(row) : table.getStringValue(heading, row);
	}

	private static String line(final String[] cells) {
		return Arrays.stream(cells).map(Csv::quoted).collect(Collectors.joining(",")) + "\n";
	}

	private static String quoted(final String cell) {
		if (cell == null) return "";
		return cell.matches("(?s).*[,\"\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
	}
}
