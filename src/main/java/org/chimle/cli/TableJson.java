package org.chimle.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import ij.measure.ResultsTable;

/**
 * Results tables as JSON: a list of objects with the headings as names. What could not be computed is null, what is
 * infinite the text "Infinity" or "-Infinity", for which JSON has no number.
 */
final class TableJson {

	private static final double LARGEST_WHOLE = 1e15;

	private TableJson() {}

	/** @return an object made of tables, indented, with its nulls */
	static String write(final JsonObject object) {
		return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create().toJson(object);
	}

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
		else if (Double.isNaN(value)) object.add(heading, JsonNull.INSTANCE);
		else if (Double.isInfinite(value)) object.addProperty(heading, Double.toString(value));
		else if (value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE) object.addProperty(heading, (long) value);
		else object.addProperty(heading, value);
	}
}
