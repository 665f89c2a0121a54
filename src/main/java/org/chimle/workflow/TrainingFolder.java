package org.chimle.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobListener;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.job.ProgressText;

/**
 * The folder beside a model file that says how its training went: {@value #LOSSES}, a row for every loss that was told;
 * {@value #LOG}, what was said and how far the run was; {@code step-0000100.png} and the like, previews. A new run
 * replaces these files, a resumed one goes on with them. A folder that cannot be written is told once and is no reason
 * to end a training.
 */
final class TrainingFolder implements JobListener {

	static final String SUFFIX = ".training";
	static final String LOSSES = "losses.csv";
	static final String LOG = "log.txt";

	/** When there are more previews, every second one of the earlier is deleted. */
	static final int MOST_PREVIEWS = 50;

	private static final String PREVIEW = "step-%07d.png";
	private static final String PREVIEW_PATTERN = "step-\\d{7,}\\.png";
	/** Before the name of a file that is being written. */
	private static final String UNFINISHED = ".";
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
	private static final long PROGRESS_NANOS = 30_000_000_000L;

	private final Path folder;
	private final boolean resumed;
	private final JobListener listener;
	/** What was said before training began. */
	private final StringBuilder early = new StringBuilder();
	private boolean open;
	private boolean failed;
	private boolean headed;
	private boolean progressTold;
	private long progressNanos;

	/**
	 * Makes no folder yet: what earlier runs left is replaced when training begins.
	 *
	 * @param modelFile the model file
	 * @param resumed whether a run goes on, so that its log and previews stay; its losses are all told again
	 * @param listener told when the folder cannot be written
	 */
	TrainingFolder(final Path modelFile, final boolean resumed, final JobListener listener) {
		folder = of(modelFile);
		this.resumed = resumed;
		this.listener = listener;
	}

	/** @return where the folder of a model file lies */
	static Path of(final Path modelFile) {
		final Path absolute = modelFile.toAbsolutePath();
		return absolute.resolveSibling(absolute.getFileName() + SUFFIX);
	}

	private void open() {
		open = true;
		attempt(() -> {
			Files.createDirectories(folder);
			Files.deleteIfExists(folder.resolve(LOSSES));
			for (final Path killed : files("\\" + UNFINISHED + PREVIEW_PATTERN)) Files.delete(killed);
			if (!resumed) {
				Files.deleteIfExists(folder.resolve(LOG));
				for (final Path preview : files(PREVIEW_PATTERN)) Files.delete(preview);
			}
			append(LOG, early.toString());
		});
	}

	@Override
	public void onEvent(final JobEvent event) {
		if (event instanceof JobEvent.Resources && !open) open();
		if (event instanceof JobEvent.Message message) log(message.text());
		else if (event instanceof JobEvent.Preview preview) log("preview of " + preview.pair() + ": " + preview.file());
		else if (event instanceof JobEvent.Progress progress) log(progress);
		else if (event instanceof JobEvent.Loss loss) add(loss);
	}

	/** @return the file of the preview of a step, below the folder */
	Path preview(final long step) {
		return folder.resolve(String.format(Locale.ROOT, PREVIEW, step));
	}

	/** @return where a preview is written before it is moved to its file */
	static Path unfinished(final Path preview) {
		return preview.resolveSibling(UNFINISHED + preview.getFileName());
	}

	/** Deletes every second of the earlier previews when there are too many. */
	void thin() throws IOException {
		final List<Path> all = files(PREVIEW_PATTERN);
		if (all.size() <= MOST_PREVIEWS) return;
		for (int i = 1; i < all.size() - 1; i += 2) Files.delete(all.get(i));
	}

	private List<Path> files(final String pattern) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> file.getFileName().toString().matches(pattern)).sorted().toList();
		}
	}

	private void log(final JobEvent.Progress progress) {
		final long now = System.nanoTime();
		if (progressTold && now - progressNanos < PROGRESS_NANOS) return;
		progressTold = true;
		progressNanos = now;
		log(ProgressText.of(progress));
	}

	private void log(final String text) {
		final String line = TIME.format(LocalDateTime.now()) + "  " + text + "\n";
		if (open) attempt(() -> append(LOG, line));
		else early.append(line);
	}

	private void add(final JobEvent.Loss loss) {
		log("step " + loss.step() + ", " + ProgressText.of(loss));
		attempt(() -> {
			if (!headed) append(LOSSES, "step,epoch,pairs,loss" + levels(loss) + "\n");
			headed = true;
			append(LOSSES, loss.step() + "," + loss.epoch() + "," + (loss.validation() ? "validation" : "training") + "," + loss
				.total() + loss.perLevel().stream().map(value -> "," + value).collect(Collectors.joining()) + "\n");
		});
	}

	private static String levels(final JobEvent.Loss loss) {
		final StringBuilder headings = new StringBuilder();
		for (int l = 1; l <= loss.perLevel().size(); l++) headings.append(",level_").append(l);
		return headings.toString();
	}

	private void append(final String name, final String text) throws IOException {
		Files.writeString(folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

	private interface Action {

		void run() throws IOException;
	}

	private void attempt(final Action action) {
		if (failed) return;
		try {
			action.run();
		}
		catch (final IOException exc) {
			failed = true;
			listener.onEvent(new JobEvent.Message("The losses and the log of the training cannot be written to " + folder + " (" +
				exc.getMessage() + "); training goes on without."));
		}
	}
}
