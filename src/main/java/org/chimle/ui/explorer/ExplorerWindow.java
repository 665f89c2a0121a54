package org.chimle.ui.explorer;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.HTMLDialog;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.GridLayout;
import java.awt.Rectangle;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.model.CodePath;
import org.chimle.workflow.Exploration;

/**
 * The window in which samples are explored level by level: candidates on the left, the input and the current sample on
 * the right, the way to it above. It draws in the background and closes its {@link Exploration}.
 */
public final class ExplorerWindow implements ExplorerDrawing.Listener {

	private static final int REST_MILLIS = 60_000;
	private static final int SIDE = 270;
	private static final Color PROBLEM = new Color(0xB3261E);

	private final Exploration exploration;
	private final ExplorerOutput output;
	private final ExplorerState state;
	private final ExplorerDrawing drawing;
	private final Viewport viewport = new Viewport();
	private final JFrame frame = new JFrame("Explore CHIMLE Samples");
	private final Breadcrumb breadcrumb;
	private final CandidateGrid grid;
	private final ExplorerControls controls;
	private final PicturePane sample = new PicturePane(viewport, SIDE, "...");
	private final JTextField path = new JTextField();
	private final JLabel heading = new JLabel(" ");
	private final JLabel status = new JLabel(" ");

	private ExplorerWindow(final Exploration exploration, final CodePath start, final ExplorerOutput output) {
		this.exploration = exploration;
		this.output = output;
		state = new ExplorerState(start, CandidateGrid.ROWS * CandidateGrid.COLUMNS);
		drawing = new ExplorerDrawing(exploration::level, exploration::rest, REST_MILLIS, SwingUtilities::invokeLater, this);
		breadcrumb = new Breadcrumb(state);
		grid = new CandidateGrid(state, viewport);
		controls = new ExplorerControls(state);
		state.listen(this::refresh);
	}

	/**
	 * Opens a window. Any thread.
	 *
	 * @param exploration what is explored; the window closes it
	 * @param start path to the sample to begin with
	 * @param output takes the results
	 */
	public static void open(final Exploration exploration, final CodePath start, final ExplorerOutput output) {
		SwingUtilities.invokeLater(() -> new ExplorerWindow(exploration, start, output).show());
	}

