package org.chimle.ij1;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.Plot;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.text.TextWindow;

import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Window;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

import org.chimle.command.ResultTitle;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.ModulePostprocessor;
import org.scijava.module.process.PostprocessorPlugin;

/**
 * Shows outputs as any ImageJ plugin does, on the thread that called the plugin: so in batch mode the last image becomes
 * the current one.
 */
final class ResultWindows {

	private static final int OFFSET = 40;
	private static final int SMALLEST_VIEW = 250;
	private static final int LARGEST_ZOOM = 8;
	private static final int REPORT_WIDTH = 900;
	private static final int REPORT_HEIGHT = 300;
	/** Menu, heading and scroll bar of a report, and a line of its text. */
	private static final int REPORT_FRAME = 120;
	private static final int REPORT_LINE = 21;

	private ResultWindows() {}

	/** @return the host's own steps, but first one that keeps them from showing the outputs as well */
	static List<ModulePostprocessor> before(final List<PostprocessorPlugin> hostSteps) {
		final List<ModulePostprocessor> steps = new ArrayList<>();
		steps.add(new OutputsTaken());
		steps.addAll(hostSteps);
		return steps;
	}

	/**
	 * Shows all images, plots and tables that the module made, and then says in the status bar, which windows clear, where a
	 * file is.
	 */
	static void show(final Module module) {
		String files = "";
		for (final ModuleItem<?> item : module.getInfo().outputs()) {
			final Object value = module.getOutput(item.getName());
			if (value instanceof ImagePlus image) show(image);
			else if (value instanceof Plot plot) show(plot);
			else if (value instanceof ResultsTable table) show(table, item.getLabel());
			else if (value instanceof String text) show(text, item.getLabel());
			else if (value instanceof File file) files = item.getLabel() + ": " + file;
		}
		if (!files.isEmpty()) IJ.showStatus(files);
	}

	private static void show(final ImagePlus image) {
		if (GraphicsEnvironment.isHeadless() && !IJ.isMacro()) WindowManager.setTempCurrentImage(image);
		else {
			ResultTitle.makeUnique(image);
			image.show();
			enlarge(image);
		}
	}

	/** Samples that differ in a pixel must be seen to do so. */
	private static void enlarge(final ImagePlus image) {
		if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode() || image.getWindow() == null) return;
		final ImageCanvas canvas = image.getCanvas();
		final int side = Math.max(image.getWidth(), image.getHeight());
		double zoom = canvas.getMagnification();
		while (side * zoom < SMALLEST_VIEW && zoom < LARGEST_ZOOM) zoom *= 2;
		if (zoom == canvas.getMagnification()) return;
		canvas.setMagnification(zoom);
		canvas.setSize((int) (image.getWidth() * zoom), (int) (image.getHeight() * zoom));
		image.getWindow().pack();
		image.getWindow().repaint(); // the line of text above the image has been drawn for the smaller window
	}

	/** In batch mode, and in macros without a screen, ImageJ makes an image instead of a window. */
	private static void show(final Plot plot) {
		if (GraphicsEnvironment.isHeadless() && !IJ.isMacro()) WindowManager.setTempCurrentImage(plot.getImagePlus());
		else {
			ResultTitle.makeUnique(plot.getImagePlus());
			plot.show();
		}
	}

	/**
	 * ImageJ opens every table at the same place, so that the last one would hide the others. Where the screen ends, the
	 * next one starts at its top, a little to the right, or at its left.
	 */
	private static void showBelowOthers(final ResultsTable table, final String title) {
		final boolean moves = WindowManager.getWindow(title) == null;
		Rectangle above = null;
		for (final Frame frame : WindowManager.getNonImageWindows()) {
			if (frame instanceof TextWindow && frame.getTitle().startsWith("CHIMLE")) above = frame.getBounds();
		}
		table.show(title);
		final Window window = WindowManager.getWindow(title);
		if (!moves || above == null || window == null) return;
		final int y = above.y + above.height;
		final boolean fits = y + window.getHeight() <= IJ.getScreenSize().height;
		final int x = fits ? above.x : above.x + OFFSET;
		window.setLocation(x + window.getWidth() <= IJ.getScreenSize().width ? x : OFFSET, fits ? y : OFFSET);
	}

	/** A report can be copied from its window; macros and scripts without a screen find it in the log. */
	private static void show(final String text, final String title) {
		if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()) IJ.log(text);
		else {
			final double height = Math.min(REPORT_HEIGHT, REPORT_FRAME + REPORT_LINE * text.lines().count()) * Math.max(1, Prefs
				.getGuiScale());
			new TextWindow(title, text, REPORT_WIDTH, (int) height);
		}
	}

	/** Without a screen there are no windows, and macros reach the table of the first name as "Results". */
	private static void show(final ResultsTable table, final String title) {
		if (!GraphicsEnvironment.isHeadless()) showBelowOthers(table, title);
		else if (title.endsWith("samples") || title.endsWith("pairs")) Analyzer.setResultsTable(table);
	}
}
