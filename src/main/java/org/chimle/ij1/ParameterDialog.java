package org.chimle.ij1;

import ij.gui.DialogListener;
import ij.gui.GenericDialog;

import java.awt.AWTEvent;
import java.awt.Color;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import org.chimle.command.ChimleCommand;
import org.chimle.command.Inputs;
import org.chimle.engine.job.InvalidInputException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/**
 * ImageJ's dialog for the inputs of a command that have no value yet. It records the same keys as Fiji does, because
 * ImageJ takes the first word of a label, and shows an underscore in it as a blank. Below, it says what the job would make.
 * As long as an input is malformed or out of range, it says why instead, and OK is disabled.
 */
final class ParameterDialog implements DialogListener {

	private static final int PATIENCE_MILLIS = 2000;

	private final GenericDialog dialog;
	private final List<DialogField> fields = new ArrayList<>();
	private final BiConsumer<String, Object> sink;
	private final Module module;
	private final DialogMessage message;
	private final CountDownLatch read = new CountDownLatch(1);
	private volatile String problem = "";

	private ParameterDialog(final String title, final Module module, final BiConsumer<String, Object> sink) {
		dialog = new GenericDialog(title.replace("...", ""));
		this.module = module;
		this.sink = sink;
		for (final ModuleItem<?> item : Inputs.settable(module).toList()) {
			if (!module.isInputResolved(item.getName())) {
				final DialogField field = new DialogField(module, item, module.getInput(item.getName()));
				field.addTo(dialog);
				fields.add(field);
			}
		}
		message = new DialogMessage(dialog);
		dialog.addWindowListener(new WindowAdapter() {

			@Override
			public void windowOpened(final WindowEvent event) {
				tell("", fields.stream().map(DialogField::warning).collect(Collectors.joining()));
			}
		});
		dialog.addHelp(HelpPage.of(title, module));
		dialog.addDialogListener(this);
	}

	/**
	 * Asks the user.
	 *
	 * @param title names the command
	 * @param module the command; its values are offered
	 * @param sink takes name and value of every input
	 * @return false if the user cancelled
	 */
	static boolean ask(final String title, final Module module, final BiConsumer<String, Object> sink) {
		final ParameterDialog asked = new ParameterDialog(title, module, sink);
		asked.dialog.showDialog();
		if (asked.dialog.wasCanceled()) return false;
		asked.finish();
		return true;
	}

	/**
	 * ImageJ reads the fields a last time, for the recorder, on the event thread and a little after the dialog has closed:
	 * without waiting, the job would start with older values and the recorder would miss some.
	 */
	private void finish() {
		try {
			if (!read.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) dialogItemChanged(dialog, null);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
		}
		if (!problem.isEmpty()) throw new InvalidInputException(problem);
	}

	@Override
	public boolean dialogItemChanged(final GenericDialog changed, final AWTEvent event) {
		String found = "";
		final StringBuilder warning = new StringBuilder();
		for (final DialogField field : fields) {
			// Every field must be read, in order, even after the first problem.
			final String text = field.next(changed);
			try {
				final Object value = InputTexts.parse(field.item(), text);
				sink.accept(field.item().getName(), value);
				warning.append(new DialogField(module, field.item(), value).warning());
			}
			catch (final InvalidInputException exc) {
				if (found.isEmpty()) found = exc.getMessage();
			}
		}
		if (event != null) tell(found, warning.toString());
		problem = found;
		if (event == null) read.countDown();
		return found.isEmpty();
	}

	private void tell(final String error, final String warning) {
		String estimate = "";
		String shown = error;
		try {
			if (error.isEmpty() && module instanceof ChimleCommand command) estimate = command.estimate();
		}
		catch (final InvalidInputException exc) {
			shown = exc.getMessage(); // no reason to disable OK: memory may be free by then, and a file there
		}
		final String text = shown.isEmpty() ? (warning + " " + estimate).replaceAll("\\s+", " ").strip() : shown;
		message.show(text, shown.isEmpty() ? Color.DARK_GRAY : Color.RED);
	}
}
