package org.chimle.command;

import ij.IJ;

import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobListener;
import org.chimle.engine.job.ProgressText;
import org.scijava.app.StatusService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

/**
 * Shows a job's progress in the host's status bar and task window, whose cancel button stops the job. Warnings go to the log
 * as well, because the next progress replaces what the status bar says.
 */
final class HostProgress implements JobListener, AutoCloseable {

	private static final long INTERVAL_NANOS = 100_000_000;
	private static final int STEPS = 1000;

	private final String title;
	private final StatusService status;
	private final Task task;
	private final JobControl control;
	private final long startNanos;
	private String phase = "";
	private String loss = "";
	private long shownAtNanos;
	private int step;

	/**
	 * @param title names the job
	 * @param status the status bar
	 * @param tasks the task window, or null
	 * @param control cancelled by the task window
	 */
	HostProgress(final String title, final StatusService status, final TaskService tasks, final JobControl control) {
		this.title = title.replace("...", "");
		this.status = status;
		this.control = control;
		startNanos = control.activeNanos();
		task = tasks == null ? null : tasks.createTask(title);
		if (task == null) return;
		task.setCancelCallBack(control::cancel);
		task.setProgressMaximum(STEPS);
		task.start();
	}

	@Override
	public void onEvent(final JobEvent event) {
		if (task != null && task.isCanceled()) control.cancel();
		if (event instanceof JobEvent.Progress progress) show(progress);
		else if (event instanceof JobEvent.Loss values) loss = ", " + ProgressText.of(values);
		else if (event instanceof JobEvent.Message message) show(message);
	}

	@Override
	public void close() {
		if (task != null) task.finish();
		status.clearStatus();
	}

	private void show(final JobEvent.Message message) {
		status.showStatus(message.text());
		if (message.warning()) IJ.log(title + ": " + message.text());
	}

	private void show(final JobEvent.Progress progress) {
		final long now = System.nanoTime();
		final boolean news = !progress.phase().equals(phase) || progress.done() == progress.total();
		if (!news && now - shownAtNanos < INTERVAL_NANOS) return;
		phase = progress.phase();
		shownAtNanos = now;
		final double share = ProgressText.share(progress, (control.activeNanos() - startNanos) * 1e-9);
		if (!Double.isNaN(share)) step = (int) (STEPS * share);
		final String text = ProgressText.of(progress) + loss;
		status.showStatus(step, STEPS, text);
		if (task == null) return;
		task.setProgressValue(step);
		task.setStatusMessage(text);
	}
}
