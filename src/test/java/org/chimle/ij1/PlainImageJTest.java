package org.chimle.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;

import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.chimle.command.Inputs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/**
 * Every command of the menu in plain ImageJ: chosen by a user, recorded, replayed in batch mode, and replayed without a
 * screen. Needs a screen, or xvfb-run for a virtual one. One ImageJ does it all; the tests look at what it printed.
 */
class PlainImageJTest {

	/** Kept after the test, with screenshots of the dialogs and results in it. */
	private static final Path FOLDER = Path.of("target", "plain-imagej").toAbsolutePath();

	private static List<String> seen;

	@BeforeAll
	static void workImageJ() throws Exception {
		assumeTrue(InstalledPlugin.hasScreen(), "no screen and no xvfb-run");
		final InstalledPlugin plugin = InstalledPlugin.in(FOLDER);
		final Path data = FOLDER.resolve("data");
		for (final String copy : List.of("data", "again", "headless")) ReplayData.write(FOLDER.resolve(copy));
		final Path looks = Files.createDirectories(FOLDER.resolve("looks"));
		final Path session = FOLDER.resolve("session.properties");
		write(session(data), session);
		seen = new ArrayList<>(run(plugin.program("1280x1024", List.of(), List.of(), ImageJDriver.class, session.toString(),
			looks.toString())));

		final Path macros = FOLDER.resolve("macros.properties");
		write(macros(data, FOLDER.resolve("headless")), macros);
		seen.addAll(run(plugin.program(null, List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"), List.of(
			"ij1-patcher-", "javassist-"), HeadlessDriver.class, macros.toString())));
	}

	/** @return all commands, or those that -Dreplay.jobs names, to try a new case: then only its own tests can pass */
	static Set<String> jobs() {
		final String some = System.getProperty("replay.jobs");
		return some == null ? MenuEntries.byJob().keySet() : new LinkedHashSet<>(List.of(some.split(",")));
	}

	@Test
	void everyMenuEntryIsACommandAndExistsOnce() {
		assertEquals(Launcher.JOBS.keySet(), MenuEntries.byJob().keySet());
		assertEquals(MenuEntries.byJob().values().stream().map("CHIMLE>"::concat).toList(), lines("MENU"));
	}

	@ParameterizedTest
	@MethodSource("jobs")
	void worksFromTheMenu(final String job) {
		assertEquals(ReplayCases.of(job).expected(), line("WORKED", job));
	}

	@ParameterizedTest
	@MethodSource("jobs")
	void recordsTheOptionsThatWereEntered(final String job) {
		final Module module = Modules.of(job);
		final Map<String, String> recorded = options(line("RECORDED", job));
		final Map<String, String> entered = entered(job);
		entered.forEach((key, value) -> assertEquals(value, recorded.get(key), key));
		for (final ModuleItem<?> item : Inputs.settable(module).toList()) {
			final boolean unticked = item.getType() == boolean.class && !entered.containsKey(item.getName());
			final boolean recordable = item.getType() != ImagePlus.class && !unticked;
			// The explorer's window writes the line, and leaves out what has its default.
			if (!ReplayCases.isWrittenByWindow(job)) assertEquals(recordable, recorded.containsKey(item.getName()), item
				.getName());
		}
	}

	@ParameterizedTest
	@MethodSource("jobs")
	void replaysInBatchMode(final String job) {
		assertEquals(ReplayCases.of(job).expected(), line("REPLAYED", job));
	}

	@ParameterizedTest
	@MethodSource("jobs")
	void replaysWithoutAScreen(final String job) {
		assertEquals(ReplayCases.of(job).expected(), line("HEADLESS", job));
	}

	@Test
	void aValueOutOfRangeDisablesOk() {
		assertEquals(List.of("false"), lines("OK ENABLED"));
	}

	@Test
	void jobsComputeInOneWorkerProcess() {
		assertEquals(List.of("1"), lines("WORKERS"));
	}

	@Test
	void theMonitorOfATrainingStaysUntilItIsClosed() {
		assertEquals(List.of("Train CHIMLE Model", "CLOSED true"), lines("MONITOR"));
	}

	@Test
	void anExploredSampleReplaysAsItWasSeen() {
		final List<String> pixels = lines("PIXELS");
		assertEquals(2, pixels.size());
		assertEquals(pixels.get(0), pixels.get(1));
	}

	@Test
	void theDeviceReportIsShown() {
		final String report = lines("DEVICES").get(0);
		assertTrue(report.contains("convolution correct") && report.contains("computes in: a process of its own"), report);
	}

	@Test
	void escStopsALongJobWithoutResults() {
		assertEquals(List.of("pair0.tif"), lines("STOPPED"));
	}

	@Test
	void aFailedCommandEndsTheMacro() {
		assertEquals(List.of("null"), lines("FAILING"), "an aborted macro returns nothing");
	}

	private static Properties session(final Path data) {
		final Properties session = new Properties();
		session.setProperty("order", String.join(",", jobs()));
		session.setProperty("data", data.toString());
		session.setProperty("again", data.resolveSibling("again").toString());
		MenuEntries.byJob().forEach((job, title) -> {
			final ReplayCase replay = ReplayCases.of(job);
			session.setProperty(job + ".title", title);
			session.setProperty(job + ".before", ReplayCase.in(data, replay.opening()));
			session.setProperty(job + ".check", ReplayCase.in(data, replay.check()));
			session.setProperty(job + ".fields", ReplayCase.in(data, fields(job)));
		});
		return session;
	}

	/** What the dialog asks for, in its order, with the values of the case. */
	private static String fields(final String job) {
		final Map<String, String> values = MacroOptions.parse(ReplayCases.of(job).options()).values();
		final List<String> fields = new ArrayList<>();
		for (final ModuleItem<?> item : Inputs.settable(Modules.of(job)).toList()) {
			if (item.getType() == ImagePlus.class || ReplayCases.isChosenInWindow(job, item.getName())) continue;
			// The titles of open images become choices when the dialog opens.
			final boolean chosen = !Inputs.choices(item).isEmpty() || "listBox,image".equals(item.getWidgetStyle());
			final String kind = item.getType() == boolean.class ? "box" : chosen ? "choice" : "text";
			final String value = values.get(item.getName());
			fields.add(kind + "\t" + item.getName() + (value == null ? "" : "\t" + value));
		}
		return String.join("\n", fields);
	}

	/** What was recorded with data in one folder, for data in another. */
	private static Properties macros(final Path data, final Path other) {
		final Properties macros = new Properties();
		macros.setProperty("order", String.join(",", jobs()));
		for (final String job : jobs()) {
			final ReplayCase replay = ReplayCases.of(job);
			final String recorded = lines("RECORDED").stream().filter(line -> line.startsWith(job + " ")).findFirst().orElse(
				job + " return 'nothing was recorded';");
			macros.setProperty(job, ReplayCase.in(other, replay.opening()) + recorded.substring(job.length() + 1).replace(data
				.toString(), other.toString()) + "return " + ReplayCase.in(other, replay.withoutScreen()) + ";");
		}
		return macros;
	}

	/** @return the options of the case, with paths of this run */
	private static Map<String, String> entered(final String job) {
		final Map<String, String> entered = new HashMap<>(MacroOptions.parse(ReplayCases.of(job).options()).values());
		entered.replaceAll((key, value) -> ReplayCase.in(FOLDER.resolve("data"), value));
		return entered;
	}

	/** @return the options of a recorded call, by key */
	private static Map<String, String> options(final String call) {
		final int start = call.indexOf("\", \"");
		return start < 0 ? Map.of() : MacroOptions.parse(call.substring(start + 4, call.lastIndexOf("\");"))).values();
	}

	private static void write(final Properties properties, final Path file) throws Exception {
		try (Writer out = Files.newBufferedWriter(file)) {
			properties.store(out, null);
		}
	}

	private static List<String> run(final ProcessBuilder program) throws Exception {
		final Path log = Files.createTempFile(FOLDER, "log", ".txt");
		final Process process = program.redirectOutput(log.toFile()).start();
		final boolean ended = process.waitFor(5, TimeUnit.MINUTES);
		if (!ended) process.destroyForcibly();
		final List<String> printed = Files.readAllLines(log, StandardCharsets.UTF_8);
		assertTrue(ended && process.exitValue() == 0, () -> String.join("\n", printed));
		return printed;
	}

	private static String line(final String word, final String job) {
		return lines(word).stream().filter(line -> line.startsWith(job + " ")).map(line -> line.substring(job.length() + 1))
			.collect(Collectors.joining("\n"));
	}

	private static List<String> lines(final String word) {
		return seen.stream().filter(line -> line.startsWith(word + " ")).map(line -> line.substring(word.length() + 1))
			.toList();
	}
}
