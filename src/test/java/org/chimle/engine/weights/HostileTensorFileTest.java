package org.chimle.engine.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged, foreign and malicious files end in one sentence that names the file, and take no memory to speak of. */
class HostileTensorFileTest {

	@TempDir
	private Path folder;

	private static byte[] resource(final String name) throws IOException {
		try (InputStream in = HostileTensorFileTest.class.getResourceAsStream("/weights/" + name)) {
			return in.readAllBytes();
		}
	}

	private Path file(final byte[] bytes) throws IOException {
		return Files.write(folder.resolve("weights.pth"), bytes);
	}

	private void assertRefused(final String problem, final byte[] bytes) throws IOException {
		final Path file = file(bytes);
		final String message = assertThrows(InvalidInputException.class, () -> readAll(file)).getMessage();
		assertTrue(message.startsWith("The weights file " + file + " cannot be used: "), message);
		assertTrue(message.contains(problem), message);
	}

	private static void readAll(final Path file) {
		try (TensorFile tensors = TensorFile.open(file)) {
			tensors.read(TensorSpec.of("whole", 2, 3, 4));
			tensors.read(TensorSpec.of("half", 5));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "zip", "legacy" })
	void aPickleThatAsksForMoreThanTensorsIsRefused(final String format) throws IOException {
		assertRefused("it asks for the Python object posix.system, which no file of weights needs", resource("hostile_" +
			format + ".pth"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "zip", "legacy" })
	void everyTruncationEndsInASentence(final String format) throws IOException {
		final byte[] bytes = resource("tensors_" + format + ".pth");
		for (int length = 0; length < bytes.length; length += 37) {
			final byte[] cut = Arrays.copyOf(bytes, length);
			final Path file = file(cut);
			try {
				readAll(file);
			}
			catch (final InvalidInputException exc) {
				assertEquals(1, exc.getMessage().lines().count());
			}
		}
		assertRefused("", Arrays.copyOf(bytes, bytes.length / 2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "zip", "legacy" })
	void noFlippedByteGetsPastTheSentences(final String format) throws IOException {
		final byte[] bytes = resource("tensors_" + format + ".pth");
		final Random random = new Random(3);
		for (int i = 0; i < 400; i++) {
			final byte[] broken = bytes.clone();
			for (int k = 0; k < 3; k++) broken[random.nextInt(bytes.length)] = (byte) random.nextInt();
			final Path file = file(broken);
			try {
				readAll(file);
			}
			catch (final InvalidInputException exc) {
				assertTrue(exc.getMessage().startsWith("The weights file "), exc.getMessage());
			}
		}
	}

	/** Pickles that claim two gigabytes, nest, or use instructions that build other objects. */
	@ParameterizedTest
	@CsvSource({ "X ffffff7f, a name of 2147483647 bytes", "58 ffffffff, a name of -1 bytes",
		"8e ffffffffffffff7f, pickle instruction 142", "42 ffffff7f, pickle instruction 66", "8b ffffff7f, pickle instruction",
		"63 6f730a73797374656d0a, Python object os.system", "69 6f730a73797374656d0a, pickle instruction 105",
		"5d 62, index is broken", "7d 5d 4e 73, a key that is no name",
		"4e 51, index is broken", "2e, index is broken" })
	void hostilePicklesAreRefused(final String hex, final String problem) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			zip.putNextEntry(new ZipEntry("archive/data.pkl"));
			zip.write(new byte[] { (byte) 0x80, 2 });
			zip.write(HexFormat.of().parseHex(hex.replace("X", "58").replace(" ", "")));
			zip.write('.');
			zip.closeEntry();
		}
		assertRefused(problem.strip(), bytes.toByteArray());
	}

