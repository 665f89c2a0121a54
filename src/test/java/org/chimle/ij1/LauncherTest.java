package org.chimle.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.macro.Interpreter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.chimle.command.ChimleCommand;
import org.chimle.command.FakeCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Macros in batch mode that run a command in a private context and in a context with its own dialogs, as Fiji has. */
public class LauncherTest {

	private static final List<String> STEPS = new ArrayList<>();
	private static boolean asks;

	@AfterEach
	void forget() {
		STEPS.clear();
	}

	/** Called by the macros. */
	public static void launch(final String options) {
		Launcher.run(new Host(SciJava.context(), asks), FakeCommand.class, options);
	}

	/** Called by the macros. */
	public static void step(final String text) {
		STEPS.add(text);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theResultBecomesTheCurrentImage(final boolean fiji) {
		asks = fiji;
		final ImagePlus current = macro("newImage('other', '8-bit', 5, 5, 1); newImage('ramp', '8-bit', 16, 12, 1);" +
			launchCall("count=2 tick_me") + stepCall("getTitle()"));
		assertEquals(List.of("DUP_ramp"), STEPS);
		assertEquals("DUP_ramp", current.getTitle());
	}

	/** Macros choose images by their titles. */
	@Test
	void resultsOfOneImageHaveDifferentTitles() {
		asks = true;
		macro("newImage('ramp', '8-bit', 16, 12, 1);" + (launchCall("") + stepCall("getTitle()") + "selectImage('ramp');")
			.repeat(3));
		assertEquals(List.of("DUP_ramp", "DUP_ramp-1", "DUP_ramp-2"), STEPS);
	}

	@Test
	void anImageMayBeNamed() {
		asks = true;
		macro("newImage('other', '8-bit', 5, 5, 1); newImage('ramp', '8-bit', 16, 12, 1);" + launchCall("image=other") +
			stepCall("getTitle()"));
		assertEquals(List.of("DUP_other"), STEPS);
	}

	/** ImageJ waits two seconds for an aborted macro, hence few cases. */
	@ParameterizedTest
	@CsvSource({ "true, mode=mistake", "true, mode=fault", "true, mode=pairs", "false, mode=memory", "false, count=0" })
	void aFailureEndsTheMacro(final boolean fiji, final String options) {
		asks = fiji;
		macro("newImage('ramp', '8-bit', 16, 12, 1);" + stepCall("'before'") + launchCall(options) + stepCall("'after'"));
		assertEquals(List.of("before"), STEPS);
	}

	/** The Help button leads there; the overview has no more than the tour with the sample data. */
	@Test
	void everyCommandHasAChapterOfTheGuide() {
		final List<String> overview = new ArrayList<>();
		for (final String job : MenuEntries.byJob().keySet()) {
			final String chapter = ((ChimleCommand) Modules.of(job)).chapter();
			assertTrue(Files.exists(Path.of("docs/guide", chapter + ".md")), job);
			if (chapter.equals("index")) overview.add(job);
		}
		assertEquals(List.of("sample-data"), overview);
	}

	@Test
	void noImageEndsTheMacro() {
		asks = false;
		assertNull(macro(launchCall("count=2") + stepCall("'after'")));
		assertEquals(List.of(), STEPS);
	}

	private static ImagePlus macro(final String text) {
		return new Interpreter().runBatchMacro(text, null);
	}

	private static String launchCall(final String options) {
		return "call('org.chimle.ij1.LauncherTest.launch', '" + options + "');";
	}

	private static String stepCall(final String expression) {
		return "call('org.chimle.ij1.LauncherTest.step', " + expression + ");";
	}
}
