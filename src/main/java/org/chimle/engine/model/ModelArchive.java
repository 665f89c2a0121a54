package org.chimle.engine.model;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The zip of a model file, opened with suspicion. Entries are stored, never compressed, so that a file cannot unpack to
 * more than its own length, and they are read from memory to memory: no name in the archive ever becomes a path.
 */
final class ModelArchive implements Closeable {

	/** Reads one entry. */
	@FunctionalInterface
	interface EntryReader<T> {

		/** @param in the bytes of the entry; stays open */
		T read(InputStream in) throws IOException;
	}

	/** A zip without the 64-bit extensions is shorter than this. */
	static final long MAX_LENGTH = 0xFFFF_FFFFL;

	private static final int END_RECORD = 22;
	private static final int END_SIGNATURE = 0x06054b50;
	private static final int MAX_ENTRIES = 64;
	private static final int MAX_DIRECTORY = 1 << 16;

	private final ZipFile zip;
	private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

	private ModelArchive(final ZipFile zip) {
		this.zip = zip;
	}

	/**
	 * Opens a file after a look at its end record, so that a hostile directory is never loaded.
	 *
	 * @param file a regular file
	 * @param kind what it should be, e.g. {@code "CHIMLE model"}
	 * @throws IOException if it is no zip, or none that this program could have written
	 */
	static ModelArchive open(final Path file, final String kind) throws IOException {
		final long length = checkEndRecord(file, kind);
		final ModelArchive archive = new ModelArchive(new ZipFile(file.toFile()));
		try {
			archive.list(length);
			return archive;
		}
		catch (final IOException | RuntimeException exc) {
			archive.close();
			throw exc;
		}
	}

	/** @return the size of an entry in bytes */
	long size(final String name) {
		return entries.get(name).getSize();
	}

	/** @throws UnusableModelException unless the entries are exactly these */
	void requireNames(final Set<String> names) throws UnusableModelException {
		for (final String name : names) {
			if (!entries.containsKey(name)) throw new UnusableModelException("it has no entry " + name);
		}
		for (final String name : entries.keySet()) {
			if (!names.contains(name)) throw new UnusableModelException("it has an unexpected entry " + shown(name));
		}
	}

	/**
	 * Reads an entry to its end and compares its checksum.
	 *
	 * @throws IOException if the entry is missing, longer or shorter than announced, or damaged
	 */
	<T> T read(final String name, final EntryReader<T> reader) throws IOException {
		final ZipEntry entry = entries.get(name);
		if (entry == null) throw new UnusableModelException("it has no entry " + name);
		try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
			final T result = reader.read(in);
			if (in.read() >= 0) throw new UnusableModelException("its entry " + name + " is longer than expected");
			if (in.getChecksum().getValue() != entry.getCrc()) {
				throw new UnusableModelException("its entry " + name + " is damaged (wrong checksum)");
			}
			return result;
		}
	}

	/**
	 * Reads a text entry.
	 *
	 * @param limit the most bytes it may have
	 */
	String readText(final String name, final int limit) throws IOException {
		if (entries.containsKey(name) && size(name) > limit) {
			throw new UnusableModelException("its entry " + name + " has " + size(name) + " bytes where at most " + limit +
				" are allowed");
		}
		return read(name, in -> new String(in.readNBytes(limit), StandardCharsets.UTF_8));
	}

	@Override
	public void close() throws IOException {
		zip.close();
	}

	/** @return the length of the file */
	private static long checkEndRecord(final Path file, final String kind) throws IOException {
		try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
			final long length = in.length();
			if (length == 0) throw new UnusableModelException("it is empty");
			if (length > MAX_LENGTH) {
				throw new UnusableModelException("it has " + length + " bytes where at most " + MAX_LENGTH + " are allowed");
			}
			final byte[] end = new byte[END_RECORD];
			if (length >= END_RECORD) {
				in.seek(length - END_RECORD);
				in.readFully(end);
			}
			final ByteBuffer record = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
			if (record.getInt(0) != END_SIGNATURE || record.getShort(20) != 0) {
				throw new UnusableModelException("it is not a " + kind + ", or it is cut off");
			}
			final int count = Short.toUnsignedInt(record.getShort(10));
			final long directory = Integer.toUnsignedLong(record.getInt(12));
			if (count > MAX_ENTRIES || directory > MAX_DIRECTORY) {
				throw new UnusableModelException("it is a zip of " + count + " entries, not a " + kind);
			}
			return length;
		}
	}

	private void list(final long length) throws UnusableModelException {
		long left = length;
		for (final ZipEntry entry : Collections.list(zip.entries())) {
			final String name = entry.getName();
			if (entry.getMethod() != ZipEntry.STORED || entry.getSize() < 0 || entry.getSize() != entry
				.getCompressedSize())
			{
				throw new UnusableModelException("its entry " + shown(name) + " is compressed, which CHIMLE never does");
			}
			left -= entry.getSize();
			if (left < 0) throw new UnusableModelException("its entries claim more bytes than the file has");
			if (entries.put(name, entry) != null) {
				throw new UnusableModelException("it has two entries " + shown(name));
			}
		}
	}

	/** @return a name from the archive, made harmless for a message */
	private static String shown(final String name) {
		final String cut = name.length() > 60 ? name.substring(0, 60) + "..." : name;
		return '"' + cut.replaceAll("\\p{Cntrl}", "?") + '"';
	}
}
