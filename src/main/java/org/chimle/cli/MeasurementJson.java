package org.chimle.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import java.util.function.Function;

import org.chimle.engine.metric.Curve;
import org.chimle.workflow.MeasurementJob;
import org.chimle.workflow.MeasurementPlots;

/**
 * A measurement as one JSON object: {@code samples} and {@code summary}, see {@link TableJson}; {@code FwV} and {@code FRC},
 * arrays of {@code label, x, y} with null where there is no value; {@code unit} of length.
 */
final class MeasurementJson {

	private MeasurementJson() {}

	static String of(final MeasurementJob.Result result) {
		final JsonObject object = new JsonObject();
		object.add("samples", TableJson.of(result.samples()));
		object.add("summary", TableJson.of(result.summary()));
		object.add("FwV", curves(result, MeasurementPlots::weightedVariance));
		object.add("FRC", curves(result, MeasurementPlots::ringCorrelation));
		object.addProperty("unit", result.unit());
		return TableJson.write(object);
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
