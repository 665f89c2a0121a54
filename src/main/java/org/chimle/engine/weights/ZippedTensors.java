package org.chimle.engine.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The index of a file that is a zip: NumPy's or PyTorch's. */
final class ZippedTensors {

	/** The largest networks have a few thousand tensors. */
	private static final int MOST_ENTRIES = 100_000;

	private ZippedTensors() {}

	static TensorFile.Index index(final Path file) throws IOException {
		final ZipFile zip;
		try {
			zip = new ZipFile(file.toFile());
		}
		catch (final ZipException exc) {
			throw new UnusableWeightsException("it is cut off or damaged");
		}
		try {
			if (zip.size() > MOST_ENTRIES) throw new UnusableWeightsException("it has " + zip.size() + " parts");
			if (zip.stream().anyMatch(entry -> entry.getName().endsWith(".npy"))) return NumPyArchive.index(zip);
			return TorchArchive.index(zip);
		}
		catch (final IllegalArgumentException exc) {
			zip.close();
			throw new UnusableWeightsException("it is cut off or damaged");
		}
		catch (final IOException | RuntimeException exc) {
			zip.close();
			throw exc;
		}
	}
}
