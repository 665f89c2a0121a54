package org.chimle.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import ij.measure.ResultsTable;

/** Results tables as JSON: a list of objects with the headings as names. Figures that do not exist are left out. */
final class TableJson {

	private TableJson() {}

	/** @return one object a row */
	static JsonArray of(final ResultsTable table) {
		final JsonArray rows = new JsonArray();
		for (int row = 0; row < table.size(); row++) {
			final JsonObject object = new JsonObject();
			for (final String heading : table.getHeadings()) add(object, table, heading, row);
			rows.add(object);
		}
		return rows;
	}

	private static void add(final JsonObject object, final ResultsTable table, final String heading, final int row) {
		if (heading.equals("Label")) {
			object.addProperty(heading, table.getLabel(row));
			return;
		}
		final double value = table.getValue(heading, row);
		final String text = table.getStringValue(heading, row);
		if (Double.isNaN(value) && !"NaN".equals(text)) object.addProperty(heading, text);
		else if (Double.isInfinite(value)) object.addProperty(heading, Double.toString(value)); // JSON has no such number
		else if (!Double.isNaN(value)) object.addProperty(heading, value);
	}
}
