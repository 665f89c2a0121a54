package org.chimle.engine.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.chimle.engine.file.AtomicFile;

/** Writes the zip that {@link ModelArchive} reads: stored entries with fixed times, so that equal models give equal bytes. */
final class ModelArchiveWriter {

	private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2022, 11, 28, 0, 0);

	private ModelArchiveWriter() {}

	/**
	 * @param out receives the zip; stays open
	 * @param texts name and text of the first entries, in order
	 * @param others name and content of the other entries, in order; each is asked for twice, and must be the same
	 */
	static void write(final OutputStream out, final Map<String, String> texts,
		final Map<String, AtomicFile.Content> others) throws IOException
	{
		final ZipOutputStream zip = new ZipOutputStream(out);
		for (final Map.Entry<String, String> text : texts.entrySet()) {
			final byte[] bytes = text.getValue().getBytes(StandardCharsets.UTF_8);
			store(zip, text.getKey(), stream -> stream.write(bytes));
		}
		for (final Map.Entry<String, AtomicFile.Content> other : others.entrySet()) {
			store(zip, other.getKey(), other.getValue());
		}
		zip.finish();
	}

	/** A stored entry announces its size and checksum, so the content is produced once just to measure it. */
	private static void store(final ZipOutputStream zip, final String name, final AtomicFile.Content content)
		throws IOException
	{
		final Measure measure = new Measure();
		content.writeTo(measure);
		final ZipEntry entry = new ZipEntry(name);
		entry.setMethod(ZipEntry.STORED);
		entry.setTimeLocal(ENTRY_TIME);
		entry.setSize(measure.size);
		entry.setCrc(measure.getChecksum().getValue());
		zip.putNextEntry(entry);
		content.writeTo(zip);
		zip.closeEntry();
	}

	/** Counts bytes and sums them up, and keeps none. */
	private static final class Measure extends CheckedOutputStream {

		private long size;

		private Measure() {
			super(OutputStream.nullOutputStream(), new CRC32());
		}

		@Override
		public void write(final int b) throws IOException {
			super.write(b);
			size++;
		}

		@Override
		public void write(final byte[] bytes, final int offset, final int length) throws IOException {
			super.write(bytes, offset, length);
			size += length;
		}
	}
}
