package org.chimle.engine.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The index of a {@code .npz}: a zip of {@code NAME.npy}, each with a header that says type, order and shape. NumPy's
 * format is described in {@code numpy.lib.format}.
 */
final class NumPyArchive {

	private static final String SUFFIX = ".npy";
	private static final byte[] MAGIC = { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y' };
	private static final int MOST_HEADER = 1 << 16;

	private static final Pattern HEADER = Pattern.compile("\\{'descr': '([^']{1,16})', 'fortran_order': (True|False), " +
		"'shape': \\(([0-9, ]*)\\),? ?\\}\\s*");

	private NumPyArchive() {}

	static TensorFile.Index index(final ZipFile zip) throws IOException {
		final Map<String, StoredTensor> tensors = new HashMap<>();
		for (final ZipEntry entry : zip.stream().filter(candidate -> candidate.getName().endsWith(SUFFIX)).toList()) {
			final String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
			tensors.put(name, tensor(zip, entry, name));
		}
		return new TensorFile.Index(tensors, zip);
	}

	private static StoredTensor tensor(final ZipFile zip, final ZipEntry entry, final String name) throws IOException {
		final Matcher header;
		try (InputStream in = zip.getInputStream(entry)) {
			header = HEADER.matcher(header(in, name));
		}
		if (!header.matches()) throw new UnusableWeightsException("the header of its tensor " + name + " is broken");
		final List<Long> shape = shape(name, header.group(3));
		final ElementType type = ElementType.ofNumPy(header.group(1));
		if (type == null) {
			throw new UnusableWeightsException("its tensor " + name + " has the unknown type " + header.group(1));
		}
		if (header.group(2).equals("True") && shape.size() > 1) {
			throw new UnusableWeightsException("its tensor " + name + " is stored column by column; save it with order C");
		}
		Sizes.bytes(name, type, shape);
		return new StoredTensor(type, shape, () -> afterHeader(zip, entry, name));
	}

	private static InputStream afterHeader(final ZipFile zip, final ZipEntry entry, final String name)
		throws IOException
	{
		final InputStream in = zip.getInputStream(entry);
		try {
			header(in, name);
			return in;
		}
		catch (final IOException exc) {
			in.close();
			throw exc;
		}
	}

	/** @return the text of the header, which the stream is behind of afterwards */
	private static String header(final InputStream in, final String name) throws IOException {
		final byte[] start = in.readNBytes(8);
		boolean magic = start.length == 8;
		for (int i = 0; magic && i < MAGIC.length; i++) magic = start[i] == MAGIC[i];
		final byte[] size = in.readNBytes(magic && start[6] > 1 ? 4 : 2);
		long length = 0;
		for (int i = size.length - 1; i >= 0; i--) length = length << 8 | size[i] & 255;
		if (!magic || length > MOST_HEADER) {
			throw new UnusableWeightsException("the header of its tensor " + name + " is broken");
		}
		return new String(in.readNBytes((int) length), StandardCharsets.ISO_8859_1);
	}

	private static List<Long> shape(final String name, final String text) throws UnusableWeightsException {
		final List<Long> shape = new ArrayList<>();
		try {
			for (final String side : text.split(",")) if (!side.isBlank()) shape.add(Long.valueOf(side.strip()));
		}
		catch (final NumberFormatException exc) {
			throw new UnusableWeightsException("its tensor " + name + " has the impossible shape (" + text + ")");
		}
		return shape;
	}
}
