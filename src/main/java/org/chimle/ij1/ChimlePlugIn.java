package org.chimle.ij1;

import ij.Macro;
import ij.plugin.PlugIn;

/**
 * The class behind all menu entries. It loads without SciJava on the class path, so that a plugin folder that lacks a
 * jar ends in a sentence.
 */
public final class ChimlePlugIn implements PlugIn {

	/** @param job {@code "train"}, {@code "generate"}, {@code "measure"} or {@code "device"}, from plugins.config */
	@Override
	public void run(final String job) {
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		// SciJava's plugin index and the tensor library's engine are found through it.
		thread.setContextClassLoader(ChimlePlugIn.class.getClassLoader());
		try {
			Launcher.run(job, Macro.getOptions());
		}
		catch (final NoClassDefFoundError error) {
			ErrorReport.missingLibrary(error);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}
}
