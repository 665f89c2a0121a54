package org.chimle.image;

import org.chimle.engine.registration.Offset;

/**
 * What a pair check found out about one pair.
 *
 * @param name the pair's name
 * @param input the input
 * @param target the target
 * @param scale target pixels per input pixel along one axis, 0 if there is no common one
 * @param offset how far the target lies to the right of and below the input, in pixels of the target; null where it cannot be told
 * @param problem what keeps the pair from being used or makes it worthless, sentences, or an empty text
 * @param caution what deserves a look, sentences, or an empty text
 */
public record PairFinding(String name, PairSide input, PairSide target, int scale, Offset offset, String problem,
	String caution)
{

	/** @return whether there is anything to look at */
	public boolean isSuspicious() {
		return !problem.isEmpty() || !caution.isEmpty();
	}

	/** @return {@code "problem"}, {@code "caution"} or {@code "ok"} */
	public String verdict() {
		return !problem.isEmpty() ? "problem" : !caution.isEmpty() ? "caution" : "ok";
	}

	PairFinding with(final String moreProblem, final String moreCaution) {
		return new PairFinding(name, input, target, scale, offset, join(problem, moreProblem), join(caution, moreCaution));
	}

	private static String join(final String a, final String b) {
		return a.isEmpty() ? b : b.isEmpty() ? a : a + " " + b;
	}
}
