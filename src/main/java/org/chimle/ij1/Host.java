package org.chimle.ij1;

import ij.IJ;

import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.CommandService;
import org.scijava.convert.ConvertService;
import org.scijava.event.EventService;
import org.scijava.log.LogService;
import org.scijava.module.ModuleService;
import org.scijava.plugin.PluginService;
import org.scijava.prefs.PrefService;
import org.scijava.thread.ThreadService;

/**
 * The SciJava context that runs the commands.
 *
 * @param context the context
 * @param asks whether the context's own dialogs ask for missing inputs, as in Fiji
 */
record Host(Context context, boolean asks) {

	private static Host plain;

	/** @return Fiji's context, or a private one in plain ImageJ */
	static Host get() {
		if (isFiji() && IJ.runPlugIn("org.scijava.Context", "") instanceof Context context) return new Host(context, true);
		return plain();
	}

	/** Only the services that commands need: others would put their own hooks into the desktop. */
	private static synchronized Host plain() {
		if (plain != null) return plain;
		final Context context = new Context(PluginService.class, EventService.class, ThreadService.class,
			ModuleService.class, CommandService.class, ConvertService.class, StatusService.class, PrefService.class,
			LogService.class);
		StatusBar.attach(context);
		plain = new Host(context, false);
		return plain;
	}

	/**
	 * Plain ImageJ would answer the request for a context too, with a new one of every class it can find: the legacy layer
	 * is known by the hook it puts into ImageJ's classes.
	 */
	private static boolean isFiji() {
		try {
			IJ.class.getDeclaredField("_hooks");
			Class.forName("net.imagej.legacy.LegacyService", false, IJ.getClassLoader());
			return true;
		}
		catch (final ReflectiveOperationException exc) {
			return false;
		}
	}
}
