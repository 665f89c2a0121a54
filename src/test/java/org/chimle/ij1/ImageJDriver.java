package org.chimle.ij1;

import ij.Executer;
import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import ij.text.TextWindow;

import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
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
import java.awt.event.KeyListener;
import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.function.BooleanSupplier;

import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.SwingUtilities;

/**
 * Works plain ImageJ as a user does, in a JVM of its own whose class path is ImageJ and this class; the plugin comes from
 * the folder that {@code plugins.dir} names. Every command is chosen in the menu, its dialog filled in, its result looked
 * at, and what was recorded is replayed in batch mode. Arguments: a file of properties (order: keys of the commands; data
 * and again: the folder of the data and a copy, on which macros are replayed; of each key .title, .before, .check, and .fields with a line kind TAB key TAB value for each field of the dialog) and the
 * folder for screenshots. Prints what it sees.
 */
public final class ImageJDriver {

	private static final PrintStream OUT = System.out;
	private static final int PATIENCE_MILLIS = 90_000;
	private static final String PIXELS = "d2s(getValue('Mean'), 9) + ' ' + d2s(getValue('StdDev'), 9) + ' ' + getPixel(9, 9)";
	private static final int OK = 0;
	private static final int CANCEL = 1;

	private final Properties session = new Properties();
	private final File looks;

	private ImageJDriver(final Path session, final File looks) throws Exception {
		this.session.load(Files.newBufferedReader(session));
		this.looks = looks;
	}

