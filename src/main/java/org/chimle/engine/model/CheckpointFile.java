package org.chimle.engine.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.chimle.engine.config.Json;
import org.chimle.engine.file.AtomicFile;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Values;

/**
 * An interrupted training run as one file beside the model file, of the same kind as that: a zip of JSON (format, run,
 * state) and three vectors in safetensors (weights and the optimizer's two moments). Reading checks everything before
 * it allocates; writing replaces the file all at once.
 */
public final class CheckpointFile {

	/** Appended to the name of the model file. */
	public static final String SUFFIX = ".checkpoint";

	static final String RUN_ENTRY = "run.json";
	static final String STATE_ENTRY = "state.json";
	static final String MEAN_ENTRY = "mean.safetensors";
	static final String VARIANCE_ENTRY = "variance.safetensors";

	private static final String FORMAT = "CHIMLE checkpoint";
	private static final int VERSION = 1;
	private static final int MAX_TEXT = 1 << 26;
	private static final int VECTORS = 3;

	private CheckpointFile() {}

	/** @return where the checkpoint of a run lies whose model is to be written to that file */
	public static Path of(final Path modelFile) {
		final Path absolute = modelFile.toAbsolutePath();
		return absolute.resolveSibling(absolute.getFileName() + SUFFIX);
	}

	/**
	 * Deletes the unfinished files that runs left which were killed while they wrote.
	 *
	 * @param modelFile the model file of the runs
	 */
	public static void sweep(final Path modelFile) {
		AtomicFile.sweep(modelFile);
		AtomicFile.sweep(of(modelFile));
	}

	/**
	 * Writes a checkpoint. A file of that name is replaced only once the new one is complete and on the disk.
	 *
	 * @param checkpoint its vectors are copied piece by piece and must not change meanwhile
	 * @param file the file to make
	 * @throws IOException if the file cannot be written, or the run has diverged; the old file is left as it was
	 */
	public static void write(final Checkpoint checkpoint, final Path file) throws IOException {
		write(checkpoint, file, UnaryOperator.identity());
	}

	/** @param disk wraps the stream to the disk, so that a test can let it fail */
	static void write(final Checkpoint checkpoint, final Path file, final UnaryOperator<OutputStream> disk)
		throws IOException
	{
		final ParameterLayout layout = TowerImplicitModel.layout(checkpoint.run().model());
		final Map<String, String> texts = texts(checkpoint);
		long bytes = VECTORS * SafeTensors.dataBytes(layout);
		for (final String text : texts.values()) {
			final int length = text.getBytes(StandardCharsets.UTF_8).length;
			if (length > MAX_TEXT) throw new IOException("its record of " + length + " bytes is too long");
			bytes += length;
		}
		if (bytes > ModelArchive.MAX_LENGTH - MAX_TEXT) throw new IOException("the model is too large for a checkpoint");
		final Map<String, AtomicFile.Content> vectors = new LinkedHashMap<>();
		vectors.put(ModelFile.WEIGHTS_ENTRY, stream -> SafeTensors.write(stream, layout, checkpoint.parameters()));
		vectors.put(MEAN_ENTRY, stream -> SafeTensors.write(stream, layout, checkpoint.mean()));
		vectors.put(VARIANCE_ENTRY, stream -> SafeTensors.write(stream, layout, checkpoint.variance()));
		AtomicFile.write(file, out -> ModelArchiveWriter.write(out, texts, vectors), disk);
	}

	private static Map<String, String> texts(final Checkpoint checkpoint) throws IOException {
		final Map<String, String> texts = new LinkedHashMap<>();
		try {
			texts.put(ModelFile.FORMAT_ENTRY, Json.write(new ModelFile.Format(FORMAT, VERSION)));
			texts.put(RUN_ENTRY, Json.write(checkpoint.run()));
			texts.put(STATE_ENTRY, Json.write(checkpoint.state()));
		}
		catch (final IllegalArgumentException exc) {
			throw new IOException("a loss is not a number", exc); // JSON has no word for it
		}
		return texts;
	}

	/**
	 * Reads a checkpoint.
	 *
	 * @param file a file written by {@link #write}
	 * @return the checkpoint
	 * @throws InvalidInputException if the file is missing, damaged, of another kind or version, or hostile
	 */
	public static Checkpoint read(final Path file) {
		if (!Files.isRegularFile(file)) {
			throw new InvalidInputException("There is no interrupted run to resume: the file " + file +
				" does not exist; train anew.");
		}
		try (ModelArchive archive = ModelArchive.open(file, FORMAT)) {
			return read(archive);
		}
		catch (final IOException | InvalidInputException | IllegalArgumentException exc) {
			throw new InvalidInputException("The checkpoint " + file + " cannot be used because " + ModelFile.problem(exc) +
				"; discard it and train anew.", exc);
		}
	}

	private static Checkpoint read(final ModelArchive archive) throws IOException {
		final ModelFile.Format format = ModelFile.json(archive, ModelFile.FORMAT_ENTRY, MAX_TEXT, ModelFile.Format.class);
		if (!FORMAT.equals(format.format())) throw new UnusableModelException("it is not a " + FORMAT);
		if (format.version() != VERSION) {
			throw new UnusableModelException("it has format version " + format.version() +
				" and this program reads version " + VERSION);
		}
		archive.requireNames(Set.of(ModelFile.FORMAT_ENTRY, RUN_ENTRY, STATE_ENTRY, ModelFile.WEIGHTS_ENTRY, MEAN_ENTRY,
			VARIANCE_ENTRY));
		final TrainingRun run = ModelFile.json(archive, RUN_ENTRY, MAX_TEXT, TrainingRun.class);
		final TrainingState state = ModelFile.json(archive, STATE_ENTRY, MAX_TEXT, TrainingState.class);
		final ParameterLayout layout = ModelFile.layout(run.model(), TowerImplicitModel::layout);
		if (VECTORS * SafeTensors.dataBytes(layout) > Runtime.getRuntime().maxMemory()) {
			throw new UnusableModelException("its " + layout.size() + " weights and their moments do not fit Java's memory of " +
				(Runtime.getRuntime().maxMemory() >> 20) + " MB");
		}
		return new Checkpoint(run, state, vector(archive, ModelFile.WEIGHTS_ENTRY, layout), vector(archive, MEAN_ENTRY,
			layout), vector(archive, VARIANCE_ENTRY, layout));
	}

	private static Values vector(final ModelArchive archive, final String entry, final ParameterLayout layout)
		throws IOException
	{
		final long length = archive.size(entry);
		return Values.of(archive.read(entry, in -> SafeTensors.read(in, length, layout)));
	}
}
