package org.chimle.ij1;

import ij.IJ;
import ij.Executer;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import ij.text.TextWindow;

import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Component;
import java.awt.Container;
import java.awt.Frame;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.io.File;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;

/**
 * Works plain ImageJ as a user does, in a JVM of its own whose class path is ImageJ and this class; the plugin comes from
 * the folder that {@code plugins.dir} names. Arguments: the folder of pairs, with {@code input} and {@code target} in it,
 * and the folder for model and screenshots. Prints what it sees.
 */
public final class ImageJDriver {

	private static final PrintStream OUT = System.out;
	private static final int PATIENCE_MILLIS = 60_000;

	private final File pairs;
	private final File results;

	private ImageJDriver(final File pairs, final File results) {
		this.pairs = pairs;
		this.results = results;
	}

	/** @param args folder of pairs, folder of results */
	public static void main(final String[] args) {
		int status = 0;
		try {
			new ImageJDriver(new File(args[0]), new File(args[1])).run();
		}
		catch (final Exception exc) {
			OUT.println("FAILED " + exc);
			status = 1;
		}
		System.exit(status);
	}

	private void run() throws Exception {
		new ImageJ(ImageJ.STANDALONE);
		listMenu();
		IJ.run("Record...", "");
		final File model = new File(results, "the model.chimle");

		final GenericDialog train = open("Train CHIMLE Model...");
		setTexts(train, new File(pairs, "input").getPath(), new File(pairs, "target").getPath(), "4", "0", "16", "0.2",
			"0.01", "42", model.getPath());
		OUT.println("OK ENABLED " + train.getButtons()[0].isEnabled());
		look("train");
		setTexts(train, new File(pairs, "input").getPath(), new File(pairs, "target").getPath(), "4", "2", "16", "0.2",
			"0.01", "42", model.getPath());
		press(train);
		await("the model", model::exists);
		await("the end of the training", () -> swingButton("Close") != null);
		look("monitor");
		final JButton close = swingButton("Close");
		OUT.println("MONITOR " + ((Frame) SwingUtilities.getWindowAncestor(close)).getTitle());
		SwingUtilities.invokeAndWait(close::doClick);
		OUT.println("MONITOR CLOSED " + (swingButton("Close") == null));

		final ImagePlus image = IJ.openImage(new File(pairs, "input").listFiles()[0].getPath());
		image.setTitle("the input");
		image.show();
		final GenericDialog generate = open("Generate CHIMLE Samples...");
		setTexts(generate, model.getPath(), "3", "7");
		((Checkbox) generate.getCheckboxes().get(0)).setState(true);
		look("generate");
		press(generate);
		await("the samples", () -> WindowManager.getImageCount() == 3);
		describe("RESULT", WindowManager.getCurrentImage());
		OUT.println("WORKERS " + ProcessHandle.current().children().count());

		final GenericDialog measure = open("Measure CHIMLE Samples...");
		look("measure");
		press(measure);
		await("the tables", () -> WindowManager.getFrame("CHIMLE summary") != null);
		look("results");

		final GenericDialog folders = open("Measure CHIMLE Folders...");
		setTexts(folders, new File(pairs, "samples").getPath(), new File(pairs, "references").getPath());
		look("folders");
		press(folders);
		await("the distributions", () -> WindowManager.getFrame("CHIMLE calibration") != null);
		look("folder results");

		IJ.doCommand("Check CHIMLE Device...");
		await("the report", () -> WindowManager.getWindow("CHIMLE device check") != null);
		look("device");
		OUT.println("DEVICES " + ((TextWindow) WindowManager.getWindow("CHIMLE device check")).getTextPanel().getText()
			.replace('\n', ' '));

		explore(image, model);

		replay(Recorder.getInstance().getText());
	}

	/** Keeps a candidate, sends the sample, and closes the window. */
	private void explore(final ImagePlus image, final File model) throws Exception {
		WindowManager.setCurrentWindow(image.getWindow());
		final GenericDialog dialog = open("Explore CHIMLE Samples...");
		setTexts(dialog, model.getPath());
		look("explore");
		press(dialog);
		await("the explorer", () -> explorer() != null);
		final JFrame window = explorer();
		final Component cell = find(window.getContentPane(), "candidate 5");
		cell.dispatchEvent(new KeyEvent(cell, KeyEvent.KEY_PRESSED, System.currentTimeMillis(), 0, KeyEvent.VK_ENTER,
			(char) KeyEvent.VK_ENTER));
		look("explorer");
		((JButton) find(window.getContentPane(), "send sample")).doClick();
		await("the explored sample", () -> WindowManager.getImage("the input-explored") != null);
		OUT.println("EXPLORED " + fingerprint(WindowManager.getImage("the input-explored")));
		window.dispose();
	}

	private static JFrame explorer() {
		for (final Window window : Window.getWindows()) {
			if (window.isVisible() && window instanceof JFrame frame && frame.getTitle().startsWith("Explore")) return frame;
		}
		return null;
	}

