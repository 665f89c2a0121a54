package org.chimle.workflow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;

/**
 * Keeps the samples of one or more positions for what needs all values of a pixel at once. They stay in memory as long
 * as they fit a given room, else they go to a temporary file, so that memory is bounded and the results are exact.
 */
final class SampleStore implements AutoCloseable {

	/** Memory for the pixels that are looked at together. */
	private static final int BAND_VALUES = 1 << 22;

	private final int samples;
	private final int length;
	private final float[][] kept;
	private final FileChannel file;
	private int count;

	/**
	 * @param positions positions kept at the same time, at least 1
	 * @param samples samples of each
	 * @param length values of a sample
	 * @param room bytes of memory that may be used
	 * @throws InvalidInputException if neither memory nor the disk suffices
	 */
	SampleStore(final long positions, final int samples, final int length, final long room) {
		this.samples = samples;
		this.length = length;
		final long needed = bytes(positions, samples, length);
		final boolean fits = needed <= room && positions * samples <= Integer.MAX_VALUE;
		kept = fits ? new float[(int) positions * samples][] : null;
		file = fits ? null : openFile(needed);
	}

	/** @return bytes that the samples of so many positions take */
	static long bytes(final long positions, final long samples, final long length) {
		return positions * samples * length * Float.BYTES;
	}

	private static FileChannel openFile(final long needed) {
		try {
			final Path path = Files.createTempFile("chimle-samples-", ".tmp");
			final long free = Files.getFileStore(path).getUsableSpace();
			final FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
				StandardOpenOption.DELETE_ON_CLOSE);
			if (free >= needed) return channel;
			channel.close();
			throw new InvalidInputException("The samples would take " + (needed >> 20) + " MiB in the folder " + path
				.getParent() + ", where " + (free >> 20) + " MiB are free; ask for fewer samples or a smaller part of the " +
				"image, give a threshold, or leave out the interquartile range.");
		}
		catch (final IOException exc) {
			throw unusable(exc);
		}
	}

	/** Takes the next sample; all samples of a position come before those of the next one. The array is kept. */
	void add(final FloatImage sample) {
		if (kept != null) kept[count] = sample.data();
		else write(sample.data());
		count++;
	}

	/** Forgets the samples, so that others can be kept in their place. */
	void clear() {
		count = 0;
	}

	private void write(final float[] values) {
		final ByteBuffer bytes = ByteBuffer.allocate(Math.min(values.length, 1 << 18) * Float.BYTES);
		try {
			long at = (long) count * length * Float.BYTES;
			for (int from = 0; from < values.length; from += bytes.capacity() / Float.BYTES) {
				final int n = Math.min(bytes.capacity() / Float.BYTES, values.length - from);
				bytes.clear();
				bytes.asFloatBuffer().put(values, from, n);
				bytes.limit(n * Float.BYTES);
				while (bytes.hasRemaining()) at += file.write(bytes, at);
			}
		}
		catch (final IOException exc) {
			throw unusable(exc);
		}
	}

	/**
	 * The interquartile range of every value over the samples of a position: the difference of the quantiles 3/4 and 1/4,
	 * with linear interpolation between the sorted values (type 7 of Hyndman and Fan, "Sample quantiles in statistical
	 * packages", 1996; the default of NumPy and R).
	 *
	 * @param position number of the position, from 0
	 * @param shape shape of the result, whose array has the length of a sample
	 * @param monitor asked whether to stop
	 * @return the ranges, zeros for a single sample
	 */
	FloatImage quartileDistance(final int position, final FloatImage shape, final JobMonitor monitor) {
		final FloatImage result = new FloatImage(shape.channels(), shape.height(), shape.width());
		final int band = Math.max(1, Math.min(length, BAND_VALUES / samples));
		final float[] rows = new float[band * samples];
		final float[] values = new float[samples];
		for (int from = 0; from < length; from += band) {
			monitor.checkCancelled();
			final int n = Math.min(band, length - from);
			for (int s = 0; s < samples; s++) read((long) position * samples + s, from, rows, s * band, n);
			for (int i = 0; i < n; i++) {
				for (int s = 0; s < samples; s++) values[s] = rows[s * band + i];
				Arrays.sort(values);
				result.data()[from + i] = quantile(values, 0.75) - quantile(values, 0.25);
			}
		}
		return result;
	}

	private static float quantile(final float[] sorted, final double share) {
		final double place = share * (sorted.length - 1);
		final int below = (int) place;
		final int above = Math.min(below + 1, sorted.length - 1);
		return (float) (sorted[below] + (place - below) * ((double) sorted[above] - sorted[below]));
	}

	/** @return the values of a sample of a position, both from 0; not to be changed */
	float[] sample(final int position, final int sample) {
		final long number = (long) position * samples + sample;
		if (kept != null) return kept[(int) number];
		final float[] values = new float[length];
		read(number, 0, values, 0, length);
		return values;
	}

	private void read(final long sample, final int from, final float[] to, final int at, final int n) {
		if (kept != null) {
			System.arraycopy(kept[(int) sample], from, to, at, n);
			return;
		}
		final ByteBuffer bytes = ByteBuffer.allocate(n * Float.BYTES);
		try {
			long place = (sample * length + from) * Float.BYTES;
			while (bytes.hasRemaining()) {
				final int read = file.read(bytes, place);
				if (read < 0) throw new IOException("it is too short");
				place += read;
			}
		}
		catch (final IOException exc) {
			throw unusable(exc);
		}
		bytes.flip().asFloatBuffer().get(to, at, n);
	}

	private static InvalidInputException unusable(final IOException exc) {
		return new InvalidInputException("The temporary file for the samples could not be used (" + exc.getMessage() +
			"); free some space in the folder for temporary files, or ask for fewer samples.", exc);
	}

	@Override
	public void close() {
		if (file == null) return;
		try {
			file.close();
		}
		catch (final IOException exc) {
			throw unusable(exc);
		}
	}
}
