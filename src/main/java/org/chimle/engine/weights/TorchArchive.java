package org.chimle.engine.weights;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The index of a {@code .pth} as PyTorch 1.6 and later write it: a zip with {@code NAME/data.pkl}, the pickled state
 * dict, and {@code NAME/data/KEY}, the storages.
 */
final class TorchArchive {

	private static final String INDEX = "data.pkl";

	private TorchArchive() {}

	static TensorFile.Index index(final ZipFile zip) throws IOException {
		final ZipEntry index = zip.stream().filter(entry -> entry.getName().matches("([^/]+/)?data\\.pkl")).findFirst()
			.orElseThrow(() -> new UnusableWeightsException("it is a zip that holds no tensors"));
		if (index.getSize() > StateDict.MOST_BYTES) throw new UnusableWeightsException("its index is too long");
		final String folder = index.getName().substring(0, index.getName().length() - INDEX.length());
		requireLittleEndian(zip, folder);
		final Object state;
		try (InputStream in = new BufferedInputStream(zip.getInputStream(index))) {
			state = StateDict.read(new CountedInput(in, StateDict.MOST_BYTES));
		}
		final Map<String, StoredTensor> tensors = new HashMap<>();
		for (final var view : StateDict.views(state).entrySet()) {
			tensors.put(view.getKey(), tensor(zip, folder, view.getKey(), view.getValue()));
		}
		return new TensorFile.Index(tensors, zip);
	}

	private static void requireLittleEndian(final ZipFile zip, final String folder) throws IOException {
		final ZipEntry order = zip.getEntry(folder + "byteorder");
		if (order == null) return;
		try (InputStream in = zip.getInputStream(order)) {
			if (in.read() == 'b') throw new UnusableWeightsException("its numbers are big-endian; save it on a usual computer");
		}
	}

	private static StoredTensor tensor(final ZipFile zip, final String folder, final String name,
		final StateDict.View view) throws IOException
	{
		final StateDict.Storage storage = view.storage();
		final ZipEntry entry = zip.getEntry(folder + "data/" + storage.key());
		if (entry == null) throw new UnusableWeightsException("the numbers of its tensor " + name + " are missing");
		final long start = TorchLegacy.start(name, view);
		final long end = start + Sizes.bytes(name, storage.type(), view.shape());
		if (end > entry.getSize()) throw new UnusableWeightsException("it ends before its tensor " + name + " does");
		return new StoredTensor(storage.type(), view.shape(), () -> {
			TorchLegacy.requireRows(view);
			final InputStream in = zip.getInputStream(entry);
			try {
				in.skipNBytes(start);
				return in;
			}
			catch (final IOException exc) {
				in.close();
				throw exc;
			}
		});
	}
}
