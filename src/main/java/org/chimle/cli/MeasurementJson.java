package org.chimle.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import ij.measure.ResultsTable;

import java.util.function.Function;

import org.chimle.engine.metric.Curve;
import org.chimle.workflow.MeasurementJob;
import org.chimle.workflow.MeasurementPlots;

/**
 * A measurement as one JSON object: {@code samples} and {@code summary}, arrays of objects whose keys are the headings;
 * {@code FwV} and {@code FRC}, arrays of {@code label, x, y}; {@code unit} of length. What could not be computed is null,
 * what is infinite the text "Infinity".
 */
final class MeasurementJson {

	private MeasurementJson() {}

	static String of(final MeasurementJob.Result result) {
		final JsonObject object = new JsonObject();
		object.add("samples", rows(result.samples()));
		object.add("summary", rows(result.summary()));
		object.add("FwV", curves(result, MeasurementPlots::weightedVariance));
		object.add("FRC", curves(result, MeasurementPlots::ringCorrelation));
		object.addProperty("unit", result.unit());
		return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create().toJson(object);
	}

	private static JsonArray rows(final ResultsTable table) {
		final JsonArray rows = new JsonArray();
		for (int row = 0; row < table.size(); row++) {
			final JsonObject object = new JsonObject();
			for (final String heading : table.getHeadings()) {
				if ("Label".equals(heading)) object.addProperty(heading, table.getLabel(row));
				else if (isText(heading)) object.addProperty(heading, table.getStringValue(heading, row));
				else add(object, heading, table.getValue(heading, row));
			}
			rows.add(object);
		}
		return rows;
	}

	private static boolean isText(final String heading) {
		return heading.equals("Note") || heading.equals("FRC unit");
	}

	private static void add(final JsonObject object, final String key, final double value) {
		if (Double.isNaN(value)) object.add(key, JsonNull.INSTANCE);
		else if (Double.isInfinite(value)) object.addProperty(key, value > 0 ? "Infinity" : "-Infinity");
		else if (value == Math.rint(value) && Math.abs(value) < 1e15) object.addProperty(key, (long) value);
		else object.addProperty(key, value);
	}

	private static JsonArray curves(final MeasurementJob.Result result,
		final Function<MeasurementJob.Curves, Curve> which)
	{
		final JsonArray curves = new JsonArray();
		for (final MeasurementJob.Curves image : result.curves()) {
			final Curve curve = which.apply(image);
			if (curve == null) continue;
			final JsonObject object = new JsonObject();
			object.addProperty("label", image.label());
			object.add("x", array(curve.x()));
			object.add("y", array(curve.y()));
			curves.add(object);
		}
		return curves;
	}

	private static JsonArray array(final double[] values) {
		final JsonArray array = new JsonArray();
		for (final double value : values) {
			if (Double.isFinite(value)) array.add(value);
			else array.add(JsonNull.INSTANCE);
		}
		return array;
	}
}