	private static Component find(final Container parent, final String name) {
		for (final Component child : parent.getComponents()) {
			if (name.equals(child.getName())) return child;
			final Component below = child instanceof Container container ? find(container, name) : null;
			if (below != null) return below;
		}
		return null;
	}

	private static String fingerprint(final ImagePlus image) {
		return image.getWidth() + "x" + image.getHeight() + " " + Arrays.hashCode((float[]) image.getProcessor().getPixels());
	}

	/** Everything that was recorded must run again, in batch mode, without a dialog. */
	private void replay(final String recorded) {
		final List<String> lines = new ArrayList<>();
		for (final String line : recorded.split("\n")) {
			if (!line.contains("CHIMLE")) continue;
			OUT.println("RECORDED " + line);
			lines.add(line);
		}
		WindowManager.closeAllWindows();
		final String opened = "open('" + new File(pairs, "input").listFiles()[0].getPath() + "');";
		final String text = "setBatchMode(true);" + lines.get(0) + opened + lines.get(1) + "title = getTitle();" + lines.get(
			2) + "return title + ' ' + nImages;";
		OUT.println("REPLAYED " + IJ.runMacro(text));
		OUT.println("FOLDERS " + IJ.runMacro("setBatchMode(true);" + lines.get(3) +
			"return '' + Table.size('CHIMLE folder samples') + ' rows';"));
		IJ.runMacro("setBatchMode(true);" + opened + "rename('the input');" + lines.get(5) + "setBatchMode('exit and display');");
		OUT.println("EXPLORED " + fingerprint(WindowManager.getImage("the input-explored")));
		WindowManager.closeAllWindows();
		final String failing = "setBatchMode(true);" + opened + "run('Generate CHIMLE Samples...', 'model_file=nowhere');" +
			"return 'went on';";
		OUT.println("FAILING " + IJ.runMacro(failing));
	}

	private static void listMenu() {
		final Menu plugins = menu(Menus.getMenuBar(), "Plugins");
		for (int i = 0; i < plugins.getItemCount(); i++) {
			if (!(plugins.getItem(i) instanceof Menu menu)) continue;
			for (int j = 0; j < menu.getItemCount(); j++) {
				final MenuItem item = menu.getItem(j);
				if (item.getLabel().contains("CHIMLE")) OUT.println("MENU " + menu.getLabel() + ">" + item.getLabel());
			}
		}
	}

	private static Menu menu(final java.awt.MenuBar bar, final String label) {
		for (int i = 0; i < bar.getMenuCount(); i++) if (bar.getMenu(i).getLabel().equals(label)) return bar.getMenu(i);
		throw new IllegalStateException("no menu " + label);
	}

	private static GenericDialog open(final String command) throws Exception {
		new Executer(command, WindowManager.getCurrentImage());
		await(command, () -> dialog() != null);
		return dialog();
	}

	private static GenericDialog dialog() {
		for (final Window window : Window.getWindows()) {
			if (window.isVisible() && window instanceof GenericDialog dialog) return dialog;
		}
		return null;
	}

	private static JButton swingButton(final String text) {
		for (final Window window : Window.getWindows()) {
			final JButton found = window.isVisible() ? swingButton(window, text) : null;
			if (found != null) return found;
		}
		return null;
	}

	private static JButton swingButton(final Container container, final String text) {
		for (final Component component : container.getComponents()) {
			if (component instanceof JButton button && text.equals(button.getText())) return button;
			final JButton found = component instanceof Container inner ? swingButton(inner, text) : null;
			if (found != null) return found;
		}
		return null;
	}

	private static void setTexts(final GenericDialog dialog, final String... texts) throws Exception {
		for (int i = 0; i < texts.length; i++) ((TextField) dialog.getStringFields().get(i)).setText(texts[i]);
		Thread.sleep(500);
	}

	private static void press(final GenericDialog dialog) {
		final Button ok = dialog.getButtons()[0];
		ok.dispatchEvent(new ActionEvent(ok, ActionEvent.ACTION_PERFORMED, "OK"));
	}

	private static void describe(final String word, final ImagePlus image) {
		OUT.println(word + " " + image.getWidth() + "x" + image.getHeight() + " T=" + image.getNFrames() + " " + image
			.getBitDepth() + "-bit " + image.getStack().getSliceLabel(1));
	}

	private void look(final String name) throws Exception {
		Thread.sleep(500);
		final Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
		ImageIO.write(new Robot().createScreenCapture(screen), "png", new File(results, name + ".png"));
	}

	private static void await(final String what, final java.util.function.BooleanSupplier condition) throws Exception {
		final long end = System.currentTimeMillis() + PATIENCE_MILLIS;
		while (!condition.getAsBoolean()) {
			if (System.currentTimeMillis() > end) throw new IllegalStateException("waited in vain for " + what + "; log: " +
				IJ.getLog() + "; frames: " + java.util.Arrays.stream(Frame.getFrames()).map(Frame::getTitle).toList());
			Thread.sleep(50);
		}
		Thread.sleep(500);
	}
}
