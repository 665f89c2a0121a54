package org.chimle.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.chimle.engine.config.LevelConfig;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.Task;
import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {

	@TempDir
	private Path folder;

	@Test
	void whatIsWrittenIsReadBack() {
		final SavedModel model = TestModels.model();
		final Path file = write(model, "a.chimle");
		assertSame(model, read(file));
	}

	@Test
	void aRealNetworkIsReadBack() {
		final ModelConfig config = Preset.FAST.model(Task.SUPER_RESOLUTION, 1, 1, 2);
		final SavedModel small = TestModels.model();
		final float[] parameters = new float[TowerImplicitModel.layout(config).size()];
		for (int i = 0; i < parameters.length; i++) parameters[i] = i * 0.5f;
		final SavedModel model = new SavedModel(config, small.normalisation(), small.training(), parameters);
		final Path file = folder.resolve("real.chimle");
		ModelFile.write(model, file);
		assertSame(model, ModelFile.read(file));
	}

	@Test
	void aModelLargerThanTheWritingBufferIsReadBack() {
		final SavedModel model = TestModels.model(1000);
		assertSame(model, read(write(model, "large.chimle")));
	}

	@Test
	void equalModelsGiveEqualBytes() throws IOException {
		final byte[] a = Files.readAllBytes(write(TestModels.model(), "a.chimle"));
		final byte[] b = Files.readAllBytes(write(TestModels.model(), "b.chimle"));
		assertArrayEquals(a, b);
	}

	@Test
	void theFileNamesThePaper() throws IOException {
		final String content = new String(Files.readAllBytes(write(TestModels.model(), "a.chimle")),
			StandardCharsets.ISO_8859_1);
		assertTrue(content.contains("Shichong Peng, Alireza Moazeni and Ke Li"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 10, 100, 1000 })
	void aFullDiskLeavesTheOldFileAndNoRubbish(final int room) throws IOException {
		final Path file = write(TestModels.model(), "model.chimle");
		final byte[] before = Files.readAllBytes(file);
		final InvalidInputException exc = assertThrows(InvalidInputException.class, () -> ModelFile.write(TestModels.model(
			500), file, TestModels::layout, disk -> new SmallDisk(disk, room)));
		assertSentence(exc, "No space left on device");
		assertArrayEquals(before, Files.readAllBytes(file));
		assertEquals(List.of("model.chimle"), names());
	}

	@Test
	void aDeviceThatIsReallyFullEndsInASentence() throws IOException {
		final Path full = Path.of("/dev/full");
		Assumptions.assumeTrue(Files.isWritable(full), "only Linux has this device");
		final Path file = folder.resolve("model.chimle");
		try (OutputStream device = Files.newOutputStream(full)) {
			final InvalidInputException exc = assertThrows(InvalidInputException.class, () -> ModelFile.write(TestModels
				.model(), file, TestModels::layout, disk -> device));
			assertSentence(exc, "model.chimle");
		}
		assertEquals(List.of(), names());
	}

	@Test
	void anErrorInTheProgramLeavesTheOldFileAndNoRubbish() throws IOException {
		final Path file = write(TestModels.model(), "model.chimle");
		final byte[] before = Files.readAllBytes(file);
		final UnaryOperator<OutputStream> broken = disk -> {
			throw new IllegalStateException("a defect");
		};
		assertThrows(IllegalStateException.class, () -> ModelFile.write(TestModels.model(5), file, TestModels::layout,
			broken));
		assertArrayEquals(before, Files.readAllBytes(file));
		assertEquals(List.of("model.chimle"), names());
	}

	@Test
	void aGoodFileIsReplaced() {
		final Path file = write(TestModels.model(3), "model.chimle");
		write(TestModels.model(4), "model.chimle");
		assertSame(TestModels.model(4), read(file));
		assertEquals(List.of("model.chimle"), names());
	}

	@Test
	void aMissingFolderEndsInASentence() {
		assertSentence(assertThrows(InvalidInputException.class, () -> write(TestModels.model(), "no/such/model.chimle")),
			"does not exist");
		assertEquals(List.of(), names());
	}

	@Test
	void aFolderInPlaceOfTheFileEndsInASentence() throws IOException {
		Files.createDirectory(folder.resolve("model.chimle"));
		assertSentence(assertThrows(InvalidInputException.class, () -> write(TestModels.model(), "model.chimle")),
			"is a folder");
		assertEquals(List.of("model.chimle"), names());
	}

	@Test
	void weightsThatAreNotFiniteAreNotWritten() {
		final SavedModel model = TestModels.model();
		model.parameters()[4] = Float.NaN;
		assertSentence(assertThrows(InvalidInputException.class, () -> write(model, "model.chimle")), "diverged");
		assertEquals(List.of(), names());
	}

	@Test
	void aNetworkTooLargeForAFileEndsInASentence() {
		final SavedModel small = TestModels.model();
		final LevelConfig level = new LevelConfig(1024, 1024);
		final ModelConfig huge = new ModelConfig(Task.SUPER_RESOLUTION, 1, 1, 5, 4096, 4096, 32, List.of(level, level, level,
			level, level, level));
		final SavedModel model = new SavedModel(huge, small.normalisation(), small.training(), new float[1]);
		final InvalidInputException exc = assertThrows(InvalidInputException.class, () -> ModelFile.write(model, folder
			.resolve("model.chimle")));
		assertSentence(exc, "1000000000 weights");
		assertEquals(List.of(), names());
	}

	private Path write(final SavedModel model, final String name) {
		final Path file = folder.resolve(name);
		ModelFile.write(model, file, TestModels::layout, UnaryOperator.identity());
		return file;
	}

	private static SavedModel read(final Path file) {
		return ModelFile.read(file, TestModels::layout);
	}

	private List<String> names() {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
		catch (final IOException exc) {
			throw new IllegalStateException(exc);
		}
	}

	/** Compares all parts; a record with an array compares the array's identity. */
	static void assertSame(final SavedModel expected, final SavedModel actual) {
		assertEquals(expected.config(), actual.config());
		assertEquals(expected.normalisation(), actual.normalisation());
		assertEquals(expected.training(), actual.training());
		assertArrayEquals(expected.parameters(), actual.parameters());
	}

	/** Asserts that a message is one sentence that contains a text. */
	static void assertSentence(final InvalidInputException exc, final String part) {
		final String message = exc.getMessage();
		assertTrue(message.contains(part), message);
		assertTrue(message.endsWith("."), message);
		assertFalse(message.contains("\n"), message);
		assertNotEquals("", message);
	}

	/** A stream that fails once it has taken so many bytes, as a full disk does. */
	private static final class SmallDisk extends FilterOutputStream {

		private int room;

		private SmallDisk(final OutputStream out, final int room) {
			super(out);
			this.room = room;
		}

		@Override
		public void write(final byte[] bytes, final int offset, final int length) throws IOException {
			final int fits = Math.min(room, length);
			out.write(bytes, offset, fits);
			room -= fits;
			if (fits < length) throw new IOException("No space left on device");
		}

		@Override
		public void write(final int b) throws IOException {
			write(new byte[] { (byte) b }, 0, 1);
		}
	}
}
