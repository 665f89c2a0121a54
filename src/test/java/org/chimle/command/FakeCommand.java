package org.chimle.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.io.File;
import java.util.List;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.image.PairProblem;
import org.chimle.image.PairProblemsException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Has one parameter of every kind and does what its mode says. */
@Plugin(type = Command.class, label = "Fake CHIMLE Job...", visible = false, initializer = "prepareInputs")
public class FakeCommand extends ChimleCommand {

	@Parameter(persist = false)
	private ImagePlus image;

	@Parameter(label = "Mode", choices = { "work", "mistake", "pairs", "fault", "memory", "loop", "warn" }, persist = false)
	private String mode = "work";

	@Parameter(label = "Model file", description = "choose one.", required = false, persist = false)
	private File model_file;

	@Parameter(label = "Count", min = "1", max = "9", persist = false)
	private int count = 3;

	@Parameter(label = "Share", min = "0", max = "0.5", persist = false)
	private double share = 0.1;

	@Parameter(label = "Seed", persist = false)
	private long seed = 42;

	@Parameter(label = "Tick me", persist = false)
	private boolean tick_me;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus copy;

	@Parameter(type = ItemIO.OUTPUT, label = "Fake table")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT)
	private String seen;

	@Override
	protected void job(final JobMonitor monitor) {
		seen = mode + " " + model_file + " " + count + " " + share + " " + seed + " " + tick_me;
		resolveOutput("seen");
		monitor.emit(new JobEvent.Loss(1, 1, List.of(0.5, 0.25), false));
		monitor.emit(new JobEvent.Progress("faking", 1, 2, 1, 61));
		switch (mode) {
			case "mistake" -> throw new InvalidInputException("Found a fake, expected a job; use the real one.");
			case "pairs" -> throw new PairProblemsException(List.of(new PairProblem("a", "It is too large."), new PairProblem(
				"b", "It is too small.")));
			case "fault" -> throw new IllegalStateException("broken");
			case "memory" -> throw new OutOfMemoryError("fake");
			case "loop" -> loop(monitor);
			case "warn" -> monitor.warn("It may be wrong.");
			default -> copy = open(image).duplicate();
		}
		table = new ResultsTable();
		table.incrementCounter();
		table.addValue("Count", count);
	}

	private static void loop(final JobMonitor monitor) {
		for (int i = 0; i < 1_000; i++) {
			monitor.checkCancelled();
			try {
				Thread.sleep(10);
			}
			catch (final InterruptedException exc) {
				Thread.currentThread().interrupt();
			}
		}
	}
}
