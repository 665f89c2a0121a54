package org.chimle.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Checkpoint;
import org.chimle.engine.model.CheckpointFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.tensor.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of six steps: three searches of six pairs, each followed by two steps and a look at two held-out pairs. */
class ResumeTest {

	private static final ModelConfig MODEL = TinyModels.config(Task.SUPER_RESOLUTION);
	private static final PairSource PAIRS = TinyModels.pairs(8, Task.SUPER_RESOLUTION);

	@TempDir
	private Path folder;

	private static TrainingConfig config(final double rate) {
		final TrainingConfig tiny = TinyModels.training(SearchStrategy.CHIMLE, 2);
		return new TrainingConfig(tiny.distance(), tiny.search(), List.of(3, 2), 2, 2, 100, 2, 0, 0.25, rate, 0.01, true, 3,
			16, false);
	}

	@Test
	void whereverARunIsInterruptedItEndsAsIfItHadNotBeen() {
		final List<JobEvent.Loss> losses = new ArrayList<>();
		final SavedModel uninterrupted = train(new TrainingStart.Anew(), Checkpoints.none(), losses);
		final List<Checkpoint> taken = new ArrayList<>();
		final SavedModel watched = train(new TrainingStart.Anew(), new Checkpoints(checkpoint -> {
			final Path file = folder.resolve(taken.size() + ".checkpoint");
			CheckpointFile.write(checkpoint, file);
			taken.add(CheckpointFile.read(file));
		}, Duration.ZERO, System::nanoTime), new ArrayList<>());
		assertArrayEquals(uninterrupted.parameters(), watched.parameters());
		assertEquals(3 * (6 + 2 + 1) + 1, taken.size());
		final Set<String> places = new HashSet<>();
		for (final int i : new int[] { 2, 5, 6, 7, 8, 15, 25, 27 }) {
			final Checkpoint checkpoint = taken.get(i);
			places.add(checkpoint.state().steps() + " " + checkpoint.state().codes().size());
			final List<JobEvent.Loss> again = new ArrayList<>();
			final SavedModel resumed = train(new TrainingStart.Resumed(checkpoint), Checkpoints.none(), again);
			assertArrayEquals(uninterrupted.parameters(), resumed.parameters(), "checkpoint " + i);
			assertEquals(losses, again, "checkpoint " + i);
			assertEquals(uninterrupted.training().steps(), resumed.training().steps());
			assertEquals(uninterrupted.training().validationLoss(), resumed.training().validationLoss());
		}
		assertTrue(places.size() > 6, places.toString());
	}

	@Test
	void aStoppedRunLeavesACheckpointOfItsLastStep() {
		final JobControl control = new JobControl();
		final List<Checkpoint> taken = new ArrayList<>();
		new Trainer(MODEL, config(2e-3), "cpu").train(PAIRS, TinyModels.unitRanges(MODEL), new TrainingStart.Anew(),
			new Checkpoints(checkpoint -> {
				CheckpointFile.write(checkpoint, folder.resolve("c"));
				taken.add(CheckpointFile.read(folder.resolve("c")));
			}, Duration.ofHours(1), System::nanoTime), new JobMonitor(event -> {
				if (event instanceof JobEvent.Progress progress && progress.phase().equals("training")) control.cancel();
			}, control));
		assertEquals(1, taken.size());
		assertEquals(1, taken.get(0).state().steps());
		assertArrayEquals(train(new TrainingStart.Anew(), Checkpoints.none(), new ArrayList<>()).parameters(), train(
			new TrainingStart.Resumed(taken.get(0)), Checkpoints.none(), new ArrayList<>()).parameters());
	}

	@Test
	void otherSettingsOrPairsAreRefusedWithTheDifferences() throws Exception {
		final List<Checkpoint> taken = new ArrayList<>();
		train(new TrainingStart.Anew(), new Checkpoints(taken::add, Duration.ofHours(1), System::nanoTime),
			new ArrayList<>());
		final TrainingStart start = new TrainingStart.Resumed(taken.get(0));
		assertRefused(start, new Trainer(MODEL, config(1e-3), "cpu"), PAIRS, "learning rate 0.002, not 0.001");
		assertRefused(start, new Trainer(MODEL, config(2e-3), "cpu"), TinyModels.pairs(7, Task.SUPER_RESOLUTION),
			"1 differ, the first being pair 7");
		final PairSource changed = new PairSource() {

			@Override
			public int size() {
				return PAIRS.size();
			}

			@Override
			public String name(final int index) {
				return PAIRS.name(index);
			}

			@Override
			public long fingerprint(final int index) {
				return index == 4 ? 1 : 0;
			}

			@Override
			public ImagePair get(final int index) {
				return PAIRS.get(index);
			}
		};
		assertRefused(start, new Trainer(MODEL, config(2e-3), "cpu"), changed, "the first being pair 4");
	}

	/** The process that trains may live on and try again. */
	@Test
	void aRunThatCannotBeginLeavesNoThreads() throws InterruptedException {
		final List<Checkpoint> taken = new ArrayList<>();
		train(new TrainingStart.Anew(), new Checkpoints(taken::add, Duration.ofHours(1), System::nanoTime),
			new ArrayList<>());
		final Checkpoint whole = taken.get(0);
		final float[] weights = TinyModels.random(Task.SUPER_RESOLUTION).parameters();
		final Values none = new Values() {

			@Override
			public int size() {
				return weights.length;
			}

			@Override
			public float[] copy(final int start, final int end) {
				throw new OutOfMemoryError("for a test");
			}
		};
		final Checkpoint broken = new Checkpoint(whole.run(), whole.state(), Values.of(weights), none, none);
		final long before = workers();
		assertThrows(InvalidInputException.class, () -> train(new TrainingStart.Resumed(broken), Checkpoints.none(),
			new ArrayList<>()));
		for (int i = 0; i < 100 && workers() > before; i++) Thread.sleep(50); // threads take a while to end
		assertTrue(workers() <= before);
	}

	private static long workers() {
		return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("CHIMLE worker"))
			.count();
	}

	@Test
	void trainedWeightsAreWhereANewRunBegins() {
		final float[] weights = TinyModels.random(Task.SUPER_RESOLUTION).parameters();
		final TrainingStart start = new TrainingStart.FromWeights(Values.of(weights));
		final double tinyRate = 1e-9;
		final SavedModel model = new Trainer(MODEL, config(tinyRate), "cpu").train(PAIRS, TinyModels.unitRanges(MODEL), start,
			Checkpoints.none(), JobMonitor.silent());
		assertArrayEquals(weights, model.parameters(), 1e-6f);
		assertNotEquals(weights[0], train(new TrainingStart.Anew(), Checkpoints.none(), new ArrayList<>()).parameters()[0]);
	}

	private static void assertRefused(final TrainingStart start, final Trainer trainer, final PairSource pairs,
		final String words)
	{
		final String message = assertThrows(InvalidInputException.class, () -> trainer.train(pairs, TinyModels.unitRanges(
			MODEL), start, Checkpoints.none(), JobMonitor.silent())).getMessage();
		assertTrue(message.contains(words) && message.endsWith("."), message);
	}

	private static SavedModel train(final TrainingStart start, final Checkpoints checkpoints,
		final List<JobEvent.Loss> losses)
	{
		return new Trainer(MODEL, config(2e-3), "cpu").train(PAIRS, TinyModels.unitRanges(MODEL), start, checkpoints,
			new JobMonitor(event -> {
				if (event instanceof JobEvent.Loss loss) losses.add(loss);
			}, new JobControl()));
	}
}
