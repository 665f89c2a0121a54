package org.chimle.image;

import ij.ImagePlus;
import ij.gui.Plot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;

/** A look at two folders of pairs before anything is trained: what fits, what is odd, what deserves a look. */
public final class PairCheck {

	/** Shares of clipped values above this deserve a look. */
	static final double CLIPPED = 0.01;
	/** Sides below this cannot be trained on. */
	private static final int SMALLEST_TARGET = 8;
	/** More pictures than anybody looks at. */
	private static final int MOST_THUMBNAILS = 500;

	/**
	 * What was found.
	 *
	 * @param pairs all pairs, those without a partner too, in the order of their names
	 * @param thumbnails one slice for every suspicious pair of files (of the first 500), or null if there are none
	 * @param inputs intensities of the input folder, or null if no image could be read
	 * @param targets intensities of the target folder, or null if no image could be read
	 */
	public record Report(List<PairFinding> pairs, ImagePlus thumbnails, Plot inputs, Plot targets) {}

	private final double largestOffset;
	private final List<PairProblem> problems = new ArrayList<>();
	private final Map<String, PairFinding> findings = new LinkedHashMap<>();
	private final List<PairFacts> facts = new ArrayList<>();

	private PairCheck(final double largestOffset) {
		this.largestOffset = largestOffset;
	}

	/**
	 * Checks.
	 *
	 * @param inputFolder folder of inputs
	 * @param targetFolder folder of targets
	 * @param largestOffset offset in target pixels that is no problem
	 * @param monitor told of progress, asked whether to stop
	 * @return what was found
	 * @throws org.chimle.engine.job.InvalidInputException if a folder is missing or empty
	 */
	public static Report of(final Path inputFolder, final Path targetFolder, final double largestOffset,
		final JobMonitor monitor)
	{
		final PairCheck check = new PairCheck(largestOffset);
		final List<PairFiles> files = PairFiles.match(inputFolder, targetFolder, check.problems);
		final FolderHistogram inputs = new FolderHistogram(Math.max(1, files.size()));
		final FolderHistogram targets = new FolderHistogram(Math.max(1, files.size()));
		for (int i = 0; i < files.size(); i++) {
			monitor.checkCancelled();
			monitor.emit(new JobEvent.Progress("checking pairs", i, files.size(), 0, -1));
			check.look(files.get(i), inputs, targets);
		}
		OddPairs.removed(check.facts, check.problems);
		check.addProblems();
		check.addTwins();
		return new Report(check.sorted(), check.thumbnails(files, monitor), inputs.plot("CHIMLE input intensities"), targets
			.plot("CHIMLE target intensities"));
	}

	private void look(final PairFiles files, final FolderHistogram inputs, final FolderHistogram targets) {
		final LoadedImage input = PairFacts.readOrReport(files, files.input(), "input", this::report);
		final LoadedImage target = PairFacts.readOrReport(files, files.target(), "target", this::report);
		if (input != null) inputs.add(input);
		if (target != null) targets.add(target);
		final PairSide in = input == null ? PairSide.UNKNOWN : PairSide.of(input);
		final PairSide out = target == null ? PairSide.UNKNOWN : PairSide.of(target);
		complainAbout(files, "input", in);
		complainAbout(files, "target", out);
		final PairFacts known = input == null || target == null ? null : PairFacts.of(files, input, target, new PairRules(
			Task.GENERIC, SMALLEST_TARGET), this::report);
		Alignment alignment = null;
		if (known != null) {
			facts.add(known);
			alignment = Alignment.of(input.image(), target.image(), known.scale(), largestOffset);
			if (alignment != null && !alignment.problem().isEmpty()) report(files.name(), alignment.problem());
		}
		findings.put(files.name(), new PairFinding(files.name(), in, out, known == null ? 0 : known.scale(),
			alignment == null ? null : alignment.offset(), "", (caution("input", in) + caution("target", out)).strip()));
	}

	private void report(final String name, final String problem) {
		problems.add(new PairProblem(name, problem));
	}

	private void complainAbout(final PairFiles files, final String what, final PairSide side) {
		if (!side.isConstant()) return;
		report(files.name(), "All pixels of the " + what + " have the same value, " +
			(float) side.least() + ", so there is nothing to learn from it.");
	}

	private static String caution(final String what, final PairSide side) {
		if (!(side.clipped() > CLIPPED) || side.isConstant()) return "";
		return "Of the " + what + "'s values " + Math.round(100 * side.clipped()) + " % are " + (int) side.largest() +
			", probably overexposed. ";
	}

	private void addProblems() {
		for (final PairProblem problem : problems) {
			findings.merge(problem.name(), new PairFinding(problem.name(), PairSide.UNKNOWN, PairSide.UNKNOWN, 0, null, problem
				.problem(), ""), (known, news) -> known.with(news.problem(), ""));
		}
	}

	/** Copies of an image count twice, and may lie on both sides of the line between training and validation. */
	private void addTwins() {
		final Map<Long, String> inputs = new HashMap<>();
		final Map<Long, String> targets = new HashMap<>();
		for (final PairFacts pair : facts) {
			final String name = pair.files().name();
			final String sameInput = inputs.putIfAbsent(pair.fingerprint() >>> 32, name);
			final String sameTarget = targets.putIfAbsent(pair.fingerprint() & 0xFFFF_FFFFL, name);
			if (sameInput != null) add(name, "The input is the same image as that of " + sameInput + ".");
			if (sameTarget != null) add(name, "The target is the same image as that of " + sameTarget + ".");
		}
	}

	private void add(final String name, final String caution) {
		findings.computeIfPresent(name, (key, known) -> known.with("", caution));
	}

	private List<PairFinding> sorted() {
		return findings.values().stream().sorted(Comparator.comparing(PairFinding::name)).toList();
	}

	private ImagePlus thumbnails(final List<PairFiles> files, final JobMonitor monitor) {
		final PairThumbnails pictures = new PairThumbnails();
		int drawn = 0;
		for (final PairFiles pair : files) {
			final PairFinding finding = findings.get(pair.name());
			if (!finding.isSuspicious() || drawn == MOST_THUMBNAILS) continue;
			monitor.checkCancelled();
			drawn++;
			pictures.add(pair.name() + ": " + (finding.problem() + " " + finding.caution()).strip(), pixels(pair.input()),
				pixels(pair.target()));
		}
		return pictures.image("CHIMLE suspicious pairs");
	}

	private static FloatImage pixels(final Path file) {
		final LoadedImage read = PairFacts.readOrReport(new PairFiles("", file, file), file, "", (name, problem) -> {});
		return read == null ? null : read.image();
	}
}
