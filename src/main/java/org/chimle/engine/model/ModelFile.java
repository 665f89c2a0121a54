package org.chimle.engine.model;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.chimle.engine.config.Json;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.file.AtomicFile;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.Values;

/**
 * A trained model as one file: a zip of JSON (format, configuration, normalisation, training record), the citation and
 * the weights in safetensors. Reading checks everything before it allocates and never executes or writes anything;
 * writing replaces the file all at once.
 */
public final class ModelFile {

	/** The usual ending of the file name. */
	public static final String SUFFIX = ".chimle";

	static final String FORMAT_ENTRY = "format.json";
	static final String CONFIG_ENTRY = "config.json";
	static final String NORMALISATION_ENTRY = "normalisation.json";
	static final String TRAINING_ENTRY = "training.json";
	static final String CITATION_ENTRY = "citation.txt";
	static final String WEIGHTS_ENTRY = "weights.safetensors";

	/** With four bytes each, as many parameters as fit a zip without 64-bit extensions. */
	static final int MAX_PARAMETERS = 1_000_000_000;

	private static final String FORMAT = "CHIMLE model";
	private static final int VERSION = 1;
	private static final int MAX_TEXT = 1 << 20;
	private static final int MAX_TRAINING_TEXT = 1 << 24;
	private static final int MAX_CLAUSE = 300;

	private static final String CITATION = """
		Shichong Peng, Alireza Moazeni and Ke Li. CHIMLE: Conditional Hierarchical IMLE for Multimodal Conditional Image
		Synthesis. Advances in Neural Information Processing Systems 35 (NeurIPS 2022).
		""";

	/** The content of {@link #FORMAT_ENTRY}. */
	record Format(String format, int version) {}

	private ModelFile() {}

	/**
	 * @param file a model file as somebody named it
	 * @return the file with the usual ending, which is added where it is missing; a folder stays as it is
	 */
	public static File named(final File file) {
		if (file.isDirectory() || file.getName().toLowerCase(Locale.ROOT).endsWith(SUFFIX)) return file;
		return new File(file.getPath() + SUFFIX);
	}

	/**
	 * Reads a model.
	 *
	 * @param file a file written by {@link #write}
	 * @return the model
	 * @throws InvalidInputException if the file is missing, damaged, of another kind or version, or hostile
	 */
	public static SavedModel read(final Path file) {
		return read(file, TowerImplicitModel::layout);
	}

	/**
	 * Writes a model. A file of that name is replaced only once the new one is complete.
	 *
	 * @param model the model; its weights must be finite
	 * @param file the file to make, in an existing folder
	 * @throws InvalidInputException if the model is useless or the file cannot be written
	 */
	public static void write(final SavedModel model, final Path file) {
		write(model, file, TowerImplicitModel::layout, UnaryOperator.identity());
	}

	/**
	 * Reads what a model file says about its model.
	 *
	 * @param file a file written by {@link #write}
	 * @return the model without its weights, which are not looked at
	 * @throws InvalidInputException if the file is missing, damaged, or of another kind or version
	 */
	public static SavedModel describe(final Path file) {
		return use(file, ModelFile::describe);
	}

	static SavedModel read(final Path file, final Function<ModelConfig, ParameterLayout> layouts) {
		return use(file, archive -> read(archive, layouts));
	}

	/** Makes something of an opened model file. */
	@FunctionalInterface
	private interface Use {

		SavedModel of(ModelArchive archive) throws IOException;
	}

	private static SavedModel use(final Path file, final Use use) {
		if (!Files.exists(file)) {
			final File meant = named(file.toFile());
			throw new InvalidInputException("The model file " + file + " does not exist" + (meant.isFile() ? ", but " + meant
				.getName() + " does; choose that." : "; choose an existing file."));
		}
		if (!Files.isRegularFile(file)) {
			throw new InvalidInputException("Expected a model file but " + file + " is a folder or device; choose a file.");
		}
		try (ModelArchive archive = ModelArchive.open(file, FORMAT)) {
			return use.of(archive);
		}
		catch (final IOException | InvalidInputException | IllegalArgumentException exc) {
			throw new InvalidInputException("The model file " + file + " cannot be used because " + problem(exc) +
				"; choose a file written by \"Train CHIMLE Model...\", or copy it again.", exc);
		}
	}

	static void write(final SavedModel model, final Path file, final Function<ModelConfig, ParameterLayout> layouts,
		final UnaryOperator<OutputStream> disk)
	{
		final Path folder = file.toAbsolutePath().getParent();
		if (folder == null || !Files.isDirectory(folder)) {
			throw new InvalidInputException("The folder of the model file " + file +
				" does not exist; create it or choose another folder.");
		}
		if (Files.isDirectory(file)) {
			throw new InvalidInputException("The model cannot be written to " + file +
				" because that is a folder; add a file name.");
		}
		final ParameterLayout layout = layout(model.config(), layouts);
		final Map<String, String> texts = texts(model, layout);
		try {
			AtomicFile.write(file, out -> ModelArchiveWriter.write(out, texts, Map.of(WEIGHTS_ENTRY, stream -> SafeTensors
				.write(stream, layout, Values.of(model.parameters())))), disk);
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The model could not be written to " + file + " (" + clause(exc) +
				"), and what was there before is unchanged; free some space or choose another folder.", exc);
		}
	}

