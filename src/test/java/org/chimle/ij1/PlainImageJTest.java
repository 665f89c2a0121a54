package org.chimle.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import org.chimle.testing.TestImages;
import org.chimle.testing.TinyPairs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The plugin in plain ImageJ, as a user has it: a jar and its libraries in a folder below plugins. Needs a screen, or
 * xvfb-run for a virtual one.
 */
class PlainImageJTest {

	/** Kept after the test, with screenshots of the dialogs and results in it. */
	private static final Path FOLDER = Path.of("target", "plain-imagej").toAbsolutePath();

	private static List<String> seen;

	@BeforeAll
	static void workImageJ() throws Exception {
		final boolean screen = System.getenv("DISPLAY") != null;
		final boolean virtual = Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(place -> Files
			.isExecutable(Path.of(place, "xvfb-run")));
		assumeTrue(screen || virtual, "no screen and no xvfb-run");
		deleteFolder();
		installPlugin(Path.of(ChimlePlugIn.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
		TinyPairs.write(FOLDER.resolve("pairs"));
		for (int i = 0; i < 3; i++) {
			TestImages.save(TestImages.stack("s", 16, 20 + i, 20, 1, 1, 2), FOLDER.resolve("pairs/samples/im" + i + ".tif"));
			TestImages.save(TestImages.stack("r", 16, 20 + i, 20, 1, 1, 1), FOLDER.resolve("pairs/references/im" + i + ".tif"));
		}
		final Path looks = Files.createDirectories(FOLDER.resolve("looks"));

		final List<String> command = new ArrayList<>();
		if (virtual) command.addAll(List.of("xvfb-run", "-a", "-s", "-screen 0 1280x1024x24"));
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
			"-Dplugins.dir=" + FOLDER, "-Djava.util.prefs.userRoot=" + FOLDER, "-Duser.home=" + FOLDER,
			"-Dai.djl.offline=true", "-cp", library("ij-") + File.pathSeparator + driver(), ImageJDriver.class.getName(),
			FOLDER.resolve("pairs").toString(), looks.toString()));
		final Path log = FOLDER.resolve("log.txt");
		final Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		final boolean ended = process.waitFor(4, TimeUnit.MINUTES);
		if (!ended) process.destroyForcibly();
		seen = Files.readAllLines(log, StandardCharsets.UTF_8);
		assertTrue(ended && process.exitValue() == 0, () -> String.join("\n", seen));
	}

	@Test
	void everyMenuEntryExistsOnce() {
		assertEquals(List.of("CHIMLE>Check CHIMLE Pairs...", "CHIMLE>Train CHIMLE Model...",
			"CHIMLE>Train CHIMLE Model From Sharp Images...", "CHIMLE>Generate CHIMLE Samples...", "CHIMLE>Explore CHIMLE Samples...",
			"CHIMLE>Batch CHIMLE Samples...", "CHIMLE>Measure CHIMLE Samples...", "CHIMLE>Measure CHIMLE Folders...", "CHIMLE>Measure CHIMLE Mode Coverage...",
			"CHIMLE>Install CHIMLE Weights...", "CHIMLE>Check CHIMLE Device..."), lines("MENU"));
	}

	@Test
	void aValueOutOfRangeDisablesOk() {
		assertEquals(List.of("false"), lines("OK ENABLED"));
	}

	@Test
	void theDialogsRecordTheFieldNames() {
		final List<String> recorded = lines("RECORDED");
		assertEquals(6, recorded.size(), () -> String.join("\n", seen));
		assertTrue(recorded.get(0).contains("samples_per_level=4 epochs=2 patch_size=16 validation_share=0.2 " +
			"learning_rate=0.01 seed=42 device=auto distance=bundled model_file=["), recorded.get(0));
		assertTrue(recorded.get(1).endsWith("samples=3 seed=7 bit_depth=32-bit mean threshold=auto device=auto\");"), recorded.get(1));
		assertEquals("run(\"Measure CHIMLE Samples...\", " +
			"\"reference=none input=none sigma=0.2 distance=bundled device=auto\");", recorded.get(2));
		assertTrue(recorded.get(3).contains("reference_folder=") && recorded.get(3).endsWith(
			"feature_network=bundled sigma=0.2 seed=42 device=auto\");"), recorded.get(3));
		assertEquals("run(\"Check CHIMLE Device...\");", recorded.get(4).strip());
		assertTrue(recorded.get(5).endsWith(" path=1:g1005.l1005 region=[0 0 16 16] device=auto\");"), recorded.get(5));
	}

