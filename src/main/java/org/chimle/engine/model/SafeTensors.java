package org.chimle.engine.model;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.ParameterLayout.Entry;
import org.chimle.engine.tensor.Values;

/**
 * A parameter vector in the safetensors format: the length of the header (8 bytes, little-endian), the header (JSON:
 * name to dtype, shape and byte range), then the values. Everything is float32, row-major, little-endian.
 */
final class SafeTensors {

	private static final String METADATA = "__metadata__";
	private static final int CHUNK = 1 << 16;

	/**
	 * What the header says of one tensor.
	 *
	 * @param begin first byte, counted from the end of the header
	 * @param end byte after the last
	 */
	private record Tensor(String dtype, List<Integer> shape, long begin, long end) {}

	private SafeTensors() {}

	/** @return bytes of the values of a network */
	static long dataBytes(final ParameterLayout layout) {
		return 4L * layout.size();
	}

	/**
	 * Writes a parameter vector, tensors in the order of the layout.
	 *
	 * @param parameters {@code layout.size()} values, copied piece by piece
	 * @throws IOException if the bytes cannot be written, or a value is not finite and could not be read again
	 */
	static void write(final OutputStream out, final ParameterLayout layout, final Values parameters)
		throws IOException
	{
		final byte[] header = header(layout).getBytes(StandardCharsets.UTF_8);
		out.write(buffer(8).putLong(header.length).array());
		out.write(header);
		final ByteBuffer bytes = buffer(4 * CHUNK);
		for (int start = 0; start < parameters.size(); start += CHUNK) {
			final int count = Math.min(CHUNK, parameters.size() - start);
			final float[] piece = parameters.copy(start, start + count);
			for (final float value : piece) {
				if (!Float.isFinite(value)) throw new UnusableModelException("its weights contain " + value);
			}
			bytes.asFloatBuffer().put(piece);
			out.write(bytes.array(), 0, 4 * count);
		}
	}

	/**
	 * Reads the parameter vector of a network. Nothing of the announced size is allocated before the header agrees with
	 * the layout and with the number of bytes there are.
	 *
	 * @param in the bytes
	 * @param length how many there are
	 * @param layout the tensors expected; the file may hold them in another order
	 * @return {@code layout.size()} finite values
	 * @throws IOException if names, types, shapes, places or values are wrong
	 */
	static float[] read(final InputStream in, final long length, final ParameterLayout layout) throws IOException {
		final long headerLength = buffer(8).put(bytes(in, 8)).getLong(0);
		// Other programs may format the header more generously than this one does.
		final long limit = 4L * header(layout).length() + (1 << 16);
		if (headerLength < 2 || headerLength > limit) {
			throw new UnusableModelException("the header of its weights has " + headerLength + " bytes where at most " +
				limit + " are allowed");
		}
		if (length != 8 + headerLength + dataBytes(layout)) {
			throw new UnusableModelException("its weights have " + (length - 8 - headerLength) +
				" bytes where its configuration asks for " + dataBytes(layout));
		}
		final String header = new String(bytes(in, (int) headerLength), StandardCharsets.UTF_8);
		final List<Entry> order = inFileOrder(parse(header), layout);
		final float[] parameters = new float[layout.size()];
		for (final Entry entry : order) readValues(in, entry, parameters);
		return parameters;
	}

	private static String header(final ParameterLayout layout) {
		final StringWriter text = new StringWriter();
		try (JsonWriter json = new JsonWriter(text)) {
			json.beginObject();
			for (final Entry entry : layout.entries()) {
				json.name(entry.name()).beginObject().name("dtype").value("F32").name("shape").beginArray();
				for (final int side : entry.shape()) json.value(side);
				json.endArray().name("data_offsets").beginArray();
				json.value(4L * entry.offset()).value(4L * entry.offset() + 4L * entry.size()).endArray().endObject();
			}
			json.endObject();
		}
		catch (final IOException exc) {
			throw new IllegalStateException("A string could not be written", exc);
		}
		// Values start at a multiple of 8 so that other programs can map the file into memory.
		while (text.getBuffer().length() % 8 != 0) text.append(' ');
		return text.toString();
	}

