package org.chimle.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;

import ij.IJ;
import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;

/**
 * The scripts that users get: the templates of the script editor and those in the folder scripts. Macros run in ImageJ
 * without a screen, Groovy with the services that Fiji's script editor hands over. Nothing runs the one in Python.
 */
class ScriptsTest {

	/** Kept after the test. */
	private static final Path FOLDER = Path.of("target", "scripts-test").toAbsolutePath();
	private static final Path TEMPLATES = Path.of("src/main/resources/script_templates/CHIMLE").toAbsolutePath();
	private static final Path SCRIPTS = Path.of("scripts").toAbsolutePath();

	private static InstalledPlugin plugin;

	@BeforeAll
	static void install() throws Exception {
		plugin = InstalledPlugin.in(FOLDER);
		for (final String kind : List.of("low", "high")) {
			for (int i = 0; i < 6; i++) {
				final Path copy = FOLDER.resolve("pairs").resolve(kind).resolve(name(i));
				Files.createDirectories(copy.getParent());
				Files.copy(Path.of("test-images/fluorescence/train").resolve(kind).resolve(name(i)), copy);
			}
		}
	}

	private static String name(final int cell) {
		return String.format("cell-%03d.tif", cell);
	}

	private static Path results(final String name) throws IOException {
		return Files.createDirectories(FOLDER.resolve(name));
	}

	@Test
	void theFirstMacroShowsSamplesOfASampleCell() throws Exception {
		assertEquals("HEADLESS macro 4 images, 128 cell", macro("runMacro('" + TEMPLATES.resolve("First_Samples.ijm") +
			"'); return '' + nImages + ' images, ' + getWidth() + ' ' + substring(getTitle(), 0, 4);"));
	}

	@Test
	void theMacroOfTheWholeJobLeavesItsResults() throws Exception {
		final Path results = results("macro");
		final String arguments = String.join(";", FOLDER + "/pairs/low", FOLDER + "/pairs/high", results.toString(),
			"super-resolution", "1");
		macro("runMacro('" + SCRIPTS.resolve("whole_job.ijm") + "', '" + arguments + "'); return 'done';");
		requireResults(results, "samples.tif", "samples.csv", "model.chimle");
	}

	@Test
	void groovyDoesTheWholeJob() throws Exception {
		final Path results = results("groovy");
		groovy(SCRIPTS.resolve("whole_job.groovy"), Map.of("input_folder", FOLDER.resolve("pairs/low").toFile(),
			"target_folder", FOLDER.resolve("pairs/high").toFile(), "result_folder", results.toFile(), "task",
			"super-resolution", "epochs", 1));
		requireResults(results, "samples.tif", "samples.csv", "summary.csv", "model.chimle", "mean.tif");
		assertEquals(2, Files.readAllLines(results.resolve("summary.csv")).size());
	}

	@Test
	void groovyMakesSamplesOfAFolder() throws Exception {
		final Path data = FOLDER.resolve("data");
		ReplayData.write(data);
		final Path results = results("folder");
		groovy(TEMPLATES.resolve("Samples_of_a_Folder.groovy"), Map.of("input_folder", data.resolve("input").toFile(),
			"model_file", data.resolve("cells.chimle").toFile(), "result_folder", results.toFile(), "samples", 2));
		try (Stream<Path> made = Files.list(results)) {
			assertEquals(6, made.count());
		}
		final ImagePlus samples = IJ.openImage(results.resolve("pair0-samples.tif").toString());
		assertEquals(2, samples.getNFrames());
	}

	private static void requireResults(final Path folder, final String... names) throws IOException {
		for (final String name : names) assertTrue(Files.size(folder.resolve(name)) > 0, name);
		final List<String> samples = Files.readAllLines(folder.resolve("samples.csv"));
		assertEquals(9, samples.size(), "a heading and eight samples");
		assertTrue(samples.get(0).contains("PSNR (dB)"), samples.get(0));
	}

	/** @return what ImageJ printed last */
	private static String macro(final String text) throws Exception {
		final Properties macros = new Properties();
		macros.setProperty("order", "macro");
		macros.setProperty("macro", text);
		final Path file = FOLDER.resolve("macros.properties");
		try (Writer out = Files.newBufferedWriter(file)) {
			macros.store(out, null);
		}
		final Path log = Files.createTempFile(FOLDER, "log", ".txt");
		final Process process = plugin.program(null, List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"), List.of(
			"ij1-patcher-", "javassist-"), HeadlessDriver.class, file.toString()).redirectOutput(log.toFile()).start();
		final boolean ended = process.waitFor(5, TimeUnit.MINUTES);
		if (!ended) process.destroyForcibly();
		final List<String> printed = Files.readAllLines(log, StandardCharsets.UTF_8);
		assertTrue(ended && process.exitValue() == 0, () -> String.join("\n", printed));
		return printed.get(printed.size() - 1);
	}

	/** Runs a script as the script editor does: parameters and services are its variables. */
	private static void groovy(final Path script, final Map<String, Object> inputs) throws IOException {
		final Map<String, Object> variables = new HashMap<>(inputs);
		variables.put("modules", SciJava.context().service(ModuleService.class));
		variables.put("commands", SciJava.context().service(CommandService.class));
		final List<String> declared = new ArrayList<>();
		final StringBuilder code = new StringBuilder();
		for (final String line : Files.readAllLines(script)) {
			if (line.startsWith("#@")) declared.add(line.substring(line.lastIndexOf(' ') + 1));
			else code.append(line);
			code.append('\n');
		}
		assertEquals(variables.keySet(), Set.copyOf(declared));
		final File results = (File) inputs.get("result_folder");
		try (Writer out = Files.newBufferedWriter(results.toPath().resolveSibling("groovy.txt"))) {
			variables.put("out", out);
			new GroovyShell(ScriptsTest.class.getClassLoader(), new Binding(variables)).evaluate(code.toString());
		}
	}
}
