package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.Json;
import org.chimle.engine.config.Preset;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.Degradation;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TrainingRecord;
import org.chimle.image.FolderOfPairs;
import org.chimle.image.FolderPairSource;
import org.chimle.image.PairProblemsException;
import org.chimle.image.PairRules;
import org.chimle.testing.TestImages;
import org.chimle.testing.TinyPairs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharpImagesTest {

	private static final Degradation NOISY = new Degradation(1, null, 2, false, 100, 2, 0, List.of());

	@TempDir
	private Path folder;

	@BeforeEach
	void writeImages() throws IOException {
		TinyPairs.write(folder);
	}

	private TrainingJob job(final String name, final Degradation degradation, final InterruptedRun interrupted) {
		return new TrainingJob("", folder.resolve("target").toString(), folder.resolve(name + ".chimle").toString(),
			Task.GENERIC, Preset.FAST, List.of(2), 6, 16, 0.25, 1e-3, 7, "cpu", false, DistanceKind.LEARNED,
			SearchStrategy.CHIMLE).with(new Continuation("", interrupted, Continuation.USUAL_MINUTES)).with(SharpImages.of(
				degradation, ""));
	}

	private static JobMonitor stopping(final int atStep) {
		final JobControl control = new JobControl();
		return new JobMonitor(event -> {
			if (event instanceof JobEvent.Progress progress && progress.phase().equals("training") && progress
				.done() == atStep)
			{
				control.cancel();
			}
		}, control);
	}

	@Test
	void theModelRecordsTheDegradationAndAResumedRunIsTheSame() {
		final SavedModel whole = job("whole", NOISY, InterruptedRun.KEEP).run(JobMonitor.silent());
		assertEquals(Task.SUPER_RESOLUTION, whole.config().task());
		final Degradation recorded = ModelFile.read(folder.resolve("whole.chimle")).training().degradation();
		assertEquals(NOISY.withFullScale(recorded.fullScale()), recorded);
		assertEquals(1, recorded.fullScale().size(), "16-bit images have a measured full scale");
		assertEquals(1500, recorded.fullScale().get(0).high(), 1);

		assertTrue(job("m", NOISY, InterruptedRun.KEEP).run(stopping(2)).training().cancelled());
		final Degradation other = new Degradation(1, null, 2, false, 50, 2, 0, List.of());
		final String refusal = assertThrows(InvalidInputException.class, () -> job("m", other, InterruptedRun.RESUME).run(
			JobMonitor.silent())).getMessage();
		assertTrue(refusal.contains("100 photons") && refusal.contains("50 photons"), refusal);
		assertArrayEquals(whole.parameters(), job("m", NOISY, InterruptedRun.RESUME).run(JobMonitor.silent()).parameters());
	}

	@Test
	void anOlderModelFileHasNoDegradation() {
		final TrainingRecord record = Models.random(Task.GENERIC, 1, 1, 1, 0, 255).training();
		final String json = Json.write(record);
		final String old = json.replaceAll("(?s),\\s*\"degradation\": .*", "}");
		assertFalse(old.contains("degradation"));
		assertEquals(record, Json.read("it", old, TrainingRecord.class));
		assertTrue(Json.read("it", old, TrainingRecord.class).degradation().isNone());
	}

	private PairSource source(final Degradation degradation) {
		final FolderOfPairs pairs = FolderOfPairs.ofSharp(folder.resolve("target"), new PairRules(degradation.task(), 8),
			degradation, null, 5, false, JobMonitor.silent());
		final List<IntensityRange> range = List.of(new IntensityRange(0, 2000));
		return new FolderPairSource(pairs, Preset.FAST.model(degradation.task(), 1, 1, 1), new Normalisation(range, range));
	}

	@Test
	void noiseIsDrawnAnewAndTheTargetStays() {
		final PairSource source = source(NOISY);
		assertEquals(16, source.get(1).input().width());
		assertArrayEquals(source.get(1, 3).input().data(), source.get(1, 3).input().data());
		assertFalse(Arrays.equals(source.get(1, 3).input().data(), source.get(1, 4).input().data()));
		assertArrayEquals(source.get(1).target().data(), source.get(1, 4).target().data());
		assertArrayEquals(source.get(1).input().data(), source(NOISY).get(1).input().data(), "the same in another session");
		for (final float value : source.get(2).input().data()) {
			assertEquals(Math.rint(2000.0 * value), 2000.0 * value, 1e-3, "a 16-bit camera gives whole numbers");
		}
	}

	@Test
	void everyPartOfTheDegradationIsHonoured() {
		final FloatImage plain = source(new Degradation(1, null, 2, false, 0, 0, 0, List.of())).get(1).input();
		final List<Degradation> others = List.of(new Degradation(2, null, 2, false, 0, 0, 0, List.of()), new Degradation(1,
			null, 2, false, 200, 0, 0, List.of()), new Degradation(1, null, 2, false, 0, 1, 0, List.of()), new Degradation(1,
				null, 2, false, 0, 0, 30, List.of()));
		final List<float[]> seen = new ArrayList<>(List.of(plain.data()));
		for (final Degradation other : others) {
			final float[] data = source(other).get(1).input().data();
			assertTrue(seen.stream().noneMatch(before -> Arrays.equals(before, data)), other.words());
			seen.add(data);
		}
	}

	@Test
	void settingsThatCannotBeAreSentences() {
		assertThrows(InvalidInputException.class, () -> SharpImages.of(Degradation.NONE, ""));
		assertThrows(InvalidInputException.class, () -> SharpImages.of(NOISY, "psf.tif"));
		final Degradation grey = new Degradation(0, null, 1, true, 0, 0, 0, List.of());
		final String refusal = assertThrows(PairProblemsException.class, () -> job("g", grey, InterruptedRun.KEEP).run(
			JobMonitor.silent())).getMessage();
		assertTrue(refusal.contains("RGB"), refusal);
	}

	@Test
	void coloursAreTakenAway() {
		final Path place = folder.resolve("rgb");
		assertTrue(place.toFile().mkdir());
		for (int i = 0; i < 2; i++) TestImages.save(TestImages.stack("c", 24, 24, 24, 1, 1, 1), place.resolve("c" + i + ".tif"));
		final Degradation grey = new Degradation(0, null, 1, true, 0, 0, 0, List.of());
		final FolderOfPairs pairs = FolderOfPairs.ofSharp(place, new PairRules(grey.task(), 8), grey, null, 1, false, JobMonitor
			.silent());
		assertEquals(1, pairs.input(0).image().channels());
		assertEquals(3, pairs.target(0).image().channels());
	}
}
