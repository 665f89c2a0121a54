package org.chimle.engine.weights;

import com.google.gson.stream.JsonReader;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The index of a safetensors file: the length of the header (8 bytes, little-endian), the header (JSON: name to dtype,
 * shape and byte range), then the bytes of the tensors.
 */
final class SafeTensorsIndex {

	private static final long MOST_HEADER = 1 << 23;

	private SafeTensorsIndex() {}

	static TensorFile.Index index(final Path file) throws IOException {
		final FileChannel channel = FileChannel.open(file);
		try {
			return new TensorFile.Index(tensors(channel), channel);
		}
		catch (final IllegalStateException | NumberFormatException exc) {
			channel.close();
			throw new UnusableWeightsException("its header is broken");
		}
		catch (final IOException exc) {
			channel.close();
			throw exc instanceof UnusableWeightsException ? exc : new UnusableWeightsException("its header is broken");
		}
	}

	private static Map<String, StoredTensor> tensors(final FileChannel channel) throws IOException {
		final ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
		channel.read(length, 0);
		final long header = length.getLong(0);
		if (header < 2 || header > Math.min(MOST_HEADER, channel.size() - 8)) {
			throw new UnusableWeightsException("its header claims " + header + " bytes, more than there can be");
		}
		final long data = 8 + header;
		final Map<String, StoredTensor> tensors = new HashMap<>();
		try (JsonReader json = new JsonReader(new InputStreamReader(new FileRegion(channel, 8, data),
			StandardCharsets.UTF_8)))
		{
			json.beginObject();
			while (json.hasNext()) {
				final String name = json.nextName();
				if ("__metadata__".equals(name)) json.skipValue();
				else if (tensors.put(name, tensor(json, name, channel, data)) != null) {
					throw new UnusableWeightsException("it holds the tensor " + name + " twice");
				}
			}
			json.endObject();
		}
		return tensors;
	}

	private static StoredTensor tensor(final JsonReader json, final String name, final FileChannel channel,
		final long data) throws IOException
	{
		String dtype = "";
		final List<Long> shape = new ArrayList<>();
		final List<Long> range = new ArrayList<>();
		json.beginObject();
		while (json.hasNext()) {
			switch (json.nextName()) {
				case "dtype" -> dtype = json.nextString();
				case "shape" -> readNumbers(json, shape);
				case "data_offsets" -> readNumbers(json, range);
				default -> json.skipValue();
			}
		}
		json.endObject();
		final ElementType type = ElementType.ofSafetensors(dtype);
		if (type == null) throw new UnusableWeightsException("its tensor " + name + " has the unknown type " + dtype);
		if (range.size() != 2) throw new UnusableWeightsException("its tensor " + name + " has no place in it");
		final long begin = range.get(0);
		final long end = range.get(1);
		final long room = channel.size() - data;
		if (begin < 0 || end < begin || end - begin != Sizes.bytes(name, type, shape)) {
			throw new UnusableWeightsException("its tensor " + name + " does not take the place its shape needs");
		}
		if (end > room) throw new UnusableWeightsException("it ends before its tensor " + name + " does");
		return new StoredTensor(type, shape, () -> new FileRegion(channel, data + begin, data + end));
	}

	private static void readNumbers(final JsonReader json, final List<Long> numbers) throws IOException {
		json.beginArray();
		while (json.hasNext()) numbers.add(json.nextLong());
		json.endArray();
	}
}
