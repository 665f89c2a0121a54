package org.chimle.ij1;

import ij.macro.Interpreter;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.chimle.engine.job.InvalidInputException;

/**
 * The option string of a macro's {@code run(command, options)}: {@code key=value}, {@code key=[value with blanks]}, a
 * bare {@code key} for a ticked box, {@code key=&variable} for a macro variable. Both ImageJ's and Fiji's recorder write
 * this.
 *
 * @param values the texts by key, lower case; a bare key has an empty text
 */
record MacroOptions(Map<String, String> values) {

	/**
	 * @param options the string
	 * @return its parts, in order
	 * @throws InvalidInputException if a bracket is not closed or a key is given twice
	 */
	static MacroOptions parse(final String options) {
		final Map<String, String> values = new LinkedHashMap<>();
		int at = 0;
		while ((at = skipBlanks(options, at)) < options.length()) {
			int end = at;
			while (end < options.length() && options.charAt(end) != '=' && !Character.isWhitespace(options.charAt(end))) end++;
			final String key = options.substring(at, end).toLowerCase(Locale.ROOT);
			String value = "";
			at = end;
			if (end < options.length() && options.charAt(end) == '=') {
				at = endOfValue(options, end + 1);
				value = resolve(options.substring(end + 1, at));
			}
			if (values.put(key, value) != null) {
				throw new InvalidInputException("The option " + key + " is given twice; remove one of them.");
			}
		}
		return new MacroOptions(values);
	}

	private static int skipBlanks(final String text, final int start) {
		int at = start;
		while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
		return at;
	}

	private static int endOfValue(final String text, final int start) {
		int at = start;
		if (at < text.length() && text.charAt(at) == '[') {
			at = text.indexOf(']', at);
			if (at < 0) throw new InvalidInputException("A bracket [ in the options is not closed; add the missing ].");
			// ImageJ ends a value at the first bracket that a blank follows, so that a path may contain some.
			while (at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1)) && text.indexOf(']', at + 1) > 0) {
				at = text.indexOf(']', at + 1);
			}
			return at + 1;
		}
		while (at < text.length() && !Character.isWhitespace(text.charAt(at))) at++;
		return at;
	}

	private static String resolve(final String raw) {
		if (raw.startsWith("[") && raw.endsWith("]")) return raw.substring(1, raw.length() - 1);
		final Interpreter macro = Interpreter.getInstance();
		if (!raw.startsWith("&") || macro == null) return raw;
		final String variable = macro.getVariableAsString(raw.substring(1));
		return variable == null ? raw : variable;
	}
}