	private static Map<String, Tensor> parse(final String header) throws IOException {
		final Map<String, Tensor> tensors = new HashMap<>();
		try (JsonReader json = new JsonReader(new StringReader(header))) {
			json.beginObject();
			while (json.hasNext()) {
				final String name = json.nextName();
				if (METADATA.equals(name)) json.skipValue();
				else if (tensors.put(name, parseTensor(json)) != null) {
					throw new UnusableModelException("its weights hold a tensor twice");
				}
			}
			json.endObject();
			if (json.peek() != JsonToken.END_DOCUMENT) throw new UnusableModelException("the header of its weights is broken");
		}
		catch (final UnusableModelException exc) {
			throw exc;
		}
		catch (final IOException | IllegalStateException | NumberFormatException exc) {
			throw new UnusableModelException("the header of its weights is broken");
		}
		return tensors;
	}

	private static Tensor parseTensor(final JsonReader json) throws IOException {
		String dtype = "";
		final List<Integer> shape = new ArrayList<>();
		final List<Long> range = new ArrayList<>();
		json.beginObject();
		while (json.hasNext()) {
			switch (json.nextName()) {
				case "dtype" -> dtype = json.nextString();
				case "shape" -> {
					json.beginArray();
					while (json.hasNext()) shape.add(json.nextInt());
					json.endArray();
				}
				case "data_offsets" -> {
					json.beginArray();
					while (json.hasNext()) range.add(json.nextLong());
					json.endArray();
				}
				default -> throw new UnusableModelException("the header of its weights has an unknown field");
			}
		}
		json.endObject();
		if (range.size() != 2) throw new UnusableModelException("the header of its weights lacks a byte range");
		return new Tensor(dtype, shape, range.get(0), range.get(1));
	}

	/** @return the layout's entries in the order of their bytes, which follow each other without gap or overlap */
	private static List<Entry> inFileOrder(final Map<String, Tensor> tensors, final ParameterLayout layout)
		throws UnusableModelException
	{
		final List<Entry> entries = new ArrayList<>(layout.entries());
		for (final Entry entry : entries) {
			final Tensor tensor = tensors.get(entry.name());
			if (tensor == null) throw new UnusableModelException("its weights lack " + entry.name());
			if (!"F32".equals(tensor.dtype) || !entry.shape().equals(tensor.shape)) {
				throw new UnusableModelException("its weights " + entry.name() + " do not have the type F32 and shape " + entry
					.shape());
			}
		}
		if (tensors.size() != entries.size()) {
			throw new UnusableModelException("its weights hold " + tensors.size() + " tensors where its configuration asks for " +
				entries.size());
		}
		entries.sort(Comparator.comparingLong(entry -> tensors.get(entry.name()).begin));
		long next = 0;
		for (final Entry entry : entries) {
			final Tensor tensor = tensors.get(entry.name());
			if (tensor.begin != next || tensor.end != next + 4L * entry.size()) {
				throw new UnusableModelException("its weights " + entry.name() + " do not lie where they should");
			}
			next = tensor.end;
		}
		return entries;
	}

	private static void readValues(final InputStream in, final Entry entry, final float[] parameters)
		throws IOException
	{
		final int end = entry.offset() + entry.size();
		for (int start = entry.offset(); start < end; start += CHUNK) {
			final int count = Math.min(CHUNK, end - start);
			buffer(4 * count).put(bytes(in, 4 * count)).flip().asFloatBuffer().get(parameters, start, count);
			for (int i = start; i < start + count; i++) {
				if (!Float.isFinite(parameters[i])) {
					throw new UnusableModelException("its weights " + entry.name() + " contain " + parameters[i]);
				}
			}
		}
	}

	private static byte[] bytes(final InputStream in, final int count) throws IOException {
		final byte[] bytes = in.readNBytes(count);
		if (bytes.length < count) throw new EOFException("its weights end too early");
		return bytes;
	}

	private static ByteBuffer buffer(final int size) {
		return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
	}
}
