package org.chimle.ij1;

import ij.IJ;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import net.imagej.patcher.LegacyInjector;

/**
 * Runs macros in ImageJ without a screen, in a JVM of its own: as Fiji does it, with ImageJ's classes patched so that
 * they need none. Argument: a file of properties, macro by name. Prints what each macro returns.
 */
public final class HeadlessDriver {

	private HeadlessDriver() {}

	/** @param args the file */
	public static void main(final String[] args) throws Exception {
		LegacyInjector.preinit();
		Macros.run(Path.of(args[0]));
	}

	/** Apart, because no class of ImageJ may be loaded before it is patched. */
	private static final class Macros {

		private static final PrintStream OUT = System.out;

		private static void run(final Path file) throws Exception {
			final Properties macros = new Properties();
			macros.load(Files.newBufferedReader(file));
			for (final String name : macros.getProperty("order").split(",")) {
				OUT.println("HEADLESS " + name + " " + IJ.runMacro(macros.getProperty(name)));
			}
			System.exit(0);
		}
	}
}
