package org.chimle.engine.distill;

import ai.djl.ndarray.NDManager;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.tensor.Torch;

/**
 * How well a distance agrees with the teacher on held-out images and strengths of distortion.
 *
 * @param overall Spearman's rank correlation over all pairs of an image and a distorted one
 * @param byFamily the same within each family of images
 * @param triplets share of (image, two distortions) for which the same distortion is the closer one
 */
public record Agreement(double overall, Map<String, Double> byFamily, double triplets) {

	private static final int DISTORTED = 6;
	private static final int GROUPS_AT_ONCE = 4;

	/**
	 * @param families all families; the held-out images are used
	 * @param distortions what is done to them
	 * @param groups images drawn, each distorted six times
	 * @param seed fixes what is drawn
	 * @param teacher the published distance
	 * @param others those to judge, by name
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @param monitor asked whether to stop
	 * @return name of a distance to its agreement, in the order given
	 */
	static Map<String, Agreement> of(final List<ImageFamily> families, final Map<String, Distortion> distortions,
		final int groups, final long seed, final Judge teacher, final Map<String, Judge> others, final String device,
		final JobMonitor monitor)
	{
		final GroupSource source = new GroupSource(families, List.copyOf(distortions.values()), true, DISTORTED, seed);
		final List<Integer> family = new ArrayList<>();
		final List<double[]> wanted = new ArrayList<>();
		final Map<String, List<double[]>> got = new LinkedHashMap<>();
		others.keySet().forEach(name -> got.put(name, new ArrayList<>()));
		try (NDManager manager = Torch.open(device)) {
			for (int start = 0; start < groups; start += GROUPS_AT_ONCE) {
				monitor.checkCancelled();
				final List<ImageGroup> drawn = LongStream.range(start, Math.min(groups, start + GROUPS_AT_ONCE)).parallel().mapToObj(
					source::draw).toList();
				drawn.forEach(group -> family.add(group.family()));
				wanted.addAll(rows(teacher.fromFirst(drawn, manager)));
				others.forEach((name, judge) -> got.get(name).addAll(rows(judge.fromFirst(drawn, manager))));
			}
		}
		final Map<String, Agreement> result = new LinkedHashMap<>();
		got.forEach((name, distances) -> result.put(name, between(source.families(), family, wanted, distances)));
		return result;
	}

	/** @return the distances of every group */
	private static List<double[]> rows(final double[][] byMember) {
		final List<double[]> rows = new ArrayList<>();
		for (int g = 0; g < byMember[0].length; g++) {
			final int group = g;
			rows.add(Arrays.stream(byMember).mapToDouble(distances -> distances[group]).toArray());
		}
		return rows;
	}

	private static Agreement between(final List<ImageFamily> families, final List<Integer> family,
		final List<double[]> wanted, final List<double[]> got)
	{
		final Map<String, Double> byFamily = new LinkedHashMap<>();
		for (int f = 0; f < families.size(); f++) {
			final int number = f;
			byFamily.put(families.get(f).name(), spearman(select(wanted, family, number), select(got, family, number)));
		}
		return new Agreement(spearman(wanted, got), byFamily, triplets(wanted, got));
	}

	private static List<double[]> select(final List<double[]> rows, final List<Integer> family, final int number) {
		final List<double[]> result = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) if (family.get(i) == number) result.add(rows.get(i));
		return result;
	}

	private static double spearman(final List<double[]> wanted, final List<double[]> got) {
		return new SpearmansCorrelation().correlation(flat(wanted), flat(got));
	}

	private static double[] flat(final List<double[]> rows) {
		return rows.stream().flatMapToDouble(Arrays::stream).toArray();
	}

	/** Ties of the judged distance count half. */
	private static double triplets(final List<double[]> wanted, final List<double[]> got) {
		double same = 0;
		long count = 0;
		for (int i = 0; i < wanted.size(); i++) {
			for (int a = 0; a < DISTORTED; a++) {
				for (int b = a + 1; b < DISTORTED; b++) {
					final double sign = Math.signum(wanted.get(i)[a] - wanted.get(i)[b]) * Math.signum(got.get(i)[a] - got.get(i)[b]);
					same += (1 + sign) / 2;
					count++;
				}
			}
		}
		return same / count;
	}
}
