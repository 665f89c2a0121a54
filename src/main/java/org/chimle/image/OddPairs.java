package org.chimle.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Pairs that differ from the others in what all must have in common. */
final class OddPairs {

	@FunctionalInterface
	private interface Complaint<T> {

		String text(T own, T most);
	}

	private OddPairs() {}

	/**
	 * @param pairs readable pairs
	 * @param problems receives those whose scale, input kind or target kind is not the most frequent one
	 * @return the others
	 */
	static List<PairFacts> removed(final List<PairFacts> pairs, final List<PairProblem> problems) {
		final List<PairFacts> scaled = likeMost(pairs, PairFacts::scale, (own, most) -> "The target is " + own +
			" times larger than the input, but in most pairs " + most + " times.", problems);
		final List<PairFacts> inputs = likeMost(scaled, PairFacts::inputKind, (own, most) -> "The input is " + own.label() +
			", but most inputs are " + most.label() + "; convert it to that and save it as TIFF.", problems);
		return likeMost(inputs, PairFacts::targetKind, (own, most) -> "The target is " + own.label() +
			", but most targets are " + most.label() + "; convert it to that and save it as TIFF.", problems);
	}

	/** Moves what differs from the most frequent value (the first of equally frequent ones) to the problems. */
	private static <T> List<PairFacts> likeMost(final List<PairFacts> pairs, final Function<PairFacts, T> property,
		final Complaint<T> complaint, final List<PairProblem> problems)
	{
		final Map<T, Integer> counts = new LinkedHashMap<>();
		for (final PairFacts pair : pairs) counts.merge(property.apply(pair), 1, Integer::sum);
		T most = null;
		for (final Map.Entry<T, Integer> entry : counts.entrySet()) {
			if (most == null || entry.getValue() > counts.get(most)) most = entry.getKey();
		}
		final List<PairFacts> alike = new ArrayList<>();
		for (final PairFacts pair : pairs) {
			final T own = property.apply(pair);
			if (own.equals(most)) alike.add(pair);
			else problems.add(new PairProblem(pair.files().name(), complaint.text(own, most)));
		}
		return alike;
	}
}
