package org.chimle.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.chimle.engine.data.Degradation;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;

/**
 * Two folders of images that pair up by name, checked as a whole: every pair is read once, and what most pairs have in
 * common (scale, bit depth, channels) decides which of them are odd. Pixels are not kept.
 */
public final class FolderOfPairs {

	/** With one pair nothing can be held out or shuffled, and a percentile of one image is no measurement. */
	private static final int FEWEST = 2;

	private final List<PairFacts> pairs;
	private final List<PairProblem> problems;
	private final PairInputs inputs;

	private FolderOfPairs(final List<PairFacts> pairs, final List<PairProblem> problems, final PairInputs inputs) {
		this.inputs = inputs;
		this.pairs = List.copyOf(pairs);
		this.problems = List.copyOf(problems);
	}

	/**
	 * Checks two folders.
	 *
	 * @param inputFolder folder of inputs
	 * @param targetFolder folder of targets
	 * @param rules what the task needs
	 * @param skipBadPairs whether bad pairs are left out instead of refusing the folder
	 * @param monitor told of progress, asked whether to stop
	 * @return the good pairs
	 * @throws InvalidInputException if a folder is missing or empty, no names are the same, or fewer than two good pairs
	 *           are left
	 * @throws PairProblemsException if there are bad pairs and they are not to be skipped
	 */
	public static FolderOfPairs open(final Path inputFolder, final Path targetFolder, final PairRules rules,
		final boolean skipBadPairs, final JobMonitor monitor)
	{
		final List<PairProblem> problems = new ArrayList<>();
		final List<PairFiles> files = PairFiles.match(inputFolder, targetFolder, problems);
		if (files.isEmpty()) {
			throw new InvalidInputException("No input in " + inputFolder + " has a target of the same name in " + targetFolder +
				" (" + first(problems) + "); give both images of a pair the same name, or choose folders that belong together.");
		}
		final List<PairFacts> pairs = good(files, pair -> PairFacts.read(pair, rules, (name, text) -> problems.add(
			new PairProblem(name, text))), problems, monitor);
		requireScaleFor(rules, pairs);
		if (!problems.isEmpty() && !skipBadPairs) throw new PairProblemsException(problems);
		requireEnough(pairs, files.size(), problems);
		return new FolderOfPairs(pairs, problems, PairInputs.OBSERVED);
	}

	/**
	 * Checks a folder of sharp images, of which the inputs are made whenever they are asked for.
	 *
	 * @param targetFolder folder of sharp images
	 * @param rules what the task needs
	 * @param stated how the inputs are made; the full scale is measured here
	 * @param psf the measured blur, or null for none
	 * @param seed decides the noise
	 * @param skipBadPairs whether bad images are left out instead of refusing the folder
	 * @param monitor told of progress, asked whether to stop
	 * @return the good images, as pairs
	 * @throws InvalidInputException if the folder is missing or empty, or fewer than two good images are left
	 * @throws PairProblemsException if there are bad images and they are not to be skipped
	 */
	public static FolderOfPairs ofSharp(final Path targetFolder, final PairRules rules, final Degradation stated,
		final PsfFile psf, final long seed, final boolean skipBadPairs, final JobMonitor monitor)
	{
		final List<PairProblem> problems = new ArrayList<>();
		final List<PairFiles> files = PairFiles.sharp(targetFolder, problems);
		final List<PairFacts> pairs = good(files, pair -> PairFacts.ofSharp(pair, rules, stated, (name, text) -> problems.add(
			new PairProblem(name, text))), problems, monitor);
		if (!problems.isEmpty() && !skipBadPairs) throw new PairProblemsException(problems);
		requireEnough(pairs, files.size(), problems);
		final Degradation degradation = stated.withPsf(psf == null ? null : psf.record()).withFullScale(RangeMeasurement
			.fullScale(pairs.size(), pairs.get(0).targetKind(), i -> ImageReader.read(pairs.get(i).files().target()), monitor));
		return new FolderOfPairs(pairs, problems, new SharpInputs(degradation, psf, seed));
	}

