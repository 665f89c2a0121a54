package org.chimle.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.ConsistencyRule;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.Initialisation;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.model.TowerImplicitModel;
import org.chimle.engine.model.TrainingRecord;
import org.chimle.engine.perceptual.Distances;
import org.chimle.engine.tensor.Parameters;
import org.chimle.engine.tensor.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {

	@ParameterizedTest
	@EnumSource(Task.class)
	void theLossFallsAndTheRunIsReproducible(final Task task) {
		final List<JobEvent.Loss> losses = new ArrayList<>();
		final SavedModel first = train(task, 20, new JobMonitor(event -> {
			if (event instanceof JobEvent.Loss loss && !loss.validation()) losses.add(loss);
		}, new JobControl()));
		final double early = losses.stream().limit(3).mapToDouble(JobEvent.Loss::total).average().orElseThrow();
		final double late = losses.stream().skip(losses.size() - 3).mapToDouble(JobEvent.Loss::total).average()
			.orElseThrow();
		assertTrue(late < 0.95 * early, early + " -> " + late);
		assertEquals(20 * 3, first.training().steps());
		assertFalse(first.training().cancelled());
		assertArrayEquals(first.parameters(), train(task, 20, JobMonitor.silent()).parameters());
	}

	@Test
	void everyPairIsEitherTrainedOnOrHeldOut() {
		final SavedModel model = train(Task.GENERIC, 1, JobMonitor.silent());
		final Set<String> all = new HashSet<>(model.training().trainingPairs());
		assertEquals(6, all.size());
		all.addAll(model.training().validationPairs());
		assertEquals(8, all.size());
		assertEquals(2, model.training().validationLoss().size());
	}

	/** The inputs of super-resolution are their reduced targets. */
	@ParameterizedTest
	@EnumSource(Task.class)
	void theModelRecordsHowWellInputsAndTargetsAgree(final Task task) {
		final ConsistencyRule rule = train(task, 1, JobMonitor.silent()).training().consistency();
		assertEquals(task == Task.GENERIC, rule.hasLines());
		assertEquals(task == Task.COLOURIZATION, rule.error() == null);
		if (task == Task.SUPER_RESOLUTION) assertEquals(0, rule.error());
	}

	/** The targets of pairs that are held out lie on no line. */
	@Test
	void linesAreFittedToTrainingPairsAlone() {
		final Set<String> held = new HashSet<>(train(Task.GENERIC, 1, JobMonitor.silent()).training().validationPairs());
		assertEquals(2, held.size());
		final PairSource agreeing = new PairSource() {

			@Override
			public int size() {
				return 8;
			}

			@Override
			public String name(final int index) {
				return "pair " + index;
			}

			@Override
			public ImagePair get(final int index) {
				final FloatImage input = TinyModels.noise(1, 32, index);
				final FloatImage target = new FloatImage(1, 32, 32);
				for (int i = 0; i < target.data().length; i++) {
					target.data()[i] = held.contains(name(index)) ? 0.9f - input.data()[i] : 0.1f + 0.5f * input.data()[i];
				}
				return new ImagePair(name(index), input, target);
			}
		};
		final ModelConfig config = TinyModels.config(Task.GENERIC);
		final TrainingRecord record = new Trainer(config, TinyModels.training(SearchStrategy.CHIMLE, 1), "cpu").train(agreeing,
			TinyModels.unitRanges(config), JobMonitor.silent()).training();
		assertEquals(held, new HashSet<>(record.validationPairs()));
		assertEquals(0.5, record.consistency().lines().get(0).gain(), 1e-4);
		assertEquals(0.1, record.consistency().lines().get(0).offset(), 1e-4);
		assertEquals(0, record.consistency().error(), 1e-4);
	}

	@Test
	void cancelLeavesAUsableModelWithinOneStep() {
		final JobControl control = new JobControl();
		final List<String> messages = new ArrayList<>();
		final SavedModel model = train(Task.SUPER_RESOLUTION, 1000, new JobMonitor(event -> {
			if (event instanceof JobEvent.Progress progress && progress.phase().equals("training")) control.cancel();
			if (event instanceof JobEvent.Message message) messages.add(message.text());
		}, control));
		assertEquals(1, model.training().steps());
		assertTrue(model.training().cancelled());
		assertEquals(1, messages.size());
		for (final float value : model.parameters()) assertTrue(Float.isFinite(value));
	}

	@Test
	void progressCountsUpAndTimeLeftIsKnownOnceAStepHasBeenTimed() {
		final List<JobEvent.Progress> events = new ArrayList<>();
		train(Task.SUPER_RESOLUTION, 4, new JobMonitor(event -> {
			if (event instanceof JobEvent.Progress progress) events.add(progress);
		}, new JobControl()));
		final Set<String> phases = new HashSet<>(events.stream().map(JobEvent.Progress::phase).toList());
		assertEquals(Set.of("searching codes", "training", "validating"), phases);
		for (final JobEvent.Progress event : events) {
			// A block of code searches tells of its beginning, since its first code may take long.
			final int least = event.phase().equals("searching codes") ? 0 : 1;
			assertTrue(event.done() >= least && event.done() <= event.total(), event.toString());
			assertTrue((event.phase().equals("training") ? Set.of("") : Set.of("", "level 1 of 2", "level 2 of 2")).contains(event
				.detail()), event.toString());
		}
		final JobEvent.Progress last = events.get(events.size() - 1);
		assertEquals(0, last.secondsLeft(), 1e-9);
		assertTrue(events.stream().filter(event -> event.phase().equals("training")).allMatch(event -> event
			.secondsLeft() >= 0));
	}

	@ParameterizedTest
	@ValueSource(longs = { Long.MAX_VALUE, 1 })
	void sixtyStepsLeaveTheNumberOfManagedArraysFlat(final long memory) {
		final ModelConfig model = TinyModels.config(Task.SUPER_RESOLUTION);
		final TrainingConfig config = TinyModels.training(SearchStrategy.CHIMLE, 20);
		try (NDManager manager = Torch.open("cpu");
				Parameters parameters = new Parameters(TowerImplicitModel.layout(model), Initialisation.draw(model, 1),
					manager))
		{
			final NDManager owner = parameters.flat().getManager();
			final List<Integer> counts = new ArrayList<>();
			final JobMonitor monitor = new JobMonitor(event -> {
				// After the steps of a block, when features of its targets are not kept any more.
				if (event instanceof JobEvent.Loss loss && loss.validation()) counts.add(manager.getManagedArrays().size() + owner
					.getManagedArrays().size());
			}, new JobControl());
			final TrainingContext context = new TrainingContext(new TowerImplicitModel(model), config, Distances.of(config
				.distance(), manager), manager, memory, monitor.control());
			try (TrainingLoop loop = new TrainingLoop(context, parameters, new Examples(TinyModels.pairs(8,
				Task.SUPER_RESOLUTION), model, config), null, monitor))
			{
				loop.run(() -> {});
				assertEquals(60, loop.steps());
			}
			assertTrue(counts.size() > 2);
			assertEquals(1, new HashSet<>(counts).size(), counts.toString());
		}
	}

	@Test
	void theSearchMemoryChangesNothingButTheSpeed() {
		final TrainingConfig small = TinyModels.training(SearchStrategy.CHIMLE, 2);
		final TrainingConfig large = new TrainingConfig(small.distance(), small.search(), small.samplesPerLevel(), small
			.epochs(), small.stepsPerRefresh(), small.pairsPerRefresh(), small.batch(), small.patch(), small
				.validationShare(), small.learningRate(), small.mappingRateFactor(), small.augment(), small.seed(), 4096, false);
		final float[] a = train(small, TinyModels.pairs(8, Task.GENERIC), Task.GENERIC, JobMonitor.silent()).parameters();
		final float[] b = train(large, TinyModels.pairs(8, Task.GENERIC), Task.GENERIC, JobMonitor.silent()).parameters();
		assertArrayEquals(a, b, 1e-5f);
	}

	@Test
	void aWrongNumberOfLevelsAndAHopelessRateAreToldInOneSentence() {
		final TrainingConfig config = TinyModels.training(SearchStrategy.CHIMLE, 1);
		final TrainingConfig oneLevel = new TrainingConfig(config.distance(), config.search(), List.of(3), 1, 4, 100, 2, 0, 0,
			1e-3, 0.01, true, 1, 16, false);
		assertThrows(InvalidInputException.class, () -> new Trainer(TinyModels.config(Task.GENERIC), oneLevel, "cpu"));
	}

	private static SavedModel train(final Task task, final int epochs, final JobMonitor monitor) {
		return train(TinyModels.training(SearchStrategy.CHIMLE, epochs), TinyModels.pairs(8, task), task, monitor);
	}

	private static SavedModel train(final TrainingConfig config, final PairSource pairs, final Task task,
		final JobMonitor monitor)
	{
		final ModelConfig model = TinyModels.config(task);
		return new Trainer(model, config, "cpu").train(pairs, TinyModels.unitRanges(model), monitor);
	}
}
