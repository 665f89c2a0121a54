package org.chimle.engine.config;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import org.chimle.engine.job.InvalidInputException;

/**
 * The JSON form of the records of a job or a model. Reading goes through the records' constructors, so that whatever
 * comes out is valid.
 */
public final class Json {

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	private Json() {}

	/** @return the record as indented JSON */
	public static String write(final Object record) {
		return GSON.toJson(record);
	}

	/**
	 * @param what names the text in messages, e.g. {@code "the model's configuration"}
	 * @param text JSON
	 * @param type a record type
	 * @return the record
	 * @throws InvalidInputException if the text is no JSON, or values are missing or out of range
	 */
	public static <T> T read(final String what, final String text, final Class<T> type) {
		final T value;
		try {
			value = GSON.fromJson(text, type);
		}
		catch (final InvalidInputException exc) {
			throw exc;
		}
		catch (final RuntimeException exc) {
			throw new InvalidInputException("Could not read " + what + ": " + reason(exc), exc);
		}
		if (value == null) throw new InvalidInputException("Could not read " + what + ": it is empty.");
		return value;
	}

	private static String reason(final RuntimeException exc) {
		Throwable deepest = exc;
		while (deepest.getCause() != null && deepest.getCause() != deepest) deepest = deepest.getCause();
		final String message = deepest.getMessage();
		return message == null ? "a value is missing or malformed." : message;
	}
}