	private static List<PairFacts> good(final List<PairFiles> files, final Function<PairFiles, PairFacts> reader,
		final List<PairProblem> problems, final JobMonitor monitor)
	{
		final List<PairFacts> pairs = new ArrayList<>();
		for (int i = 0; i < files.size(); i++) {
			monitor.checkCancelled();
			monitor.emit(new JobEvent.Progress("checking pairs", i, files.size(), 0, -1));
			final PairFacts facts = reader.apply(files.get(i));
			if (facts != null) pairs.add(facts);
		}
		return OddPairs.removed(pairs, problems);
	}

	/** A scale that no pair of the folder can mend is no problem of a pair but of the choice of task. */
	private static void requireScaleFor(final PairRules rules, final List<PairFacts> pairs) {
		if (pairs.isEmpty()) return;
		final String objection = rules.objectionTo(pairs.get(0).scale());
		if (objection.isEmpty()) return;
		throw new InvalidInputException("In the pair " + pairs.get(0).files().name() + " and most others " + objection +
			"; choose another task or other folders.");
	}

	private static void requireEnough(final List<PairFacts> pairs, final int matched, final List<PairProblem> problems) {
		if (pairs.size() >= FEWEST) return;
		final String first = problems.isEmpty() ? "" : " (" + first(problems) + ")";
		throw new InvalidInputException("Of " + matched + (matched == 1 ? " pair " : " pairs ") + pairs.size() +
			" can be used, but training needs at least " + FEWEST + first + "; add image pairs with equal names.");
	}

	private static String first(final List<PairProblem> problems) {
		return "first problem: " + problems.get(0).name() + ": " + problems.get(0).problem().replaceAll("\\.$", "");
	}

	/** @return the number of good pairs */
	public int size() {
		return pairs.size();
	}

	/** @return the name of a good pair, index 0..size-1; pairs are in the order of their names */
	public String name(final int index) {
		return pairs.get(index).files().name();
	}

	/** @return a number that changes when the pixels of a good pair do */
	public long fingerprint(final int index) {
		return pairs.get(index).fingerprint();
	}

	/** @return the problems of the pairs that were skipped */
	public List<PairProblem> problems() {
		return problems;
	}

	/** @return target pixels per input pixel along one axis: 1, 2, 4, ... */
	public int scale() {
		return pairs.get(0).scale();
	}

	/** @return the pixels of all inputs */
	public ImageKind inputKind() {
		return pairs.get(0).inputKind();
	}

	/** @return the pixels of all targets */
	public ImageKind targetKind() {
		return pairs.get(0).targetKind();
	}

	/** @return the least width or height of a target in pixels */
	public int shortestTargetSide() {
		return pairs.stream().mapToInt(pair -> Math.min(pair.targetWidth(), pair.targetHeight())).min().orElseThrow();
	}

	/** @return the largest number of rows of a target */
	public int targetHeight() {
		return pairs.stream().mapToInt(PairFacts::targetHeight).max().orElseThrow();
	}

	/** @return the largest number of columns of a target */
	public int targetWidth() {
		return pairs.stream().mapToInt(PairFacts::targetWidth).max().orElseThrow();
	}

	/** @return whether all targets have the same width and height */
	public boolean isEqualSized() {
		final PairFacts first = pairs.get(0);
		return pairs.stream().allMatch(pair -> pair.targetWidth() == first.targetWidth() && pair.targetHeight() == first
			.targetHeight());
	}

	/** @return the input of a pair in original units, read anew */
	public LoadedImage input(final int index) {
		return input(index, 0);
	}

	/** @return the input of a pair in original units; the number decides the noise of one that is made */
	public LoadedImage input(final int index, final long draw) {
		return inputs.read(pairs.get(index), draw);
	}

	/** @return how the inputs are made of the targets, {@link Degradation#NONE} if they were observed */
	public Degradation degradation() {
		return inputs.degradation();
	}

	/** @return the target of a pair in original units, read anew */
	public LoadedImage target(final int index) {
		return ImageReader.read(pairs.get(index).files().target());
	}
}
