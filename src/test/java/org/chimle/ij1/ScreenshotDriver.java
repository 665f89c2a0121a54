package org.chimle.ij1;

import ij.Executer;
import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;

import java.awt.Button;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import javax.imageio.ImageIO;

/**
 * Does in plain ImageJ what the guide says and takes its pictures, of a dialog or of all images; those that the guide
 * does not show go to ImageJ's folder. Says which windows do not fit a screen of 1366 x 768.
 */
public final class ScreenshotDriver {

	private static final int PATIENCE_MILLIS = 120_000;
	private static final int WORK_MILLIS = 15_000;
	private static final int GAP = 12;

	/** Those the guide shows; the others are only looked at. */
	private static final Set<String> OF_THE_GUIDE = Set.of("sample-data", "samples", "generate", "measure", "train");

	private final File pictures;
	private final File looks = new File(System.getProperty("user.home"));
	private final String cells;
	private final int scale;

	private ScreenshotDriver(final File pictures, final String cells, final int scale) {
		this.pictures = pictures;
		this.cells = cells;
		this.scale = scale;
	}

	/** @param args folder for pictures, folder for the sample data, scale of the screen */
	public static void main(final String[] args) {
		int status = 0;
		try {
			new ScreenshotDriver(new File(args[0]), args[1], Integer.parseInt(args[2])).run();
		}
		catch (final Exception exc) {
			System.out.println("FAILED " + exc);
			status = 1;
		}
		System.exit(status);
	}

	private void run() throws Exception {
		new ImageJ(ImageJ.STANDALONE);
		IJ.getInstance().setLocation(700, 0);
		dialog("Open CHIMLE Sample Data...", "open-sample-data");
		IJ.runMacro("run('Open CHIMLE Sample Data...', 'folder=[" + cells + "]');");
		arrange("cell-024", "cell-024-truth");
		picture("sample-data", ScreenshotDriver::bounds);
		select("cell-024");
		dialog("Generate CHIMLE Samples...", "generate");
		IJ.runMacro("run('Generate CHIMLE Samples...', 'model_file=[" + cells +
			"/sample-model.chimle] samples=8 seed=42 mean standard_deviation');");
		WindowManager.getImage("cell-024-truth").hide();
		arrange(WindowManager.getImageTitles());
		picture("samples", ScreenshotDriver::bounds);
		for (final String title : WindowManager.getImageTitles()) {
			if (title.endsWith("samples")) select(title);
		}
		dialog("Measure CHIMLE Samples...", "measure");
		IJ.runMacro("run('Measure CHIMLE Samples...', 'reference=[" + cells + "/test/high/cell-024.tif] input=cell-024 plots');");
		picture("measured", () -> new Rectangle(Toolkit.getDefaultToolkit().getScreenSize()));
		dialog("Batch CHIMLE Samples...", "batch");
		dialog("Check CHIMLE Pairs...", "check-pairs");
		dialog("Train CHIMLE Model...", "train");
		dialog("Train CHIMLE Model From Sharp Images...", "train-sharp");
		select("cell-024");
		dialog("Explore CHIMLE Samples...", "explore");
		IJ.runMacro("run('Explore CHIMLE Samples...', 'model_file=[" + cells + "/sample-model.chimle]');");
		window("Explore CHIMLE Samples:", "explorer");
		new Thread(() -> IJ.runMacro("run('Train CHIMLE Model...', 'input_folder=[" + cells + "/train/low] target_folder=[" + cells +
			"/train/high] model_file=[" + cells + "/new.chimle] epochs=100');")).start();
		window("Train CHIMLE Model", "monitor");
		dialog("Measure CHIMLE Folders...", "measure-folders");
		dialog("Measure CHIMLE Mode Coverage...", "coverage");
		dialog("Install CHIMLE Weights...", "weights");
		dialog("Install CHIMLE GPU Library...", "gpu-library");
		IJ.doCommand("Check CHIMLE Device...");
		await("the report", () -> WindowManager.getWindow("CHIMLE device check") != null);
		picture("device", WindowManager.getWindow("CHIMLE device check")::getBounds);
	}

	/** Takes the picture of a window that stays open, when there has been time for something to be seen in it. */
	private void window(final String title, final String name) throws Exception {
		await(title, () -> frame(title) != null);
		Thread.sleep(WORK_MILLIS);
		picture(name, frame(title)::getBounds);
		frame(title).dispose();
	}

	private static Frame frame(final String title) {
		return Arrays.stream(Frame.getFrames()).filter(Frame::isVisible).filter(frame -> frame.getTitle().startsWith(title))
			.findFirst().orElse(null);
	}

	/** Opens a dialog, takes its picture and cancels it. */
	private void dialog(final String command, final String name) throws Exception {
		new Executer(command, WindowManager.getCurrentImage());
		await(command, () -> open() != null);
		final GenericDialog dialog = open();
		// Without a window manager AWT does not always know where it has put a dialog in the middle.
		EventQueue.invokeAndWait(() -> dialog.setLocation(GAP, GAP));
		picture(name, dialog::getBounds);
		final Button cancel = dialog.getButtons()[1];
		cancel.dispatchEvent(new ActionEvent(cancel, ActionEvent.ACTION_PERFORMED, cancel.getLabel()));
		await("the end of " + command, () -> open() == null);
		Thread.sleep(300);
	}

	private static GenericDialog open() {
		for (final Window window : Window.getWindows()) {
			if (window.isVisible() && window instanceof GenericDialog dialog) return dialog;
		}
		return null;
	}

	private static void select(final String title) {
		WindowManager.setCurrentWindow(WindowManager.getImage(title).getWindow());
	}

	/** In a row below ImageJ's window. */
	private static void arrange(final String... titles) {
		int x = GAP;
		for (final String title : titles) {
			final ImagePlus image = WindowManager.getImage(title);
			if (image == null || image.getWindow() == null) continue;
			image.getWindow().setLocation(x, 120);
			x += image.getWindow().getWidth() + GAP;
		}
	}

	/** @return what all images take */
	private static Rectangle bounds() {
		Rectangle all = null;
		for (final String title : WindowManager.getImageTitles()) {
			final Rectangle one = WindowManager.getImage(title).getWindow().getBounds();
			all = all == null ? one : all.union(one);
		}
		return all;
	}

	private void picture(final String name, final Supplier<Rectangle> bounds) throws Exception {
		Thread.sleep(1500);
		final Rectangle place = bounds.get();
		final Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
		if (!screen.contains(place)) System.out.println("NOT ON THE SCREEN: " + name + " " + place);
		final Rectangle visible = place.intersection(screen);
		final List<?> variants = new Robot().createMultiResolutionScreenCapture(visible).getResolutionVariants();
		final java.awt.Image finest = (java.awt.Image) variants.get(variants.size() - 1);
		final BufferedImage copy = new BufferedImage(visible.width * scale, visible.height * scale,
			BufferedImage.TYPE_INT_RGB);
		copy.createGraphics().drawImage(finest, new AffineTransform(), null);
		final File file = new File(OF_THE_GUIDE.contains(name) ? pictures : looks, name + ".png");
		ImageIO.write(copy, "png", file);
		System.out.println(file.getName() + " " + copy.getWidth() + " x " + copy.getHeight() + ", " + file.length() +
			" bytes");
	}

	private static void await(final String what, final BooleanSupplier condition) throws Exception {
		final long end = System.currentTimeMillis() + PATIENCE_MILLIS;
		while (!condition.getAsBoolean()) {
			if (System.currentTimeMillis() > end) throw new IllegalStateException("waited in vain for " + what);
			Thread.sleep(50);
		}
	}
}
