package org.chimle.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.chimle.engine.job.InvalidInputException;

/**
 * The latent codes of the levels of a tower from the coarsest up to some level, as a user walks up through them. Unlike a
 * {@link LatentCode} it tells the global code of a level from its local code, and may lie between two codes.
 * <p>
 * Its text names every level in order, for instance
 *
 * <pre>
 * 1:g1017.l1017 2:g2004.l2009
 * 1:g1017.l1017~g1003.l1003@0.25 2:g2004.l2009~g2001.l2001@0.25
 * </pre>
 *
 * with the seeds of the global and the local code and, for a blend, those of the other code and the weight.
 *
 * @param levels the codes, coarsest level first
 */
public record CodePath(List<LevelSeeds> levels) {

	/** How many candidates a level has that {@link #candidate} numbers. */
	public static final int MOST_CANDIDATES = 999;

	private static final int NUMBERS_OF_LEVEL = 1000;
	private static final String SEEDS = "g(-?\\d{1,19})\\.l(-?\\d{1,19})";
	private static final Pattern LEVEL = Pattern.compile("(\\d{1,3}):" + SEEDS + "(?:~" + SEEDS + "@(\\d+(?:\\.\\d+)?(?:E-\\d+)?))?");

	/** Copies the list. */
	public CodePath {
		levels = List.copyOf(levels);
		if (levels.isEmpty()) throw new IllegalArgumentException("A path needs a level");
	}

	/** @return the code as a path to the last level */
	public static CodePath of(final LatentCode code) {
		final List<LevelSeeds> levels = new ArrayList<>();
		for (final long seed : code.levelSeeds()) levels.add(LevelSeeds.of(seed));
		return new CodePath(levels);
	}

	/**
	 * The seed of a numbered candidate. Every level has numbers of its own, because the same seed in two levels would mean
	 * the same noise in both.
	 *
	 * @param level from 0
	 * @param number of the candidate, 1..{@value #MOST_CANDIDATES}
	 * @return 1001, 1002, ... in the coarsest level, 2001, 2002, ... in the next
	 */
	public static long candidate(final int level, final int number) {
		return (long) NUMBERS_OF_LEVEL * (level + 1) + number;
	}

	/**
	 * @param text a path as {@link #text} writes it
	 * @return the path
	 * @throws InvalidInputException if the text is no path
	 */
	public static CodePath parse(final String text) {
		final List<LevelSeeds> levels = new ArrayList<>();
		if (text.isBlank()) throw new InvalidInputException("The path is empty; it must be like 1:g1017.l1017 2:g2004.l2009.");
		for (final String word : text.strip().split("\\s+")) levels.add(level(word, levels.size() + 1));
		return new CodePath(levels);
	}

	private static LevelSeeds level(final String word, final int expected) {
		final Matcher matcher = LEVEL.matcher(word);
		if (!matcher.matches()) {
			throw new InvalidInputException("The path has \"" + word + "\" where a level is expected; a level is like " +
				expected + ":g1017.l1017 (seeds of tone and texture) or " + expected +
				":g1017.l1017~g1003.l1003@0.25 (a quarter of the way to another code).");
		}
		if (!matcher.group(1).equals(String.valueOf(expected))) {
			throw new InvalidInputException("The path names level " + matcher.group(1) + " in \"" + word +
				"\" where level " + expected + " is expected; name all levels from 1, in order.");
		}
		if (matcher.group(6) == null) return new LevelSeeds(seed(matcher.group(2)), seed(matcher.group(3)));
		return new LevelSeeds(seed(matcher.group(2)), seed(matcher.group(3)), seed(matcher.group(4)), seed(matcher.group(
			5)), Double.parseDouble(matcher.group(6)));
	}

	private static long seed(final String digits) {
		try {
			return Long.parseLong(digits);
		}
		catch (final NumberFormatException exc) {
			throw new InvalidInputException("The path has the seed " + digits + ", but seeds lie between " + Long.MIN_VALUE +
				" and " + Long.MAX_VALUE + ".", exc);
		}
	}

	/** @return the path in words that {@link #parse} understands */
	public String text() {
		final StringBuilder text = new StringBuilder();
		for (int l = 0; l < levels.size(); l++) {
			final LevelSeeds seeds = levels.get(l);
			text.append(l == 0 ? "" : " ").append(l + 1).append(":g").append(seeds.global()).append(".l").append(seeds.local());
			if (seeds.isBlend()) {
				text.append("~g").append(seeds.otherGlobal()).append(".l").append(seeds.otherLocal()).append('@').append(seeds
					.weight());
			}
		}
		return text.toString();
	}

	/** @return the number of levels */
	public int length() {
		return levels.size();
	}

	/** @return the code of a level, from 0 */
	public LevelSeeds level(final int level) {
		return levels.get(level);
	}

	/** @return the path's first levels */
	public CodePath upTo(final int count) {
		return new CodePath(levels.subList(0, count));
	}

	/** @return the path with the code of one level replaced */
	public CodePath with(final int level, final LevelSeeds seeds) {
		final List<LevelSeeds> changed = new ArrayList<>(levels);
		changed.set(level, seeds);
		return new CodePath(changed);
	}

	/**
	 * @param other a path of the same length; no level of either is a blend
	 * @param weight how far to go towards it, in [0, 1]
	 * @return the path between them
	 */
	public CodePath towards(final CodePath other, final double weight) {
		final List<LevelSeeds> blended = new ArrayList<>();
		for (int l = 0; l < levels.size(); l++) blended.add(levels.get(l).towards(other.level(l), weight));
		return new CodePath(blended);
	}

	@Override
	public String toString() {
		return text();
	}
}
