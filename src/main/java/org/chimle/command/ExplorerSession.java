package org.chimle.command;

import ij.ImagePlus;
import ij.plugin.frame.Recorder;

import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodePath;
import org.chimle.ui.explorer.ExplorerOutput;
import org.chimle.ui.explorer.ExplorerWindow;
import org.chimle.workflow.Compute;
import org.chimle.workflow.Exploration;
import org.chimle.workflow.ExploreJob;
import org.chimle.workflow.ExploredPart;

/**
 * What an explorer's window does to ImageJ. Its results open as images; the macro recorder gets, instead of the command
 * that opened the window, the one that makes each result without it.
 */
final class ExplorerSession implements ExplorerOutput {

	/** A grid of nine and the sample are looked at one after the other as they come. */
	private static final double SECONDS_PER_SAMPLE = 0.3;

	static final String GUIDE = ChimleCommand.guide(ExploreCommand.CHAPTER) + "#in-the-window";

	private final ExploreJob job;
	private final ImagePlus source;

	private ExplorerSession(final Exploration exploration) {
		job = exploration.job();
		source = exploration.image();
	}

	/** Opens a window, at the sample that is nearest to the reference if there is one. */
	static void open(final ExploreJob job, final ExploreJob.Choice choice, final ImagePlus image, final Compute compute,
		final JobMonitor monitor)
	{
		final Exploration exploration = job.openWithin(SECONDS_PER_SAMPLE, image, compute, monitor);
		try {
			final CodePath start = choice.reference() == null ? exploration.first(1) : exploration.nearest(choice.reference(),
				choice.candidates(), monitor);
			Recorder.setCommand(null); // a macro should make the results, not open the window
			ExplorerWindow.open(exploration, start, new ExplorerSession(exploration));
		}
		catch (final RuntimeException | Error exc) {
			exploration.close();
			throw exc;
		}
	}

	@Override
	public void deliver(final ImagePlus image, final CodePath path, final boolean allLevels) {
		if (Recorder.record) record(path, allLevels);
		ResultTitle.makeUnique(image);
		image.show(); // ImageJ records that its window is the active one from then on
	}

	private void record(final CodePath path, final boolean allLevels) {
		Recorder.recordString(Recorder.scriptMode() ? "imp = WindowManager.getImage(\"" + source.getTitle() + "\");\n"
			: "selectImage(\"" + source.getTitle() + "\");\n");
		Recorder.setCommand(ExploreCommand.TITLE);
		Recorder.recordOption("model_file", job.modelFile());
		Recorder.recordOption("path", path.text());
		if (allLevels) Recorder.recordOption("all_levels");
		final ExploredPart part = job.part();
		Recorder.recordOption("region", part.region());
		if (source.getNSlices() > 1) Recorder.recordOption("slice", String.valueOf(part.slice()));
		if (source.getNFrames() > 1) Recorder.recordOption("frame", String.valueOf(part.frame()));
		Recorder.recordOption("consistency", job.consistency().label());
		Recorder.recordOption("device", job.device());
		Recorder.saveCommand();
	}

	@Override
	public String guide() {
		return GUIDE;
	}

	@Override
	public void closed(final CodePath path) {
		if (Recorder.record) Recorder.recordString("// explored last: path=[" + path.text() + "]\n");
	}
}
