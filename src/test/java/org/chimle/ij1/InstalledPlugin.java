package org.chimle.ij1;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Plain ImageJ with the plugin as a user has it: a jar and its libraries in a folder below plugins.
 *
 * @param folder ImageJ's folder, and the user's home
 */
record InstalledPlugin(Path folder) {

	/** Libraries that the tests have but the plugin has not; ImageJ is on the class path. */
	private static final String NOT_INSTALLED =
		"(ij|ij1-patcher|javassist|classgraph|junit|archunit|opentest4j|apiguardian|surefire).*";

	/** Deletes the folder and fills it anew. */
	static InstalledPlugin in(final Path folder) throws Exception {
		final InstalledPlugin installed = new InstalledPlugin(folder.toAbsolutePath());
		installed.delete();
		installed.install(Path.of(ChimlePlugIn.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
		return installed;
	}

	/** @return whether there is a screen or a virtual one can be started */
	static boolean hasScreen() {
		return System.getenv("DISPLAY") != null || canStartScreen();
	}

	/**
	 * @param screen the size of a virtual screen, e.g. {@code "1280x1024"}, which is preferred to a real one; null for no
	 *          screen at all, and then the plugin is on the class path, where Fiji's launcher puts it
	 * @param options options of Java
	 * @param libraries beginnings of the names of jars of the class path that the program needs besides ImageJ
	 * @param main the program, a class of the tests; it sees ImageJ and itself, and the plugin only through ImageJ
	 * @param arguments its arguments
	 * @return the process to start
	 */
	ProcessBuilder program(final String screen, final List<String> options, final List<String> libraries,
		final Class<?> main, final String... arguments) throws Exception
	{
		final List<String> command = new ArrayList<>();
		if (screen != null && canStartScreen()) command.addAll(List.of("xvfb-run", "-a", "-s", "-screen 0 " + screen + "x24"));
		final StringBuilder classPath = new StringBuilder(library("ij-"));
		for (final String each : libraries) classPath.append(File.pathSeparator).append(library(each));
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
			"-Dplugins.dir=" + folder, "-Djava.util.prefs.userRoot=" + folder, "-Duser.home=" + folder,
			"-Dai.djl.offline=true"));
		if (screen == null) {
			command.add("-Djava.awt.headless=true");
			classPath.append(File.pathSeparator).append(folder.resolve("plugins").resolve("CHIMLE")).append(File.separator)
				.append('*');
		}
		command.addAll(options);
		command.addAll(List.of("-cp", classPath.append(File.pathSeparator).append(copyOf(main)).toString(), main.getName()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true);
	}

	private static boolean canStartScreen() {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(place -> Files.isExecutable(Path.of(place,
			"xvfb-run")));
	}

	private void delete() throws IOException {
		if (!Files.exists(folder)) return;
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
		}
	}

	private void install(final Path classes) throws IOException {
		final Path plugin = Files.createDirectories(folder.resolve("plugins/CHIMLE"));
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
			if (name.endsWith(".jar") && !name.matches(NOT_INSTALLED)) link(plugin.resolve(name), library);
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

	/** A program's classes alone, so that the plugin's classes can only come from the plugins folder. */
	private Path copyOf(final Class<?> main) throws Exception {
		final Path classes = folder.resolve("programs").resolve(main.getSimpleName());
		final String stem = main.getName().replace('.', '/');
		final Path compiled = Path.of(main.getResource(main.getSimpleName() + ".class").toURI()).getParent();
		final Path copies = Files.createDirectories(classes.resolve(stem).getParent());
		try (Stream<Path> files = Files.list(compiled)) {
			for (final Path file : files.toList()) {
				final String name = file.getFileName().toString();
				if (!name.matches(main.getSimpleName() + "(\\$.*)?\\.class")) continue;
				if (!Files.exists(copies.resolve(name))) Files.copy(file, copies.resolve(name));
			}
		}
		return classes;
	}
}
