package org.chimle.command;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.util.Locale;
import java.util.Optional;

import org.chimle.engine.job.Ending;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobListener;
import org.chimle.engine.job.JobMonitor;
import org.chimle.image.PairProblemsException;
import org.chimle.workflow.Compute;
import org.scijava.app.StatusService;
import org.scijava.command.DynamicCommand;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;
import org.scijava.prefs.PrefService;
import org.scijava.task.TaskService;

/**
 * What the commands share: progress, cancelling, checked inputs, remembered inputs, and failures that read as a
 * sentence. A user's mistake or a stop cancels the module, with the sentence as the reason; the host shows it. Any other
 * exception leaves {@link #run()} as it is.
 */
public abstract class ChimleCommand extends DynamicCommand {

	private static final String GUIDE = "https://github.com/chimle/CHIMLE_/blob/main/docs/guide/";

	@Parameter
	private StatusService statusService;

	@Parameter
	private PrefService prefService;

	@Parameter(required = false)
	private TaskService taskService;

	private final JobControl control = new JobControl();
	private JobListener watcher = event -> {};
	private boolean remembers;
	private boolean callerReports;
	private boolean again;
	private RuntimeException failure;

	/**
	 * Does the job.
	 *
	 * @param monitor told of progress, asked whether to stop
	 */
	protected abstract void job(JobMonitor monitor);

	@Override
	public final void run() {
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		// The tensor library looks for its engine through it; the thread is the host's, which uses it for other plugins too.
		thread.setContextClassLoader(ChimleCommand.class.getClassLoader());
		try {
			runJob();
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private void runJob() {
		if (remembers) InputMemory.save(this, prefService);
		try (HostProgress progress = new HostProgress(getInfo().getTitle(), statusService, taskService, control)) {
			Inputs.check(this);
			job(new JobMonitor(event -> {
				progress.onEvent(event);
				watcher.onEvent(event);
			}, control));
			if (remembers) InputMemory.saveModel(this, prefService);
		}
		catch (final InvalidInputException | PairProblemsException | JobCancelledException exc) {
			fail(exc);
		}
		catch (final OutOfMemoryError error) {
			fail(new InvalidInputException("The memory does not suffice: use a smaller image, fewer samples or a smaller " +
				"patch size, or give ImageJ more memory (Edit>Options>Memory & Threads).", error));
		}
	}

	/** Stops the job if it runs; the reason is kept for the host. */
	@Override
	public void cancel(final String reason) {
		control.cancel();
		super.cancel(reason);
	}

	/** Asks the job to stop as soon as it can; it may still deliver what it has. */
	public void stop() {
		control.cancel();
	}

	/** @return whether somebody asked the job to break off; finishing it early is something else */
	public boolean isStopped() {
		return control.isCancelled() && control.ending() != Ending.FINISHED;
	}

	/** @param listener told of the job's events too, on the job's thread; to be called before {@link #run()} */
	public void watch(final JobListener listener) {
		watcher = listener;
	}

	/** @return what pauses and ends the job */
	public JobControl control() {
		return control;
	}

	/** Makes the cancel reason empty, so that the host shows nothing: the caller looks at {@link #failure()}. */
	public void leaveReportingToCaller() {
		callerReports = true;
	}

	/** Makes the host show the dialog once more, with the values of now. */
	final void askAgain() {
		again = true;
	}

	/** @return whether the user wants to change the inputs */
	public final boolean isToBeAskedAgain() {
		return again;
	}

	/** @return whether a user filled in a dialog */
	final boolean wasAsked() {
		return remembers;
	}

	/** @return the user's mistake or the stop that ended the job */
	public Optional<RuntimeException> failure() {
		return Optional.ofNullable(failure);
	}

	/** @return what the help says beyond the inputs, HTML; empty by default */
	public String help() {
		return "";
	}

	/** @return the address of a chapter of the user guide */
	public static String guide(final String chapter) {
		return GUIDE + chapter + ".md";
	}

	/** @return the chapter of the user guide that the help leads to, the name of a file of docs/guide without its ending */
	public String chapter() {
		return "index";
	}

	/**
	 * Says what the job would make with the inputs as they are, while the user still chooses them; returns quickly.
	 *
	 * @return one line, empty by default and while too little is known
	 * @throws InvalidInputException if the job would be refused
	 */
	public String estimate() {
		return "";
	}

	/**
	 * SciJava's initializer. A macro that omits a key means the default; without this, Fiji would open the dialog. A user
	 * gets the values of the last run.
	 */
	protected void prepareInputs() {
		Inputs.order(this);
		if (IJ.isMacro() && Macro.getOptions() != null) {
			Inputs.settable(this).filter(item -> item.getType() != ImagePlus.class).forEach(item -> resolveInput(item
				.getName()));
		}
		remembers = !GraphicsEnvironment.isHeadless() && Inputs.settable(this).anyMatch(item -> item
			.getType() != ImagePlus.class && !isInputResolved(item.getName()));
		if (remembers) InputMemory.recall(this, prefService);
	}

	/**
	 * @param name a file parameter of this command
	 * @return its path
	 * @throws InvalidInputException if none is given
	 */
	protected final String path(final String name) {
		final File file = (File) getInput(name);
		if (file != null && !file.getPath().isBlank()) return file.getPath();
		final ModuleItem<?> item = getInfo().getInput(name);
		final String wanted = item.getDescription();
		throw new InvalidInputException("No " + item.getLabel().toLowerCase(Locale.ROOT) + " is given (" + name + "); choose " +
			Character.toLowerCase(wanted.charAt(0)) + wanted.substring(1));
	}

	/**
	 * @param image an image parameter; without a screen, Fiji stands in an empty image for none
	 * @return the image
	 * @throws InvalidInputException if there is none
	 */
	protected final ImagePlus open(final ImagePlus image) {
		if (image != null && image.getWidth() > 0 && image.getHeight() > 0) return image;
		throw new InvalidInputException("No image is open; open one and start \"" + getInfo().getTitle() + "\" again.");
	}

	/** @return where the job is to compute */
	protected static Compute compute() {
		return WorkerSetting.compute();
	}

	private void fail(final RuntimeException exc) {
		failure = exc;
		cancel(callerReports ? "" : exc.getMessage());
	}
}