	private void show() {
		frame.setTitle("Explore CHIMLE Samples: " + exploration.image().getTitle());
		final JPanel content = new JPanel(new BorderLayout(6, 6));
		content.setBorder(BorderFactory.createEmptyBorder(6, 6, 6, 6));
		content.add(above(), BorderLayout.NORTH);
		content.add(grid, BorderLayout.CENTER);
		content.add(beside(), BorderLayout.EAST);
		content.add(below(), BorderLayout.SOUTH);
		bindKeys(content);
		frame.setContentPane(content);
		frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
		frame.addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosed(final WindowEvent event) {
				drawing.close();
				output.closed(state.current());
			}
		});
		frame.pack();
		final Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
		frame.setSize(Math.min(frame.getWidth(), screen.width), Math.min(frame.getHeight(), screen.height));
		frame.setLocationRelativeTo(null);
		refresh();
		frame.setVisible(true);
		grid.takeFocus();
	}

	private JComponent above() {
		final JLabel caution = new JLabel("These images are generated, not measured: they show what the training images make " +
			"plausible.");
		caution.setForeground(PROBLEM);
		heading.setFont(heading.getFont().deriveFont(Font.BOLD));
		if (!exploration.isPart()) return Parts.column(caution, breadcrumb, heading);
		final JLabel part = new JLabel("Explored part (x, y, width, height): " + exploration.job().part().region() +
			". For another one, draw a rectangle in the image and start again.");
		return Parts.column(caution, part, breadcrumb, heading);
	}

	private JComponent beside() {
		final PicturePane input = new PicturePane(viewport, SIDE, "");
		input.show(exploration.input().getBufferedImage());
		final JPanel pictures = new JPanel(new GridLayout(2, 1, 0, 6));
		pictures.add(Parts.titled("Input (measured)", input));
		pictures.add(Parts.titled("Current sample (generated)", sample));
		return pictures;
	}

	private JComponent below() {
		path.setToolTipText("The path to the current sample, as a macro takes it. Paste another one and press Enter to go there.");
		path.addActionListener(event -> go());
		final JPanel line = new JPanel(new BorderLayout(4, 0));
		line.add(new JLabel("Path"), BorderLayout.WEST);
		line.add(path, BorderLayout.CENTER);
		final JButton sendSample = Parts.button("Send Sample", "Open the current sample as a 32-bit image in the units of the " +
			"training images; the macro recorder gets the command that makes it again.", () -> send(false));
		final JButton sendLevels = Parts.button("Send All Levels", "Open what every level gives on the way to the current " +
			"sample, as a stack.", () -> send(true));
		final JButton fit = Parts.button("Fit", "Show whole images again (the wheel zooms, dragging moves).", viewport::fit);
		final JButton help = Parts.button("Help", "What mouse and keys do here, and the user guide (F1).", this::help);
		return Parts.column(controls, line, Parts.row(sendSample, sendLevels, fit, help, status));
	}

	/** As the dialogs show theirs. */
	private void help() {
		final HTMLDialog help = new HTMLDialog(ExplorerHelp.TITLE, ExplorerHelp.page(output.guide()), false);
		help.setLocationRelativeTo(frame);
		help.toFront(); // it belongs to ImageJ's window, which may lie behind this one
	}

	private void bindKeys(final JComponent content) {
		KeyAction.bind(content, JComponent.WHEN_IN_FOCUSED_WINDOW, "ESCAPE", () -> state.goTo(state.level() - 1));
		KeyAction.bind(content, JComponent.WHEN_IN_FOCUSED_WINDOW, "PAGE_UP", () -> state.turn(-1));
		KeyAction.bind(content, JComponent.WHEN_IN_FOCUSED_WINDOW, "PAGE_DOWN", () -> state.turn(1));
		KeyAction.bind(content, JComponent.WHEN_IN_FOCUSED_WINDOW, "F1", this::help);
	}

	/** Shows the state and asks for the pictures it needs. */
	private void refresh() {
		breadcrumb.refresh();
		controls.refresh();
		final List<CodePath> candidates = state.candidates();
		grid.show(candidates);
		path.setText(state.current().text());
		path.setCaretPosition(0);
		final String kind = LevelWords.kind(state.level(), state.levels());
		heading.setText("Candidates of level " + (state.level() + 1) + " of " + state.levels() + " (" + kind + "), which differ in " +
			state.variation() + (state.isLocked(state.level()) ? "; the level is locked" : "; click one to keep it"));
		say("drawing ...");
		final List<CodePath> wanted = new ArrayList<>(List.of(state.current()));
		wanted.addAll(candidates);
		drawing.ask(wanted);
	}

	private void go() {
		try {
			state.setPath(CodePath.parse(path.getText()));
		}
		catch (final InvalidInputException exc) {
			failed(exc);
		}
	}

	private void send(final boolean allLevels) {
		final CodePath sent = state.current();
		say("sending ...");
		drawing.run(monitor -> {
			final ImagePlus image = allLevels ? exploration.everyLevel(sent, monitor) : exploration.sample(sent, monitor);
			SwingUtilities.invokeLater(() -> {
				output.deliver(image, sent, allLevels);
				say("sent " + image.getTitle());
			});
		});
	}

	@Override
	public void arrived(final CodePath drawn, final BufferedImage picture) {
		if (drawn.equals(state.current())) sample.show(picture);
		grid.arrived(drawn, picture);
		final int missing = grid.missing();
		if (missing > 0) say("drawing, " + missing + " to go");
	}

	@Override
	public void ended() {
		say(" ");
	}

	@Override
	public void failed(final RuntimeException exc) {
		final boolean mistake = exc instanceof InvalidInputException;
		say(mistake ? exc.getMessage() : "An unexpected problem (" + exc.getClass().getSimpleName() + ") ended the drawing; please " +
			"report the details.");
		status.setForeground(PROBLEM);
		if (!mistake) IJ.handleException(exc);
	}

	private void say(final String text) {
		status.setForeground(path.getForeground());
		status.setText(text);
		status.setToolTipText(text.isBlank() ? null : text);
	}
}
