package org.chimle.image;

import java.util.List;

/**
 * A folder of pairs is broken. Carries every problem found, so that a host can show them all in one table; the message
 * is a sentence that names the first.
 */
public final class PairProblemsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<PairProblem> problems;

	/** @param problems all problems, at least one */
	public PairProblemsException(final List<PairProblem> problems) {
		super(sentence(problems));
		this.problems = List.copyOf(problems);
	}

	/** @return all problems */
	public List<PairProblem> problems() {
		return problems;
	}

	private static String sentence(final List<PairProblem> problems) {
		final PairProblem first = problems.get(0);
		final String stem = first.name() + ": " + first.problem().replaceAll("\\.$", "");
		if (problems.size() == 1) return "The folder of pairs has a problem: " + stem + "; mend it or skip bad pairs.";
		return "The folder of pairs has " + problems.size() + " problems, the first being " + stem +
			"; mend them or skip bad pairs.";
	}
}
