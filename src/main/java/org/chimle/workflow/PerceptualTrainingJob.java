package org.chimle.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.config.DistillationConfig;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.distill.Distillation;
import org.chimle.engine.distill.Distortion;
import org.chimle.engine.distill.Distortions;
import org.chimle.engine.distill.GeneratorOutput;
import org.chimle.engine.distill.ImageFamily;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.simulate.Fluorescence;
import org.chimle.image.Jpeg;
import org.chimle.image.PictureFolder;

/**
 * Teaches the bundled distance to agree with a published one, and says how well it does on images and strengths of
 * distortion that it was not taught with.
 *
 * @param folders folders of images; each is a family
 * @param otherFolders folders of images that only the test sees; each is a family
 * @param simulated number of simulated micrographs, a family of their own; 0 for none
 * @param generators model files whose samples are distortions too
 * @param teacher the published distance
 * @param config how long and how fast
 * @param startFrom parameters to begin with, a file of this job, or nothing
 * @param outputFile where the parameters go, safetensors
 * @param testGroups images drawn for the test, each distorted six times
 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
 */
public record PerceptualTrainingJob(List<String> folders, List<String> otherFolders, int simulated,
	List<String> generators, DistanceKind teacher, DistillationConfig config, String startFrom, String outputFile, int testGroups, String device)
{

	private static final int LEAST_IMAGES = 10;
	private static final double BEST_JPEG = 0.92;
	private static final double WORST_JPEG = 0.03;

	/** Copies the lists. */
	public PerceptualTrainingJob {
		folders = List.copyOf(folders);
		otherFolders = List.copyOf(otherFolders);
		generators = List.copyOf(generators);
	}

	/**
	 * Runs the job.
	 *
	 * @param monitor told of progress and loss, asked whether to stop
	 * @return name of a distance to its agreement with the teacher
	 * @throws InvalidInputException if a folder, a file or the teacher cannot be used
	 */
	public Map<String, Distillation.Result> run(final JobMonitor monitor) {
		final Path output = Paths.of(outputFile, "output file");
		Paths.requireWritable(output, "output file");
		final List<ImageFamily> families = families();
		final List<GeneratorOutput> outputs = new ArrayList<>();
		try {
			for (final String generator : generators) {
				outputs.add(new GeneratorOutput(ModelFile.read(Paths.of(generator, "generator")), device));
			}
			final Path start = startFrom == null || startFrom.isBlank() ? null : Paths.of(startFrom, "start");
			final Distillation distillation = new Distillation(config, families, read(otherFolders, true), distortions(outputs),
				teacher, device);
			return distillation.run(start, output, testGroups, monitor);
		}
		finally {
			outputs.forEach(GeneratorOutput::close);
		}
	}

	private List<ImageFamily> families() {
		final List<ImageFamily> families = read(folders, false);
		if (simulated > 0) {
			families.add(new ImageFamily("simulated", IntStream.range(0, simulated).mapToObj(this::micrograph).toList()));
		}
		final int images = families.stream().mapToInt(family -> family.images().size()).sum();
		if (images < LEAST_IMAGES) {
			throw new InvalidInputException("There are " + images + " images to teach with, but " + LEAST_IMAGES +
				" are needed; give more folders.");
		}
		return families;
	}

	private static List<ImageFamily> read(final List<String> folders, final boolean unseen) {
		final List<ImageFamily> families = new ArrayList<>();
		for (final String folder : folders) {
			final Path path = Paths.of(folder, "folder of images");
			families.add(new ImageFamily(path.getFileName().toString(), PictureFolder.read(path), unseen));
		}
		return families;
	}

	private FloatImage micrograph(final int index) {
		return PictureFolder.seen(Fluorescence.DEFAULT.draw(config.seed(), index).target(), false);
	}

	private static Map<String, Distortion> distortions(final List<GeneratorOutput> generators) {
		final Map<String, Distortion> all = new LinkedHashMap<>(Distortions.all());
		all.put("jpeg", (image, strength, random) -> Jpeg.compressed(image, BEST_JPEG * Math.pow(WORST_JPEG / BEST_JPEG,
			strength)));
		for (int i = 0; i < generators.size(); i++) all.put("generator " + (i + 1), generators.get(i));
		return all;
	}
}
