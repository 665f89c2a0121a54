package org.chimle.worker;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.chimle.workflow.Job;

/**
 * A record on its way to the other process: JSON, and the arrays in it by themselves. Records may hold numbers, texts,
 * enumerations, lists, other records, images and tables.
 *
 * @param json the record; an array is its number
 * @param arrays the arrays, of the kinds of {@link ArrayKind}
 */
record Packet(String json, List<Object> arrays) {

	/** @return the packet of a record */
	static Packet of(final Object record) {
		final List<Object> arrays = new ArrayList<>();
		return new Packet(gson(arrays).toJson(record), arrays);
	}

	/** @return the record */
	<T> T open(final Class<T> type) {
		return gson(arrays).fromJson(json, type);
	}

	/** @return kinds and lengths of the arrays, e.g. {@code "FLOAT 12,BYTE 3"} */
	String declaration() {
		return String.join(",", arrays.stream().map(array -> ArrayKind.of(array) + " " + Array.getLength(array)).toList());
	}

	/** @return new arrays as another packet declares them */
	static List<Object> declared(final String declaration) {
		return declaration.isEmpty() ? List.of() : Arrays.stream(declaration.split(",")).map(text -> ArrayKind.valueOf(text
			.split(" ")[0]).create(Integer.parseInt(text.split(" ")[1]))).toList();
	}

	private static Gson gson(final List<Object> arrays) {
		// Figures may be NaN.
		final GsonBuilder builder = new GsonBuilder().serializeSpecialFloatingPointValues().disableHtmlEscaping();
		final JsonSerializer<Object> out = (array, type, context) -> {
			arrays.add(array);
			return new JsonPrimitive(arrays.size() - 1);
		};
		final JsonDeserializer<Object> in = (json, type, context) -> arrays.get(json.getAsInt());
		for (final ArrayKind kind : ArrayKind.values()) {
			builder.registerTypeAdapter(kind.type(), out);
			builder.registerTypeAdapter(kind.type(), in);
		}
		final JsonSerializer<Message.Any> jobOut = (any, type, context) -> {
			final JsonObject json = new JsonObject();
			json.addProperty("type", any.job().getClass().getName());
			json.add("job", context.serialize(any.job(), any.job().getClass()));
			return json;
		};
		final JsonDeserializer<Message.Any> jobIn = (json, type, context) -> new Message.Any(context.<Job<?>> deserialize(json
			.getAsJsonObject().get("job"), jobType(json.getAsJsonObject().get("type").getAsString())));
		builder.registerTypeAdapter(Message.Any.class, jobOut);
		builder.registerTypeAdapter(Message.Any.class, jobIn);
		final JsonSerializer<ImagePlus> imageOut = (image, type, context) -> context.serialize(ImageData.of(image));
		final JsonDeserializer<ImagePlus> imageIn = (json, type, context) -> context.<ImageData> deserialize(json,
			ImageData.class).image();
		final JsonSerializer<ResultsTable> tableOut = (table, type, context) -> context.serialize(TableData.of(table));
		final JsonDeserializer<ResultsTable> tableIn = (json, type, context) -> context.<TableData> deserialize(json,
			TableData.class).table();
		builder.registerTypeHierarchyAdapter(ImagePlus.class, imageOut);
		builder.registerTypeHierarchyAdapter(ImagePlus.class, imageIn);
		builder.registerTypeHierarchyAdapter(ResultsTable.class, tableOut);
		builder.registerTypeHierarchyAdapter(ResultsTable.class, tableIn);
		return builder.create();
	}

	private static Class<?> jobType(final String name) {
		try {
			return Class.forName(name, false, Packet.class.getClassLoader()).asSubclass(Job.class);
		}
		catch (final ClassNotFoundException exc) {
			throw new IllegalStateException("Unknown job " + name, exc);
		}
	}
}