	/** A dictionary with the number 5 where the name of a tensor should be. */
	@Test
	void aTensorWithoutANameIsRefused() throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			zip.putNextEntry(new ZipEntry("archive/data.pkl"));
			zip.write(new byte[] { (byte) 0x80, 2, '}', 'K', 5 });
			zip.write("ctorch._utils\n_rebuild_tensor_v2\n((".getBytes(StandardCharsets.US_ASCII));
			write(zip, "storage");
			zip.write("ctorch\nFloatStorage\n".getBytes(StandardCharsets.US_ASCII));
			write(zip, "0");
			write(zip, "cpu");
			zip.write(new byte[] { 'K', 6, 't', 'Q', 'K', 0, 'K', 6, (byte) 0x85, 'K', 1, (byte) 0x85, 't', 'R', 's', '.' });
			zip.closeEntry();
		}
		assertRefused("it has a tensor without a name", bytes.toByteArray());
	}

	private static void write(final ZipOutputStream to, final String text) throws IOException {
		to.write(new byte[] { 'X', (byte) text.length(), 0, 0, 0 });
		to.write(text.getBytes(StandardCharsets.US_ASCII));
	}

	@Test
	void whatAFileSaysOfItselfCannotFillTheScreen() throws IOException {
		final String name = "long\\n".repeat(20_000);
		final Path file = file(safetensors("{\"" + name + "\":{\"dtype\":\"F8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1));
		final String message = assertThrows(InvalidInputException.class, () -> readAll(file)).getMessage();
		assertEquals(1, message.lines().count());
		assertTrue(message.length() < 1000 + file.toString().length(), () -> message.length() + " characters");
	}

	@Test
	void foreignFilesAreRefused() throws IOException {
		assertRefused("it is neither a .pth, a .safetensors nor a .npz file", "<!DOCTYPE html><html>".getBytes(
			StandardCharsets.US_ASCII));
		assertRefused("it is neither", new byte[0]);
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			zip.putNextEntry(new ZipEntry("readme.txt"));
			zip.closeEntry();
		}
		assertRefused("it is a zip that holds no tensors", bytes.toByteArray());
		final Path missing = folder.resolve("missing.pth");
		assertTrue(assertThrows(InvalidInputException.class, () -> TensorFile.open(missing)).getMessage().contains(
			"it does not exist"));
		assertTrue(assertThrows(InvalidInputException.class, () -> TensorFile.open(folder)).getMessage().contains(
			"it is a folder"));
	}

	private static byte[] safetensors(final String header, final int data) {
		final byte[] text = header.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text)
			.array();
	}

	@Test
	void brokenSafetensorsAreRefused() throws IOException {
		final String whole = "{\"whole\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}";
		assertRefused("it has no tensor half", safetensors(String.format(whole, "F32", "[2,3,4]", "[0,96]"), 96));
		assertRefused("it ends before its tensor whole does", safetensors(String.format(whole, "F32", "[2,3,4]", "[0,96]"),
			95));
		assertRefused("does not take the place its shape needs", safetensors(String.format(whole, "F32", "[2,3,4]", "[0,95]"),
			96));
		assertRefused("the impossible shape", safetensors(String.format(whole, "F32", "[4294967296,4294967296]", "[0,96]"),
			96));
		assertRefused("the impossible shape", safetensors(String.format(whole, "F32", "[-2,-12]", "[0,96]"), 96));
		assertRefused("the unknown type F8", safetensors(String.format(whole, "F8", "[96]", "[0,96]"), 96));
		assertRefused("its header is broken", safetensors("{\"whole\":", 0));
		assertRefused("its header is broken", safetensors("{\"whole\":" + "[".repeat(5000), 0));
		final byte[] claims = safetensors(String.format(whole, "F32", "[2,3,4]", "[0,96]"), 96);
		ByteBuffer.wrap(claims).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE);
		assertRefused("its header claims 9223372036854775807 bytes", claims);
	}

	private static byte[] npz(final String header, final int data) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			zip.putNextEntry(new ZipEntry("whole.npy"));
			final byte[] text = header.getBytes(StandardCharsets.US_ASCII);
			zip.write(new byte[] { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, (byte) (text.length >> 8) });
			zip.write(text);
			zip.write(new byte[data]);
			zip.closeEntry();
		}
		return bytes.toByteArray();
	}

	@Test
	void brokenNumPyArchivesAreRefused() throws IOException {
		final String header = "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }   \n";
		assertRefused("it has no tensor half", npz(String.format(header, "<f4", "False", "2, 3, 4"), 96));
		assertRefused("its tensor whole ends too early", npz(String.format(header, "<f4", "False", "2, 3, 4"), 90));
		assertRefused("is stored column by column", npz(String.format(header, "<f4", "True", "2, 3, 4"), 96));
		assertRefused("the unknown type >f4", npz(String.format(header, ">f4", "False", "2, 3, 4"), 96));
		assertRefused("the unknown type |O", npz(String.format(header, "|O", "False", "2, 3, 4"), 96));
		assertRefused("the impossible shape", npz(String.format(header, "<f4", "False", "99999999999, 99999999999"), 96));
		assertRefused("the impossible shape", npz(String.format(header, "<f4", "False", "99999999999999999999999"), 96));
		assertRefused("the header of its tensor whole is broken", npz("{'shape': __import__('os').system('x')}", 0));
	}
}
