package org.chimle.image;

import java.util.List;

/**
 * A folder of pairs is broken. Carries every problem found, so that a host can show them all in one table; the message
 * is a sentence that names the first.
 */
public final class PairProblemsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<PairProblem> problems;
	private final String advice;

	/** @param problems all problems, at least one */
	public PairProblemsException(final List<PairProblem> problems) {
		this(problems, problems.size() == 1 ? "mend it or skip bad pairs" : "mend them or skip bad pairs");
	}

	/**
	 * @param problems all problems, at least one
	 * @param advice what to do, the end of a sentence
	 */
	public PairProblemsException(final List<PairProblem> problems, final String advice) {
		super(sentence(problems, advice));
		this.problems = List.copyOf(problems);
		this.advice = advice;
	}

	/** @return all problems */
	public List<PairProblem> problems() {
		return problems;
	}

	/** @return what to do, the end of the sentence */
	public String advice() {
		return advice;
	}

	private static String sentence(final List<PairProblem> problems, final String advice) {
		final PairProblem first = problems.get(0);
		final String stem = first.name() + ": " + first.problem().replaceAll("\\.$", "");
		if (problems.size() == 1) return "The folder of pairs has a problem: " + stem + "; " + advice + ".";
		return "The folder of pairs has " + problems.size() + " problems, the first being " + stem +
			"; " + advice + ".";
	}
}
