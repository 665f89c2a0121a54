package org.chimle.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Json;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.file.AtomicFile;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointFileTest {

	private static final ModelConfig MODEL = TinyModels.config(Task.GENERIC);
	private static final TrainingState STATE = new TrainingState(7, 1, 4, List.of(new LatentCode(Long.MIN_VALUE, -1),
		new LatentCode(0x9E3779B97F4A7C15L, Long.MAX_VALUE)), List.of(0.1, 1.0 / 3), 3, List.of(Math.PI, 1e-300), List.of(
			new JobEvent.Loss(4, 2, List.of(0.5, 0.25), false)), new Rescoring(5, 2, 1), Precision.BFLOAT16);

	@TempDir
	private Path folder;

	private static Values numbers(final long seed) {
		final float[] values = new float[TowerImplicitModel.layout(MODEL).size()];
		final Random random = new Random(seed);
		for (int i = 0; i < values.length; i++) values[i] = random.nextFloat() * Float.MIN_NORMAL * (i % 3);
		return Values.of(values);
	}

	private static Checkpoint checkpoint(final TrainingState state, final Values mean) {
		return new Checkpoint(new TrainingRun(MODEL, TinyModels.training(SearchStrategy.CHIMLE, 9), TinyModels.unitRanges(
			MODEL), List.of(new TrainingRun.Pair("a", Long.MIN_VALUE + 1), new TrainingRun.Pair("\u00b5", 0))), state, numbers(1),
			mean, numbers(3));
	}

	private Path written() throws IOException {
		final Path file = folder.resolve("m.chimle.checkpoint");
		CheckpointFile.write(checkpoint(STATE, numbers(2)), file);
		return file;
	}

	@Test
	void everyBitIsReadBack() throws IOException {
		final Checkpoint read = CheckpointFile.read(written());
		assertEquals(checkpoint(STATE, numbers(2)).run(), read.run());
		assertEquals(STATE, read.state());
		assertArrayEquals(numbers(1).copy(), read.parameters().copy());
		assertArrayEquals(numbers(2).copy(), read.mean().copy());
		assertArrayEquals(numbers(3).copy(), read.variance().copy());
	}

	@Test
	void statesFromBeforeThereWasAFloat16SearchAreRead() {
		final String json = Json.write(STATE).replaceAll("(?s),\\s*\"rescoring\": \\{.*?}", "");
		assertFalse(json.contains("rescoring"));
		assertEquals(Rescoring.NONE, Json.read("state", json, TrainingState.class).rescoring());
	}

	@Test
	void statesFromBeforeComparisonsBeyondTheFormatWereCountedAreRead() {
		final String json = Json.write(STATE).replaceAll(",\\s*\"beyond\": 1", "");
		assertFalse(json.contains("beyond"));
		assertEquals(new Rescoring(5, 2, 0), Json.read("state", json, TrainingState.class).rescoring());
	}

	@Test
	void itLiesBesideTheModel() {
		assertEquals(folder.resolve("m.chimle.checkpoint").toAbsolutePath(), CheckpointFile.of(folder.resolve("m.chimle")));
	}

	@Test
	void aFullDiskOrADivergedRunLeavesTheOldOne() throws IOException {
		final Path file = written();
		final byte[] before = Files.readAllBytes(file);
		final TrainingState later = new TrainingState(8, 1, 4, STATE.codes(), STATE.lossSums(), 4, List.of(), List.of(), null, null);
		for (final int room : new int[] { 0, 100, 3000, before.length / 2 }) {
			final IOException exc = assertThrows(IOException.class, () -> CheckpointFile.write(checkpoint(later, numbers(4)), file,
				out -> new SmallDisk(out, room)));
			assertEquals("No space left on device", exc.getMessage());
		}
		final float[] broken = numbers(2).copy();
		broken[broken.length - 1] = Float.NaN;
		assertThrows(IOException.class, () -> CheckpointFile.write(checkpoint(later, Values.of(broken)), file));
		assertThrows(IOException.class, () -> CheckpointFile.write(checkpoint(new TrainingState(8, 1, 4, STATE.codes(), List
			.of(Double.NaN, 0.0), 4, List.of(), List.of(), null, null), numbers(2)), file));
		assertArrayEquals(before, Files.readAllBytes(file));
		try (var files = Files.list(folder)) {
			assertEquals(1, files.count());
		}
	}

	@Test
	void damageIsToldInOneSentence() throws IOException {
		final byte[] bytes = Files.readAllBytes(written());
		final Path file = folder.resolve("damaged");
		final Random random = new Random(1);
		for (int i = 0; i < 60; i++) {
			Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
			assertRefused(file, "cannot be used because");
		}
		int refused = 0;
		for (int i = 0; i < 60; i++) {
			final byte[] flipped = bytes.clone();
			flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
			Files.write(file, flipped);
			try {
				assertArrayEquals(numbers(2).copy(), CheckpointFile.read(file).mean().copy());
			}
			catch (final InvalidInputException exc) {
				refused++;
			}
		}
		assertTrue(refused > 50, refused + " of 60");
	}

	@Test
	void otherFilesAreRefused() {
		final Path model = folder.resolve("m.chimle");
		ModelFile.write(TinyModels.random(Task.GENERIC), model);
		assertRefused(model, "it is not a CHIMLE checkpoint");
		assertRefused(folder.resolve("nothing"), "does not exist");
		assertThrows(InvalidInputException.class, () -> ModelFile.read(written()));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "\"steps\": 7; \"steps\": 3", "\"steps\": 7; \"steps\": 7000000",
		"\"refresh\": 1; \"refresh\": -1", "\"lossCount\": 3; \"lossCount\": 30", "\"pairsPerRefresh\": 100; \"pairsPerRefresh\": 1",
		"\"growth\": 3; \"growth\": 4", "\"growth\": 3; \"growth\": 3000", "\"version\": 1; \"version\": 2",
		"9223372036854775807; null" })
	void contradictionsAreRefused(final String before, final String after) throws IOException {
		final Path file = written();
		try (ModelArchive archive = ModelArchive.open(file, "CHIMLE checkpoint")) {
			final Map<String, String> texts = new LinkedHashMap<>();
			for (final String entry : List.of("format.json", "run.json", "state.json")) {
				texts.put(entry, archive.readText(entry, 1 << 20).replace(before, after));
			}
			final Map<String, AtomicFile.Content> vectors = new LinkedHashMap<>();
			for (final String entry : List.of("weights.safetensors", "mean.safetensors", "variance.safetensors")) {
				final byte[] bytes = archive.read(entry, InputStream::readAllBytes);
				vectors.put(entry, out -> out.write(bytes));
			}
			final Path forged = folder.resolve("forged");
			AtomicFile.write(forged, out -> ModelArchiveWriter.write(out, texts, vectors), disk -> disk);
			assertRefused(forged, "cannot be used because");
		}
	}

	@Test
	void onlyUnfinishedFilesOfThisModelAreSweptAway() throws IOException {
		final String id = "01234567-89ab-cdef-0123-456789abcdef";
		Files.createFile(folder.resolve(".m.chimle-" + id + ".tmp"));
		Files.createFile(folder.resolve(".m.chimle.checkpoint-" + id + ".tmp"));
		Files.createFile(folder.resolve(".n.chimle-" + id + ".tmp"));
		Files.createFile(folder.resolve(".m.chimle-notes.tmp"));
		CheckpointFile.sweep(folder.resolve("m.chimle"));
		try (var files = Files.list(folder)) {
			assertEquals(List.of(".m.chimle-notes.tmp", ".n.chimle-" + id + ".tmp"), files.map(file -> file.getFileName()
				.toString()).sorted().toList());
		}
	}

	private static void assertRefused(final Path file, final String words) {
		final String message = assertThrows(InvalidInputException.class, () -> CheckpointFile.read(file)).getMessage();
		assertTrue(message.contains(words) && message.endsWith("."), message);
	}

	/** Holds only so many bytes. */
	private static final class SmallDisk extends OutputStream {

		private final OutputStream out;
		private int room;

		private SmallDisk(final OutputStream out, final int room) {
			this.out = out;
			this.room = room;
		}

		@Override
		public void write(final int b) throws IOException {
			if (room-- <= 0) throw new IOException("No space left on device");
			out.write(b);
		}
	}
}
