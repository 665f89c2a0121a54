package org.chimle.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import org.chimle.engine.config.Task;
import org.chimle.engine.registration.Offset;
import org.chimle.image.ImageKind;
import org.chimle.image.PairFinding;

/** What most pairs of a folder have in common, in sentences. */
final class PairSummary {

	/** A common shift above this share of an input pixel is no accident. */
	private static final double COMMON = 0.25;

	/** Suspicious pairs whose reasons are told; more would hide what comes before. */
	private static final int MOST_NAMED = 6;

	private PairSummary() {}

	/** @return lines of text: what there is, which task suits it, which pairs are wrong, and whether all are shifted alike */
	static String of(final List<PairFinding> pairs) {
		final List<PairFinding> fitting = pairs.stream().filter(pair -> pair.scale() > 0).toList();
		final List<String> lines = new ArrayList<>();
		if (fitting.isEmpty()) lines.add(pairs.size() + " pairs, none of which fit together.");
		else {
			final int scale = mostFrequent(fitting, PairFinding::scale);
			final ImageKind input = mostFrequent(fitting, pair -> pair.input().kind());
			final ImageKind target = mostFrequent(fitting, pair -> pair.target().kind());
			lines.add(String.format(Locale.ROOT, "%d pairs: inputs %s, %s; targets %s, %s; scale %d.", pairs.size(),
				mostFrequent(fitting, pair -> pair.input().width() + " x " + pair.input().height()), input.label(), mostFrequent(
					fitting, pair -> pair.target().width() + " x " + pair.target().height()), target.label(), scale));
			lines.add("Task that suits them: " + task(scale, input, target) + ".");
			common(fitting, scale, lines);
		}
		suspicious(pairs, lines);
		return String.join("\n", lines);
	}

	/** The table has all reasons, but in its last columns. */
	private static void suspicious(final List<PairFinding> pairs, final List<String> lines) {
		final List<PairFinding> wrong = pairs.stream().filter(pair -> pair.verdict().equals("problem")).toList();
		final List<PairFinding> odd = pairs.stream().filter(pair -> pair.verdict().equals("caution")).toList();
		if (wrong.isEmpty() && odd.isEmpty()) {
			lines.add("Nothing suspicious was found.");
			return;
		}
		lines.add("Pairs with problems: " + wrong.size() + "; others that deserve a look: " + odd.size() + ".");
		Stream.concat(wrong.stream().map(pair -> pair.name() + ": " + pair.problem()), odd.stream().map(pair -> pair.name() +
			": " + pair.caution())).limit(MOST_NAMED).forEach(lines::add);
		final int others = wrong.size() + odd.size() - MOST_NAMED;
		if (others > 0) lines.add("For " + others + " more see the columns Problem and Caution of the table.");
	}

	private static String task(final int scale, final ImageKind input, final ImageKind target) {
		if (scale > 1) return Task.SUPER_RESOLUTION.label();
		return target.rgb() && input.channels() == 1 ? Task.COLOURIZATION.label() + " (or " + Task.GENERIC.label() + ")"
			: Task.GENERIC.label();
	}

	private static void common(final List<PairFinding> pairs, final int scale, final List<String> lines) {
		final List<Offset> clear = pairs.stream().map(PairFinding::offset).filter(offset -> offset != null && offset
			.isClear()).toList();
		if (clear.size() < 3) return;
		final double x = median(clear, Offset::x);
		final double y = median(clear, Offset::y);
		final double spread = median(clear, offset -> Math.hypot(offset.x() - x, offset.y() - y));
		if (Math.hypot(x, y) < COMMON * scale || spread > Math.hypot(x, y) / 2) return;
		lines.add(String.format(Locale.ROOT, "Nearly all targets are shifted by the same amount, %.1f px to the right and " +
			"%.1f px down: the inputs were perhaps made by leaving out pixels, or one camera is displaced.", x, y));
	}

	private static double median(final List<Offset> offsets, final ToDoubleFunction<Offset> value) {
		final double[] sorted = offsets.stream().mapToDouble(value).sorted().toArray();
		return sorted[sorted.length / 2];
	}

	private static <T> T mostFrequent(final List<PairFinding> pairs, final Function<PairFinding, T> property) {
		final Map<T, Integer> counts = new LinkedHashMap<>();
		for (final PairFinding pair : pairs) counts.merge(property.apply(pair), 1, Integer::sum);
		return counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
	}
}
