package org.chimle.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.chimle.engine.data.FloatImage;

/** Reads the little-endian float32 arrays of a NumPy archive, in either memory order. */
public final class Npz {

	private static final Pattern SHAPE = Pattern.compile("'shape': \\(([^)]*)\\)");

	private final Map<String, FloatImage> images = new HashMap<>();

	private Npz() {}

	/** Opens {@code /reference/NAME} of the test resources. */
	public static Npz reference(final String name) {
		final Npz result = new Npz();
		try (InputStream in = Npz.class.getResourceAsStream("/reference/" + name);
				ZipInputStream zip = new ZipInputStream(in))
		{
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				result.images.put(entry.getName().replace(".npy", ""), read(ByteBuffer.wrap(zip.readAllBytes())));
			}
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
		return result;
	}

	/** @return an array of two or three axes as an image, shape (1, H, W) or (C, H, W) */
	public FloatImage image(final String name) {
		if (!images.containsKey(name)) throw new IllegalArgumentException(name + " is not among " + images.keySet());
		return images.get(name);
	}

	private static FloatImage read(final ByteBuffer npy) {
		npy.order(ByteOrder.LITTLE_ENDIAN);
		final int length = npy.getShort(8);
		final String header = new String(npy.array(), 10, length, StandardCharsets.US_ASCII);
		final Matcher matcher = SHAPE.matcher(header);
		if (!header.contains("'<f4'") || !matcher.find()) throw new IllegalArgumentException("Unexpected header " + header);
		final int[] axes = Arrays.stream(matcher.group(1).split(",")).map(String::strip).filter(s -> !s.isEmpty()).mapToInt(
			Integer::parseInt).toArray();
		final int channels = axes.length == 3 ? axes[0] : 1;
		final FloatImage image = new FloatImage(channels, axes[axes.length - 2], axes[axes.length - 1]);
		npy.position(10 + length);
		final boolean columnsFirst = header.contains("'fortran_order': True");
		for (int i = 0; i < image.data().length; i++) {
			if (columnsFirst) {
				image.set(i % channels, i / channels % image.height(), i / channels / image.height(), npy.getFloat());
			}
			else image.data()[i] = npy.getFloat();
		}
		return image;
	}
}
