package org.chimle.engine.train;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.data.Degradation;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.data.PairSource;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.model.TrainingRun;

/** Compares the run that is asked for with the one that a checkpoint was taken of. */
public final class RunComparison {

	/** Changes the speed only. */
	private static final String MEMORY = "searchMemoryMiB";

	private RunComparison() {}

	/** @return the record of a run */
	public static TrainingRun run(final ModelConfig model, final TrainingConfig config,
		final Normalisation normalisation, final PairSource pairs)
	{
		final List<TrainingRun.Pair> marks = new ArrayList<>();
		for (int i = 0; i < pairs.size(); i++) marks.add(new TrainingRun.Pair(pairs.name(i), pairs.fingerprint(i)));
		return new TrainingRun(model, config, normalisation, marks, pairs.degradation());
	}

	/**
	 * @param before settings of the interrupted run
	 * @param modelNow the architecture asked for now
	 * @param now hyper-parameters asked for now
	 * @throws InvalidInputException if they differ, with every difference
	 */
	public static void requireSameSettings(final TrainingRun before, final ModelConfig modelNow,
		final TrainingConfig now)
	{
		final List<String> differences = differences(before.model(), modelNow);
		differences.addAll(differences(before.config(), now));
		if (differences.isEmpty()) return;
		throw new InvalidInputException("The interrupted run had other settings (" + String.join("; ", differences) +
			"); give the same ones to resume it, or discard it and train anew.");
	}

	/**
	 * @param before how the inputs of the interrupted run were made
	 * @param now how they are made now
	 * @throws InvalidInputException if they differ
	 */
	public static void requireSameInputs(final Degradation before, final Degradation now) {
		if (before.equals(now)) return;
		throw new InvalidInputException("The inputs of the interrupted run were made by " + words(before) + ", not by " +
			words(now) + "; give the same settings to resume it, or discard it and train anew.");
	}

	private static String words(final Degradation degradation) {
		return degradation.isNone() ? "nothing (they were observed)" : degradation.words() + " (full scale " + degradation
			.fullScale().stream().map(range -> (float) range.low() + " to " + (float) range.high()).collect(Collectors.joining(
				", ")) + ")";
	}

	/**
	 * @param before pairs of the interrupted run
	 * @param now pairs there are now
	 * @return what is wrong with each, by name, in the order of the names before
	 */
	public static Map<String, String> differentPairs(final List<TrainingRun.Pair> before,
		final List<TrainingRun.Pair> now)
	{
		final Map<String, Long> left = new LinkedHashMap<>();
		for (final TrainingRun.Pair pair : now) left.put(pair.name(), pair.fingerprint());
		final Map<String, String> result = new LinkedHashMap<>();
		for (final TrainingRun.Pair pair : before) {
			final Long found = left.remove(pair.name());
			if (found == null) result.put(pair.name(), "The interrupted run used this pair, but it is gone.");
			else if (found != pair.fingerprint()) result.put(pair.name(), "Its images have changed since the run began.");
		}
		for (final String name : left.keySet()) result.put(name, "The interrupted run did not have this pair.");
		return result;
	}

	/** @throws InvalidInputException unless the two runs do the same */
	static void requireSame(final TrainingRun before, final TrainingRun now) {
		requireSameSettings(before, now.model(), now.config());
		requireSameInputs(before.degradation(), now.degradation());
		final Map<String, String> pairs = differentPairs(before.pairs(), now.pairs());
		if (!pairs.isEmpty()) {
			final Map.Entry<String, String> first = pairs.entrySet().iterator().next();
			throw new InvalidInputException("The pairs are not those of the interrupted run: " + pairs.size() +
				" differ, the first being " + first.getKey() + "; restore them to resume it, or discard it and train anew.");
		}
		if (!before.pairs().equals(now.pairs()) || !before.normalisation().equals(now.normalisation())) {
			throw new InvalidInputException("The order or the intensity ranges of the pairs are not those of the interrupted " +
				"run; discard it and train anew.");
		}
	}

	/** @return the components of two records that differ, in words */
	private static <T extends Record> List<String> differences(final T before, final T now) {
		final List<String> result = new ArrayList<>();
		for (final RecordComponent component : before.getClass().getRecordComponents()) {
			if (component.getName().equals(MEMORY)) continue;
			final Object was = value(component, before);
			final Object is = value(component, now);
			if (!Objects.equals(was, is)) result.add(words(component.getName()) + " " + was + ", not " + is);
		}
		return result;
	}

	private static Object value(final RecordComponent component, final Record record) {
		try {
			return component.getAccessor().invoke(record);
		}
		catch (final ReflectiveOperationException exc) {
			throw new IllegalStateException(exc);
		}
	}

	/** @return {@code learningRate} as "learning rate" */
	private static String words(final String name) {
		return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
	}
}
