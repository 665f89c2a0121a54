package org.chimle.engine.model;

import static org.chimle.engine.model.ModelFileTest.assertSame;
import static org.chimle.engine.model.ModelFileTest.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are damaged or made to do harm: each ends in one sentence, and nothing appears in the folder. */
class HostileModelFileTest {

	@TempDir
	private Path folder;

	private Path file;
	private byte[] good;
	private Map<String, byte[]> entries;

	@BeforeEach
	void writeAGoodFile() throws IOException {
		file = folder.resolve("model.chimle");
		ModelFile.write(TestModels.model(), file, TestModels::layout, UnaryOperator.identity());
		good = Files.readAllBytes(file);
		entries = new LinkedHashMap<>();
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(good))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				entries.put(entry.getName(), zip.readAllBytes());
			}
		}
	}

	@Test
	void aFlippedByteNeverGivesAnotherModel() throws IOException {
		final Random random = new Random(1);
		int refused = 0;
		for (int i = 0; i < good.length; i++) {
			final byte[] bytes = good.clone();
			bytes[i] ^= (byte) (1 + random.nextInt(255));
			if (!readsTheSameOrRefuses(bytes)) refused++;
		}
		// Only fields that nobody reads may differ: times, attributes, the copies in local headers.
		assertTrue(refused > 0.8 * good.length, refused + " of " + good.length);
	}

	@Test
	void aFileCutOffAnywhereIsRefused() throws IOException {
		for (int length = 0; length < good.length; length += 7) assertRefused(Arrays.copyOf(good, length), "cannot be used");
	}

	@Test
	void aMangledFileNeverGivesAnotherModel() throws IOException {
		final Random random = new Random(2);
		for (int i = 0; i < 500; i++) {
			final byte[] bytes = good.clone();
			final int start = random.nextInt(bytes.length);
			final int length = random.nextInt(Math.min(64, bytes.length - start) + 1);
			final byte[] noise = new byte[length];
			random.nextBytes(noise);
			System.arraycopy(noise, 0, bytes, start, length);
			readsTheSameOrRefuses(bytes);
		}
	}

	@Test
	void aRandomFileIsRefused() throws IOException {
		final byte[] bytes = new byte[5000];
		new Random(3).nextBytes(bytes);
		assertRefused(bytes, "not a CHIMLE model");
	}

	@Test
	void anEmptyFileIsRefused() throws IOException {
		assertRefused(new byte[0], "it is empty");
	}

	@Test
	void aMissingFileIsRefused() {
		assertSentence(assertThrows(InvalidInputException.class, () -> read(folder.resolve("gone.chimle"))), "does not exist");
	}

	@Test
	void aFolderIsRefused() {
		assertSentence(assertThrows(InvalidInputException.class, () -> read(folder)), "is a folder");
	}

	@Test
	void anotherZipIsRefused() throws IOException {
		entries.clear();
		entries.put("readme.txt", utf8("hello"));
		assertRefused(zip(entries, ZipEntry.STORED), "no entry format.json");
	}

	@Test
	void aNewerVersionIsRefusedByItsNumber() throws IOException {
		replace("format.json", "\"version\": 1", "\"version\": 2");
		entries.put("something-new.json", utf8("{}"));
		assertRefused(stored(), "format version 2");
	}

	@Test
	void aCompressedEntryIsRefused() throws IOException {
		final byte[] zeros = new byte[1 << 24];
		entries.put("training.json", zeros);
		assertRefused(zip(entries, ZipEntry.DEFLATED), "is compressed");
	}

	@ParameterizedTest
	@CsvSource({ "../outside.txt", "/tmp/outside.txt", "C:\\outside.txt", "sub/config.json", "'line\nbreak'" })
	void anEntryOfAnotherNameIsRefused(final String name) throws IOException {
		entries.put(name, utf8("harm"));
		assertRefused(stored(), "unexpected entry");
	}

	@Test
	void aSecondEntryOfTheSameNameIsRefused() throws IOException {
		entries.put("confiX.json", entries.get("config.json"));
		final byte[] bytes = stored();
		final byte[] from = utf8("confiX.json");
		for (int i = 0; i + from.length <= bytes.length; i++) {
			if (Arrays.equals(bytes, i, i + from.length, from, 0, from.length)) bytes[i + 5] = 'g';
		}
		assertRefused(bytes, "two entries \"config.json\"");
	}

	@Test
	void aZipOfManyEntriesIsRefused() throws IOException {
		for (int i = 0; i < 1000; i++) entries.put("entry" + i, new byte[0]);
		assertRefused(stored(), "1006 entries");
	}

	@Test
	void anEntryThatIsTooLongIsRefused() throws IOException {
		entries.put("config.json", new byte[(1 << 20) + 1]);
		assertRefused(stored(), "at most 1048576 are allowed");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		config.json   | "channels": 3           | "channels": 99999 | must lie between
		config.json   | "channels": 3           | "channels": 4     | its configuration asks for
		config.json   | "SUPER_RESOLUTION"      | "TELEPORTATION"   | task is missing
		config.json   | {                       | [                 | config.json
		normalisation.json | 4000.0             | 10.5              | not empty
		normalisation.json | "input"            | "output"          | normalisation.json
		training.json | "software"              | "sofware"         | incomplete
		training.json | "epochs": 3             | "epochs": 0       | epochs
		training.json | "consistencyLines": []  | "consistencyLines": [{"gain": 1, "offset": 0}]       | intensity lines
		training.json | "consistencyLines": []  | "consistencyLines": [{"gain": 1e300, "offset": 0}]   | must lie between
		training.json | "consistencyLines": []  | "consistencyLines": [{"gain": 1, "offset": NaN}]     | must lie between
		training.json | "consistencyLines": []  | "consistencyLines": [{"gain": "-Infinity", "offset": 0}] | must lie between
		training.json | "consistencyLines": []  | "consistencyLines": [null]                           | training.json
		training.json | "consistencyLines": []  | "consistencyLines": 7                                | training.json
		""")
	void wrongJsonIsRefused(final String entry, final String from, final String to, final String message)
		throws IOException
	{
		replace(entry, from, to);
		assertRefused(stored(), message);
	}

	@Test
	void whatAFileSaysOfItselfCannotFillTheScreen() throws IOException {
		replace("training.json", "\"epochs\": 3", "\"epochs\": \"" + "x".repeat(100_000) + "\"");
		Files.write(file, stored());
		final String message = assertThrows(InvalidInputException.class, () -> read(file)).getMessage();
		assertTrue(message.length() < 1000 + file.toString().length(), () -> message.length() + " characters");
	}

	@Test
	void anAbsurdConfigurationIsRefusedBeforeAnythingIsAllocated() throws IOException {
		replace("config.json", "\"channels\": 3", "\"channels\": 1024");
		Files.write(file, stored());
		final InvalidInputException exc = assertThrows(InvalidInputException.class, () -> ModelFile.read(file, config -> {
			throw new ArithmeticException("integer overflow");
		}));
		assertSentence(exc, "1000000000 weights");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		"F32"    | "F64"    | type F32 and shape
		"F32"    | "I32"    | type F32 and shape
		[3,18]   | [18,3]   | type F32 and shape
		[0,216]  | [4,220]  | do not lie where they should
		[216,228] | [0,12]  | do not lie where they should
		.bias    | .bios    | lack level_1_feat.bias
		shape    | shade    | unknown field
		{        | [        | header of its weights is broken
		228      | 1e99     | header of its weights is broken
		""")
	void aWrongSafetensorsHeaderIsRefused(final String from, final String to, final String message) throws IOException {
		final byte[] weights = entries.get("weights.safetensors");
		final int length = (int) ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).getLong();
		final String header = new String(weights, 8, length, StandardCharsets.UTF_8);
		assertTrue(header.contains(from), header);
		final byte[] data = Arrays.copyOfRange(weights, 8 + length, weights.length);
		entries.put("weights.safetensors", tensors(header.replace(from, to), data));
		assertRefused(stored(), message);
	}

	@Test
	void tensorsInAnotherOrderAreUnderstood() throws IOException {
		final String header = """
			{"__metadata__": {"made": "elsewhere"},
			"level_1_feat.bias": {"dtype": "F32", "shape": [3], "data_offsets": [0, 12]},
			"level_1_feat.weight": {"dtype": "F32", "shape": [3, 18], "data_offsets": [12, 228]}}""";
		final float[] parameters = TestModels.model().parameters();
		final ByteBuffer data = ByteBuffer.allocate(228).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 54; i < 57; i++) data.putFloat(parameters[i]);
		for (int i = 0; i < 54; i++) data.putFloat(parameters[i]);
		entries.put("weights.safetensors", tensors(header, data.array()));
		Files.write(file, stored());
		assertSame(TestModels.model(), read(file));
	}

	@ParameterizedTest
	@CsvSource({ "-1", "0", "9223372036854775807", "2147483648", "100000" })
	void aWrongHeaderLengthIsRefused(final long length) throws IOException {
		final byte[] weights = entries.get("weights.safetensors");
		ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
		assertRefused(stored(), "weights");
	}

	@ParameterizedTest
	@CsvSource({ "NaN", "Infinity", "-Infinity" })
	void weightsThatAreNotFiniteAreRefused(final float value) throws IOException {
		final byte[] weights = entries.get("weights.safetensors");
		ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).putFloat(weights.length - 4, value);
		assertRefused(stored(), "contain " + value);
	}

	/** @return whether the bytes were read as the model they once were; the only other outcome allowed is a sentence */
	private boolean readsTheSameOrRefuses(final byte[] bytes) throws IOException {
		Files.write(file, bytes);
		try {
			assertSame(TestModels.model(), read(file));
			return true;
		}
		catch (final InvalidInputException exc) {
			assertSentence(exc, "model.chimle");
			return false;
		}
	}

	private void assertRefused(final byte[] bytes, final String message) throws IOException {
		Files.write(file, bytes);
		assertSentence(assertThrows(InvalidInputException.class, () -> read(file)), message);
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(1, files.count());
		}
	}

	private void replace(final String entry, final String from, final String to) {
		final String text = new String(entries.get(entry), StandardCharsets.UTF_8);
		assertTrue(text.contains(from), text);
		entries.put(entry, utf8(text.replace(from, to)));
	}

	private byte[] stored() throws IOException {
		return zip(entries, ZipEntry.STORED);
	}

	private static byte[] zip(final Map<String, byte[]> entries, final int method) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(out)) {
			for (final Map.Entry<String, byte[]> item : entries.entrySet()) {
				final ZipEntry entry = new ZipEntry(item.getKey());
				final CRC32 crc = new CRC32();
				crc.update(item.getValue());
				entry.setMethod(method);
				entry.setSize(item.getValue().length);
				entry.setCrc(crc.getValue());
				zip.putNextEntry(entry);
				zip.write(item.getValue());
			}
		}
		return out.toByteArray();
	}

	private static byte[] tensors(final String header, final byte[] data) {
		final byte[] text = utf8(header);
		return ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(
			text).put(data).array();
	}

	private static SavedModel read(final Path path) {
		return ModelFile.read(path, TestModels::layout);
	}

	private static byte[] utf8(final String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}
}
