package org.chimle.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.FloatProcessor;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.ConsistencyRule;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.IntensityLine;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.train.Trainer;
import org.chimle.engine.train.TrainingObserver;
import org.chimle.image.Montage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingPreviewTest {

	private static final long SECOND = 1_000_000_000;
	private static final PairSource PAIRS = TinyModels.pairs(8, Task.SUPER_RESOLUTION);

	@TempDir
	private Path home;
	private final List<JobEvent> events = new ArrayList<>();
	private final JobMonitor monitor = new JobMonitor(events::add, new JobControl());
	private long now;

	private TrainingFolder folder(final String name) {
		final TrainingFolder folder = new TrainingFolder(home.resolve(name), false, events::add);
		folder.onEvent(new JobEvent.Resources("cpu", 0, 0)); // training begins
		return folder;
	}

	private TrainingObserver.Scene scene(final long steps) {
		return new TrainingObserver.Scene(steps, 3, () -> TinyModels.random(Task.SUPER_RESOLUTION));
	}

	private List<JobEvent.Preview> previews() {
		return events.stream().filter(JobEvent.Preview.class::isInstance).map(JobEvent.Preview.class::cast).toList();
	}

	@Test
	void thePictureShowsThePairAndIsTheSameForTheSameModel() throws IOException {
		final TrainingPreview preview = new TrainingPreview(PAIRS, folder("m.chimle"), "cpu", () -> now);
		preview.look(scene(7), true, monitor);
		preview.look(scene(8), true, monitor);
		assertEquals(List.of(7L, 8L), previews().stream().map(JobEvent.Preview::step).toList());
		final JobEvent.Preview first = previews().get(0);
		assertEquals("pair 3", first.pair());
		assertEquals(List.of("input", "sample 1", "sample 2", "sample 3", "mean", "standard deviation", "target"), first
			.columns());
		assertEquals(home.resolve("m.chimle.training/step-0000007.png").toString(), first.file());
		assertArrayEquals(Files.readAllBytes(Path.of(first.file())), Files.readAllBytes(Path.of(previews().get(1).file())));
		final List<BufferedImage> cells = Montage.cells(ImageIO.read(Path.of(first.file()).toFile()), 0, 7);
		final BufferedImage target = cells.get(6);
		final BufferedImage input = cells.get(0);
		int least = 255;
		int largest = 0;
		for (int i = 0; i < target.getWidth(); i++) {
			least = Math.min(least, target.getRGB(i, i) & 0xFF);
			largest = Math.max(largest, target.getRGB(i, i) & 0xFF);
		}
		assertTrue(largest - least > 50, "a target with contrast: " + least + ".." + largest);
		assertEquals(target.getWidth(), input.getWidth());
	}

	/** As if the model were finished: what the pair's input gives with the default choice, whatever training found. */
	@ParameterizedTest
	@CsvSource({ "SUPER_RESOLUTION, 0.05, true", "SUPER_RESOLUTION, 0.2, false", "GENERIC, 0.3, true", "GENERIC, 0.5, false",
		"GENERIC, , false" })
	void thePictureShowsWhatGenerateMakes(final Task task, final Double error, final boolean applied) throws IOException {
		final SavedModel random = Models.random(task, 1, 1, 2, 20, 250);
		final List<IntensityLine> lines = task == Task.GENERIC && error != null ? List.of(new IntensityLine(0.5, 0.1)) : List
			.of();
		final SavedModel model = Models.withRule(random, new ConsistencyRule(lines, error));
		final ImagePair pair = TinyModels.pairs(8, task).get(3);
		final TrainingPreview preview = new TrainingPreview(TinyModels.pairs(8, task), folder("m.chimle"), "cpu", () -> now);
		preview.look(new TrainingObserver.Scene(7, 3, () -> model), true, monitor);
		final BufferedImage picture = ImageIO.read(Path.of(previews().get(0).file()).toFile());

		final BufferedImage same = montage(model, pair, ConsistencyChoice.AUTO);
		assertTrue(largestDifference(same, picture) <= 1, "differ by " + largestDifference(same, picture));
		final BufferedImage plain = montage(model, pair, ConsistencyChoice.NO);
		assertEquals(applied, largestDifference(plain, picture) > 1);
	}

	@Test
	void colouredPairsAreShownInTheirUnits() throws IOException {
		final SavedModel model = Models.random(Task.COLOURIZATION, 1, 3, 2, 0, 255);
		final TrainingPreview preview = new TrainingPreview(TinyModels.pairs(8, Task.COLOURIZATION), folder("m.chimle"), "cpu",
			() -> now);
		preview.look(new TrainingObserver.Scene(7, 3, () -> model), true, monitor);
		final BufferedImage picture = ImageIO.read(Path.of(previews().get(0).file()).toFile());
		final FloatImage target = model.normalisation().restoreTarget(TinyModels.pairs(8, Task.COLOURIZATION).get(3).target());
		final FloatImage input = TinyModels.pairs(8, Task.COLOURIZATION).get(3).input();
		final BufferedImage same = Montage.draw(List.of(new Montage.Row(input, List.of(target, target, target), target,
			target, target, false)));
		final List<BufferedImage> cells = Montage.cells(picture, 0, 7);
		assertEquals(0, largestDifference(Montage.cells(same, 0, 7).get(0), cells.get(0)));
		assertEquals(0, largestDifference(Montage.cells(same, 0, 7).get(6), cells.get(6)));
	}

	private static BufferedImage montage(final SavedModel model, final ImagePair pair, final ConsistencyChoice choice) {
		final ImagePlus input = plane(model.normalisation().restoreInput(pair.input()));
		final GenerationJob.Result made = new GenerationJob("m.chimle", 6, model.training().config().seed(), false, Outputs
			.of(true, true), choice, "cpu").run(model, input, JobMonitor.silent());
		final Montage.Row row = Montage.rowOf(input, made.samples(), made.mean(), made.standardDeviation(), plane(model
			.normalisation().restoreTarget(pair.target())));
		return Montage.draw(List.of(new Montage.Row(row.input(), row.samples().subList(0, 3), row.mean(), row
			.standardDeviation(), row.target(), false)));
	}

	private static ImagePlus plane(final FloatImage image) {
		return new ImagePlus("p", new FloatProcessor(image.width(), image.height(), image.data()));
	}

	private static int largestDifference(final BufferedImage a, final BufferedImage b) {
		assertEquals(List.of(a.getWidth(), a.getHeight()), List.of(b.getWidth(), b.getHeight()));
		int largest = 0;
		for (int y = 0; y < a.getHeight(); y++) {
			for (int x = 0; x < a.getWidth(); x++) {
				largest = Math.max(largest, Math.abs((a.getRGB(x, y) & 0xFF) - (b.getRGB(x, y) & 0xFF)));
			}
		}
		return largest;
	}

	@Test
	void previewsTakeLittleOfTheTime() {
		final TrainingPreview preview = new TrainingPreview(PAIRS, folder("m.chimle"), "cpu", () -> now);
		final TrainingObserver.Scene[] slow = new TrainingObserver.Scene[1];
		for (int second = 1; second <= 1000; second++) {
			now += SECOND;
			slow[0] = new TrainingObserver.Scene(3 * second, 3, () -> {
				now += SECOND;
				return TinyModels.random(Task.SUPER_RESOLUTION);
			});
			preview.look(slow[0], false, monitor);
			if (second == 9) assertEquals(0, previews().size());
			if (second == 10) assertEquals(1, previews().size());
		}
		assertTrue(previews().size() > 20 && previews().size() * SECOND < 0.03 * now, previews().size() + " in " + now /
			SECOND + " s");
	}

	@Test
	void aPlaceThatCannotBeWrittenIsToldOnceAndNothingFails() throws IOException {
		Files.writeString(home.resolve("m.chimle.training"), "a file");
		final TrainingFolder folder = folder("m.chimle");
		folder.onEvent(new JobEvent.Loss(1, 1, List.of(0.5), false));
		final TrainingPreview preview = new TrainingPreview(PAIRS, folder, "cpu", () -> now);
		for (int step = 1; step < 4; step++) preview.look(scene(step), true, monitor);
		final List<String> told = events.stream().map(event -> ((JobEvent.Message) event).text()).toList();
		assertEquals(2, told.size(), told.toString());
		assertTrue(told.get(0).endsWith("training goes on without.") && told.get(1).startsWith("No preview could be drawn"),
			told.toString());
	}

	@Test
	void aShortageOfMemoryIsToldOnceAndNothingFails() {
		final TrainingPreview preview = new TrainingPreview(PAIRS, folder("m.chimle"), "cpu", () -> now);
		for (int step = 1; step < 4; step++) {
			preview.look(new TrainingObserver.Scene(step, 3, () -> {
				throw new OutOfMemoryError("Java heap space");
			}), true, monitor);
		}
		assertEquals(List.of(new JobEvent.Message("No preview could be drawn (Java heap space); training goes on.")), events);
	}

	@Test
	void previewsChangeNothingOfTheResult() {
		final ModelConfig config = TinyModels.config(Task.SUPER_RESOLUTION);
		final Trainer trainer = new Trainer(config, TinyModels.training(SearchStrategy.CHIMLE, 4), "cpu");
		final SavedModel alone = trainer.train(PAIRS, TinyModels.unitRanges(config), JobMonitor.silent());
		final TrainingPreview preview = new TrainingPreview(PAIRS, folder("m.chimle"), "cpu", () -> now);
		final SavedModel watched = trainer.observedBy((scene, last, to) -> preview.look(scene, true, to)).train(PAIRS,
			TinyModels.unitRanges(config), monitor);
		assertArrayEquals(alone.parameters(), watched.parameters());
		assertEquals(watched.training().steps(), previews().size());
		previews().forEach(seen -> assertTrue(Files.exists(Path.of(seen.file())), seen.file()));
	}

	@Test
	void theFolderKeepsSomeOfManyPreviews() throws IOException {
		final TrainingFolder folder = folder("m.chimle");
		for (int step = 1; step <= 500; step++) {
			Files.createFile(folder.preview(step));
			folder.thin();
		}
		final List<String> names = names("m.chimle.training");
		assertTrue(names.contains("step-0000001.png") && names.contains("step-0000500.png"), names.toString());
		assertTrue(names.size() > 20 && names.size() <= TrainingFolder.MOST_PREVIEWS + 1, names.size() + " files");
		assertFalse(names.contains("step-0000002.png"));
		Files.createFile(TrainingFolder.unfinished(folder.preview(7))); // of a run that was killed
		folder("m.chimle");
		assertEquals(List.of(TrainingFolder.LOG), names("m.chimle.training"));
	}

	private List<String> names(final String folder) throws IOException {
		try (Stream<Path> files = Files.list(home.resolve(folder))) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}
}