	@Test
	void theMonitorOfATrainingStaysUntilItIsClosed() {
		assertEquals(List.of("Train CHIMLE Model", "CLOSED true"), lines("MONITOR"));
	}

	@Test
	void samplesAreAStackOfTwiceTheSize() {
		final String result = lines("RESULT").get(0);
		assertTrue(result.startsWith("32x32 T=3 32-bit sample"), result);
	}

	@Test
	void jobsComputeInOneWorkerProcess() {
		assertEquals(List.of("1"), lines("WORKERS"));
	}

	@Test
	void theDeviceReportIsShown() {
		final String report = lines("DEVICES").get(0);
		assertTrue(report.contains("convolution correct") && report.contains("computes in: a process of its own"), report);
	}

	@Test
	void theRecordedMacroReplaysInBatchMode() {
		final String replayed = lines("REPLAYED").get(0);
		assertTrue(replayed.endsWith(" 3"), "input, mean and samples: " + replayed);
	}

	@Test
	void anExploredSampleReplaysBitForBit() {
		final List<String> explored = lines("EXPLORED");
		assertEquals(2, explored.size());
		assertEquals(explored.get(0), explored.get(1));
	}

	@Test
	void foldersReplayInBatchMode() {
		assertEquals(List.of("6 rows"), lines("FOLDERS"));
	}

	@Test
	void aFailedCommandEndsTheMacro() {
		assertEquals(List.of("null"), lines("FAILING"), "an aborted macro returns nothing");
	}

	private static List<String> lines(final String word) {
		return seen.stream().filter(line -> line.startsWith(word + " ")).map(line -> line.substring(word.length() + 1))
			.toList();
	}

	private static void deleteFolder() throws IOException {
		if (!Files.exists(FOLDER)) return;
		try (Stream<Path> files = Files.walk(FOLDER)) {
			for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
		}
	}

	private static void installPlugin(final Path classes) throws IOException {
		final Path plugin = Files.createDirectories(FOLDER.resolve("plugins/CHIMLE"));
		try (OutputStream out = Files.newOutputStream(plugin.resolve("CHIMLE_.jar"));
			JarOutputStream jar = new JarOutputStream(out);
			Stream<Path> files = Files.walk(classes))
		{
			for (final Path file : files.filter(Files::isRegularFile).toList()) {
				jar.putNextEntry(new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
				Files.copy(file, jar);
			}
		}
		for (final String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
			final Path library = Path.of(path);
			final String name = library.getFileName().toString();
			if (name.endsWith(".jar") && !name.matches("(ij|junit|archunit|opentest4j|apiguardian|surefire).*")) link(plugin
				.resolve(name), library);
		}
	}

	private static void link(final Path link, final Path file) throws IOException {
		try {
			Files.createSymbolicLink(link, file);
		}
		catch (final UnsupportedOperationException | IOException exc) {
			Files.copy(file, link);
		}
	}

	private static String library(final String start) {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).filter(path -> Path.of(path)
			.getFileName().toString().startsWith(start)).findFirst().orElseThrow();
	}

	/** The driver's class alone, so that the plugin's classes can only come from the plugins folder. */
	private static Path driver() throws Exception {
		final String name = ImageJDriver.class.getName().replace('.', '/') + ".class";
		final Path copy = FOLDER.resolve("driver").resolve(name);
		Files.createDirectories(copy.getParent());
		Files.copy(Path.of(ImageJDriver.class.getClassLoader().getResource(name).toURI()), copy);
		return FOLDER.resolve("driver");
	}
}