	private static SavedModel describe(final ModelArchive archive) throws IOException {
		final Format format = json(archive, FORMAT_ENTRY, MAX_TEXT, Format.class);
		if (!FORMAT.equals(format.format)) throw new UnusableModelException("it is not a CHIMLE model");
		if (format.version != VERSION) {
			throw new UnusableModelException("it has format version " + format.version + " and this program reads version " +
				VERSION);
		}
		archive.requireNames(Set.of(FORMAT_ENTRY, CONFIG_ENTRY, NORMALISATION_ENTRY, TRAINING_ENTRY, CITATION_ENTRY,
			WEIGHTS_ENTRY));
		archive.readText(CITATION_ENTRY, MAX_TEXT);
		final ModelConfig config = json(archive, CONFIG_ENTRY, MAX_TEXT, ModelConfig.class);
		final Normalisation normalisation = json(archive, NORMALISATION_ENTRY, MAX_TEXT, Normalisation.class);
		final TrainingRecord training = json(archive, TRAINING_ENTRY, MAX_TRAINING_TEXT, TrainingRecord.class);
		if (training.software() == null || training.finished() == null || training.config() == null) {
			throw new UnusableModelException("its training record is incomplete");
		}
		return new SavedModel(config, normalisation, training, new float[0]);
	}

	private static SavedModel read(final ModelArchive archive, final Function<ModelConfig, ParameterLayout> layouts)
		throws IOException
	{
		final SavedModel described = describe(archive);
		final ParameterLayout layout = layout(described.config(), layouts);
		if (SafeTensors.dataBytes(layout) > Runtime.getRuntime().maxMemory()) {
			throw new UnusableModelException("its " + layout.size() + " weights do not fit Java's memory of " + (Runtime
				.getRuntime().maxMemory() >> 20) + " MB");
		}
		final long length = archive.size(WEIGHTS_ENTRY);
		final float[] parameters = archive.read(WEIGHTS_ENTRY, in -> SafeTensors.read(in, length, layout));
		return new SavedModel(described.config(), described.normalisation(), described.training(), parameters);
	}

	static <T> T json(final ModelArchive archive, final String entry, final int limit, final Class<T> type)
		throws IOException
	{
		return Json.read("its entry " + entry, archive.readText(entry, limit), type);
	}

	static ParameterLayout layout(final ModelConfig config,
		final Function<ModelConfig, ParameterLayout> layouts)
	{
		try {
			final ParameterLayout layout = layouts.apply(config);
			if (layout.size() <= MAX_PARAMETERS) return layout;
		}
		catch (final ArithmeticException exc) {
			throw new InvalidInputException(tooManyParameters(), exc);
		}
		throw new InvalidInputException(tooManyParameters());
	}

	private static String tooManyParameters() {
		return "The configuration asks for more than the " + MAX_PARAMETERS +
			" weights a model file can hold; choose fewer levels, blocks or channels.";
	}

	private static Map<String, String> texts(final SavedModel model, final ParameterLayout layout) {
		if (model.parameters().length != layout.size()) {
			throw new IllegalArgumentException("The model has " + model.parameters().length + " weights, its layout " +
				layout.size());
		}
		for (final float value : model.parameters()) {
			if (!Float.isFinite(value)) throw diverged("a weight", value);
		}
		for (final double value : model.training().validationLoss()) {
			if (!Double.isFinite(value)) throw diverged("a validation loss", value);
		}
		final Map<String, String> texts = new LinkedHashMap<>();
		texts.put(FORMAT_ENTRY, Json.write(new Format(FORMAT, VERSION)));
		texts.put(CONFIG_ENTRY, Json.write(model.config()));
		texts.put(NORMALISATION_ENTRY, Json.write(model.normalisation()));
		texts.put(TRAINING_ENTRY, Json.write(model.training()));
		texts.put(CITATION_ENTRY, CITATION);
		final int bytes = texts.get(TRAINING_ENTRY).getBytes(StandardCharsets.UTF_8).length;
		if (bytes > MAX_TRAINING_TEXT) {
			throw new InvalidInputException("The training record takes " + bytes + " bytes where a model file holds at most " +
				MAX_TRAINING_TEXT + "; train on fewer pairs or shorten their names.");
		}
		return texts;
	}

	private static InvalidInputException diverged(final String what, final double value) {
		return new InvalidInputException("The training diverged (" + what + " is " + value +
			"), so no model was written; train again with a lower learning rate.");
	}

	/** @return why a file cannot be used, as a clause */
	static String problem(final Exception exc) {
		return exc instanceof UnusableModelException ? exc.getMessage() : "it is damaged (" + clause(exc) + ")";
	}

	/** @return the message of an exception, to be put into brackets; it may quote the file, and must not fill the screen */
	static String clause(final Exception exc) {
		final String message = exc.getMessage() == null ? exc.getClass().getSimpleName() : exc.getMessage();
		final String clause = message.replaceAll("[.;]\\s*$", "").replaceAll("\\p{Cntrl}+", " ");
		return clause.length() > MAX_CLAUSE ? clause.substring(0, MAX_CLAUSE) + "..." : clause;
	}
}
