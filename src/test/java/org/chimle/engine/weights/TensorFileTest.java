package org.chimle.engine.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The .pth files were written by PyTorch 2.15 in its old and its new format. */
class TensorFileTest {

	@TempDir
	private Path folder;

	private Path resource(final String name) throws IOException {
		final Path file = folder.resolve(name);
		try (InputStream in = TensorFileTest.class.getResourceAsStream("/weights/" + name)) {
			Files.write(file, in.readAllBytes());
		}
		return file;
	}

	@ParameterizedTest
	@ValueSource(strings = { "tensors_zip.pth", "tensors_legacy.pth" })
	void readsPyTorchsFiles(final String name) throws IOException {
		try (TensorFile file = TensorFile.open(resource(name))) {
			final float[] whole = file.read(TensorSpec.of("whole", 2, 3, 4));
			for (int i = 0; i < 24; i++) assertEquals(i / 8f, whole[i]);
			assertArrayEquals(new float[] { 0.625f, 0.75f, 0.875f, 1, 1.125f, 1.25f }, file.read(TensorSpec.of("part", 2, 3)));
			assertArrayEquals(new float[] { 1.5f, -2.25f, 65504, 5.9604645e-8f, 0 }, file.read(TensorSpec.of("half", 5)));
			assertArrayEquals(new float[] { 1.5f, -2.25f, 3e38f }, file.read(TensorSpec.of("brain", 3)), 1e36f);
			assertArrayEquals(new float[] { 0.1f, -1e30f }, file.read(TensorSpec.of("double", 1, 2)));
			assertArrayEquals(new float[] { 4, 5 }, file.read(TensorSpec.of("parameter", 1, 2, 1)));
			assertProblem("its tensor count stores whole numbers (INT64) where weights are fractions", () -> file.read(TensorSpec
				.of("count", 1)));
			assertProblem("its tensor nan contains NaN", () -> file.read(TensorSpec.of("nan", 2)));
			assertProblem("it has no tensor features.0.weight", () -> file.read(TensorSpec.of("features.0.weight", 2)));
			assertProblem("its tensor part has the shape [2, 3] but must have [3, 2]", () -> file.read(TensorSpec.of("part", 3,
				2)));
			assertProblem("its tensor turned is not stored row by row", () -> file.read(TensorSpec.of("turned", 3, 2)));
			assertFalse(file.has(TensorSpec.of("missing", 1)));
		}
	}

	/** The published heads of LPIPS are of this kind: the dictionary is made of a list of pairs. */
	@Test
	void readsFilesThatPython2Wrote() throws IOException {
		try (TensorFile file = TensorFile.open(resource("tensors_python2.pth"))) {
			assertEquals(23 / 8f, file.read(TensorSpec.of("whole", 2, 3, 4))[23]);
			assertArrayEquals(new float[] { 1.5f, -2.25f, 65504, 5.9604645e-8f, 0 }, file.read(TensorSpec.of("half", 5)));
		}
	}

	@Test
	void readsSafetensorsAndNumPyArchives() throws IOException {
		final String header = "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\"," +
			"\"shape\":[1,1],\"data_offsets\":[4,8]},\"__metadata__\":{\"x\":\"y\"}}";
		final ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
		bytes.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII)).putShort((short) 0x3c00).putShort(
			(short) 0xc000).putFloat(7.5f);
		assertAAndB(Files.write(folder.resolve("x.safetensors"), bytes.array()));
		final ByteArrayOutputStream npz = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(npz)) {
			addArray(zip, "a", "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", 16, buffer -> buffer.putDouble(1)
				.putDouble(-2));
			addArray(zip, "b", "{'descr': '<f4', 'fortran_order': True, 'shape': (), }", 4, buffer -> buffer.putFloat(7.5f));
		}
		assertAAndB(Files.write(folder.resolve("x.npz"), npz.toByteArray()));
	}

	private static void addArray(final ZipOutputStream zip, final String name, final String header, final int size,
		final Consumer<ByteBuffer> values) throws IOException
	{
		zip.putNextEntry(new ZipEntry(name + ".npy"));
		final ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + size).order(ByteOrder.LITTLE_ENDIAN);
		bytes.put(new byte[] { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0 }).putShort((short) header.length()).put(header
			.getBytes(StandardCharsets.US_ASCII));
		values.accept(bytes);
		zip.write(bytes.array());
		zip.closeEntry();
	}

	private static void assertAAndB(final Path path) {
		try (TensorFile file = TensorFile.open(path)) {
			assertArrayEquals(new float[] { 1, -2 }, file.read(TensorSpec.of("a", 2)));
			assertArrayEquals(new float[] { 7.5f }, file.read(new TensorSpec(List.of("other", "b"), List.of(1))));
		}
	}

	private static void assertProblem(final String problem, final Executable body) {
		final String message = assertThrows(InvalidInputException.class, body).getMessage();
		assertTrue(message.contains(" cannot be used: " + problem), message);
		assertEquals(1, message.lines().count());
		assertTrue(message.endsWith("."));
	}
}