	/** @param args properties, folder for screenshots */
	public static void main(final String[] args) {
		int status = 0;
		try {
			new ImageJDriver(Path.of(args[0]), new File(args[1])).run();
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
		refuseWrongValue();
		for (final String job : session.getProperty("order").split(",")) {
			work(job);
			replay(job);
			closeAll();
		}
		stopWithEsc();
		OUT.println("FAILING " + IJ.runMacro("setBatchMode(true); newImage('a', '8-bit', 9, 9, 1);" +
			"run('Generate CHIMLE Samples...', 'model_file=nowhere'); return 'went on';"));
	}

	/** No pass over the training pairs is not possible. */
	private void refuseWrongValue() throws Exception {
		final GenericDialog train = open("Train CHIMLE Model...");
		fill(train, session.getProperty("train.fields").replace("\tepochs\t1", "\tepochs\t0"));
		OUT.println("OK ENABLED " + train.getButtons()[OK].isEnabled());
		look("refused");
		press(train, CANCEL);
		await("the cancelled command", () -> !runs("Train CHIMLE Model..."));
	}

	/** The small window that long jobs get has the key focus when a user has clicked on it. */
	private void stopWithEsc() throws Exception {
		final String title = session.getProperty("generate.title");
		IJ.runMacro(session.getProperty("generate.before"));
		final GenericDialog dialog = open(title);
		fill(dialog, session.getProperty("generate.fields").replace("\tsamples\t3", "\tsamples\t50000"));
		press(dialog, OK);
		await("the window that stops", () -> find(Button.class, "Stop") != null);
		final Button stop = find(Button.class, "Stop");
		final KeyEvent escape = new KeyEvent(stop, KeyEvent.KEY_PRESSED, System.currentTimeMillis(), 0, KeyEvent.VK_ESCAPE,
			KeyEvent.CHAR_UNDEFINED);
		for (final KeyListener listener : stop.getKeyListeners()) listener.keyPressed(escape);
		await("the end of the stopped " + title, () -> !runs(title));
		OUT.println("STOPPED " + String.join(",", WindowManager.getImageTitles()));
		closeAll();
	}

	/** As a user, with the mouse. */
	private void work(final String job) throws Exception {
		final String title = session.getProperty(job + ".title");
		final String fields = session.getProperty(job + ".fields");
		IJ.runMacro(session.getProperty(job + ".before"));
		if (fields.isEmpty()) IJ.doCommand(title);
		else {
			final GenericDialog dialog = open(title);
			fill(dialog, fields);
			look(job);
			press(dialog, OK);
		}
		await("the end of " + title, () -> !runs(title));
		if (job.equals("explore")) explore();
		look(job + " result");
		if (job.equals("train")) closeMonitor();
		OUT.println("WORKED " + job + " " + IJ.runMacro("return " + session.getProperty(job + ".check")));
		for (final String line : Recorder.getInstance().getText().split("\n")) {
			if (line.contains(title)) OUT.println("RECORDED " + job + " " + line.strip());
		}
		if (job.equals("generate")) OUT.println("WORKERS " + ProcessHandle.current().children().count());
		if (WindowManager.getWindow("CHIMLE device check") instanceof TextWindow report) {
			OUT.println("DEVICES " + report.getTextPanel().getText().replace('\n', ' '));
		}
	}

	/** The window of a training stays when that has ended. */
	private static void closeMonitor() throws Exception {
		await("the button of the monitor", () -> find(JButton.class, "Close") != null);
		final JButton close = find(JButton.class, "Close");
		OUT.println("MONITOR " + ((Frame) SwingUtilities.getWindowAncestor(close)).getTitle());
		SwingUtilities.invokeAndWait(close::doClick);
		OUT.println("MONITOR CLOSED " + (find(JButton.class, "Close") == null));
	}

	/** Keeps a candidate, sends the sample, and closes the window. */
	private void explore() throws Exception {
		await("the candidates", () -> find(Component.class, "candidate 5") != null);
		final Component cell = find(Component.class, "candidate 5");
		cell.dispatchEvent(new KeyEvent(cell, KeyEvent.KEY_PRESSED, System.currentTimeMillis(), 0, KeyEvent.VK_ENTER,
			(char) KeyEvent.VK_ENTER));
		look("explorer");
		final int before = WindowManager.getImageCount();
		final JButton send = find(JButton.class, "send sample");
		send.doClick();
		await("the explored sample", () -> WindowManager.getImageCount() > before);
		SwingUtilities.getWindowAncestor(send).dispose();
		OUT.println("PIXELS " + IJ.runMacro("return " + PIXELS));
	}

	/** @return the visible component of that name or button of that text, or null */
	private static <C extends Component> C find(final Class<C> type, final String name) {
		return Arrays.stream(Window.getWindows()).filter(Window::isVisible).map(window -> find(window, type, name)).filter(
			Objects::nonNull).findFirst().orElse(null);
	}

	private static <C extends Component> C find(final Container parent, final Class<C> type, final String name) {
		for (final Component child : parent.getComponents()) {
			final boolean named = name.equals(child.getName()) || child instanceof JButton button && name.equals(button
				.getText()) || child instanceof Button button && name.equals(button.getLabel());
			if (named && type.isInstance(child)) return type.cast(child);
			final C below = child instanceof Container container ? find(container, type, name) : null;
			if (below != null) return below;
		}
		return null;
	}

	private void replay(final String job) {
		final String title = session.getProperty(job + ".title");
		String line = "";
		for (final String each : Recorder.getInstance().getText().split("\n")) if (each.contains(title)) line = each;
		closeAll();
		final String macro = "setBatchMode(true);" + session.getProperty(job + ".before") + line + "return " + session
			.getProperty(job + ".check");
		final String elsewhere = macro.replace(session.getProperty("data"), session.getProperty("again"));
		OUT.println("REPLAYED " + job + " " + IJ.runMacro(elsewhere));
		if (job.equals("explore")) OUT.println("PIXELS " + IJ.runMacro(elsewhere.replace(session.getProperty(job + ".check"),
			PIXELS)));
	}

	private static void closeAll() {
		for (final int id : WindowManager.getIDList() == null ? new int[0] : WindowManager.getIDList()) {
			final ImagePlus image = WindowManager.getImage(id);
			image.changes = false;
			image.close();
		}
		for (final Frame frame : Frame.getFrames()) {
			if (frame.getTitle().startsWith("CHIMLE") && frame instanceof TextWindow window) window.close(false);
		}
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

	/** Fields without a value keep what the dialog offers. */
	private static void fill(final GenericDialog dialog, final String fields) throws Exception {
		int texts = 0;
		int choices = 0;
		int boxes = 0;
		for (final String line : fields.split("\n")) {
			final String[] field = line.split("\t", -1);
			final boolean keeps = field.length < 3;
			switch (field[0]) {
				case "text" -> {
					final TextField text = (TextField) dialog.getStringFields().get(texts++);
					if (!keeps) text.setText(field[2]);
				}
				case "choice" -> {
					final Choice choice = (Choice) dialog.getChoices().get(choices++);
					if (!keeps) choice.select(field[2]);
				}
				default -> {
					final Checkbox box = (Checkbox) dialog.getCheckboxes().get(boxes++);
					if (!keeps) box.setState(true);
				}
			}
		}
		Thread.sleep(300);
	}

	private static void press(final GenericDialog dialog, final int which) {
		final Button button = dialog.getButtons()[which];
		button.dispatchEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, button.getLabel()));
	}

	/** ImageJ names the thread of a command after it, sometimes with a prefix. */
	private static boolean runs(final String command) {
		return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().endsWith(
			command));
	}

	private void look(final String name) throws Exception {
		Thread.sleep(200);
		final Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
		ImageIO.write(new Robot().createScreenCapture(screen), "png", new File(looks, name + ".png"));
	}

	private static void await(final String what, final BooleanSupplier condition) throws Exception {
		final long end = System.currentTimeMillis() + PATIENCE_MILLIS;
		while (!condition.getAsBoolean()) {
			if (System.currentTimeMillis() > end) throw new IllegalStateException("waited in vain for " + what + "; log: " +
				IJ.getLog() + "; frames: " + Arrays.stream(Frame.getFrames()).map(Frame::getTitle).toList());
			Thread.sleep(50);
		}
	}
}
