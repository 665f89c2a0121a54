package org.chimle.engine.weights;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The index of a {@code .pth} as PyTorch before 1.6 wrote it: pickles of a magic number, the version, the machine, the
 * state dict and the keys of the storages; then, for every key, the number of elements (8 bytes, little-endian) and the
 * elements.
 */
final class TorchLegacy {

	private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
	private static final int VERSION = 1001;

	/** Where the elements of a storage begin and how many there are. */
	private record Place(long start, long count) {}

	private TorchLegacy() {}

	static TensorFile.Index index(final Path file) throws IOException {
		final FileChannel channel = FileChannel.open(file);
		try {
			return new TensorFile.Index(tensors(channel), channel);
		}
		catch (final IOException | RuntimeException exc) {
			channel.close();
			throw exc;
		}
	}

	private static Map<String, StoredTensor> tensors(final FileChannel channel) throws IOException {
		final CountedInput in = new CountedInput(new BufferedInputStream(new FileRegion(channel, 0, channel.size())),
			StateDict.MOST_BYTES);
		if (!MAGIC.equals(StateDict.read(in))) throw new UnusableWeightsException("it is a pickle but not one of PyTorch's");
		final Object version = StateDict.read(in);
		if (!Integer.valueOf(VERSION).equals(version)) throw new UnusableWeightsException("its format is not " + VERSION);
		if (!(StateDict.read(in) instanceof Map<?, ?> machine) || Boolean.FALSE.equals(machine.get("little_endian"))) {
			throw new UnusableWeightsException("its numbers are big-endian; save it on a usual computer");
		}
		final Map<String, StateDict.View> views = StateDict.views(StateDict.read(in));
		if (!(StateDict.read(in) instanceof List<?> keys)) throw new UnusableWeightsException("its index is broken");
		final Map<String, Place> places = places(channel, in.count(), keys, views);
		final Map<String, StoredTensor> tensors = new HashMap<>();
		for (final var view : views.entrySet()) {
			tensors.put(view.getKey(), tensor(channel, view.getKey(), view.getValue(), places));
		}
		return tensors;
	}

	private static Map<String, Place> places(final FileChannel channel, final long first, final List<?> keys,
		final Map<String, StateDict.View> views) throws IOException
	{
		final Map<String, ElementType> types = new HashMap<>();
		views.values().forEach(view -> types.put(view.storage().key(), view.storage().type()));
		final Map<String, Place> places = new HashMap<>();
		final ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
		long at = first;
		for (final Object key : keys) {
			final ElementType type = types.get(key);
			if (type == null) throw new UnusableWeightsException("it holds numbers that belong to no tensor");
			buffer.clear();
			if (channel.read(buffer, at) < 8) break; // cut off: a tensor will miss its place
			final long count = buffer.getLong(0);
			if (count < 0 || count > channel.size()) throw new UnusableWeightsException("its index is broken");
			places.put((String) key, new Place(at + 8, count));
			at += 8 + count * type.bytes();
		}
		return places;
	}

	private static StoredTensor tensor(final FileChannel channel, final String name, final StateDict.View view,
		final Map<String, Place> places) throws IOException
	{
		final StateDict.Storage storage = view.storage();
		final Place place = places.get(storage.key());
		final long start = start(name, view);
		final long end = start + Sizes.bytes(name, storage.type(), view.shape());
		if (place == null || place.start + end > channel.size()) {
			throw new UnusableWeightsException("it ends before its tensor " + name + " does");
		}
		if (end > place.count * storage.type().bytes()) {
			throw new UnusableWeightsException("its tensor " + name + " is larger than its numbers are many");
		}
		return new StoredTensor(storage.type(), view.shape(), () -> {
			requireRows(view);
			return new FileRegion(channel, place.start + start, place.start + end);
		});
	}

	/**
	 * @return the byte of the storage at which a tensor starts
	 * @throws UnusableWeightsException if its place or shape is absurd
	 */
	static long start(final String name, final StateDict.View view) throws UnusableWeightsException {
		final List<Long> shape = view.shape();
		final long start = view.offset() * view.storage().type().bytes();
		// No file is as long as that, and sums with it cannot overflow.
		if (view.offset() < 0 || view.offset() > 1L << 48 || view.strides().size() != shape.size()) {
			throw new UnusableWeightsException("its index is broken");
		}
		if (Sizes.bytes(name, view.storage().type(), shape) > 1L << 48) {
			throw new UnusableWeightsException("its tensor " + name + " has the impossible shape " + shape);
		}
		return start;
	}

	/** @throws UnusableWeightsException if the elements do not follow each other row by row */
	static void requireRows(final StateDict.View view) throws UnusableWeightsException {
		long expected = 1;
		for (int axis = view.shape().size() - 1; axis >= 0; axis--) {
			if (view.shape().get(axis) != 1 && view.strides().get(axis) != expected) {
				throw new UnusableWeightsException("is not stored row by row, save a contiguous copy");
			}
			expected *= view.shape().get(axis);
		}
	}
}
