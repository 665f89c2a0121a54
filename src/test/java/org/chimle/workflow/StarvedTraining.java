package org.chimle.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.SearchStrategy;
import org.chimle.engine.config.Task;
import org.chimle.engine.config.TrainingConfig;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.ModelFile;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.train.Trainer;

/** The program that {@link StarvationTest} gives little memory: searches four candidates of a large image at a time. */
public final class StarvedTraining {

	private static final int SIDE = 256;

	private StarvedTraining() {}

	/** @param args the model file to write, and how many MiB the process may allocate once the library is loaded, or 0 */
	public static void main(final String[] args) throws IOException, InterruptedException {
		train(List.of(2, 2), 16, 16, JobMonitor.silent());
		final long mebibytes = Long.parseLong(args[1]);
		if (mebibytes > 0) limit(mebibytes);
		ModelFile.write(train(List.of(2, 8), SIDE, 4096, new JobMonitor(event -> {
			if (event instanceof JobEvent.Message message) System.out.println(message.text());
		}, new JobControl())), Path.of(args[0]));
		System.out.println("done");
	}

	private static SavedModel train(final List<Integer> samples, final int side, final int searchMebibytes,
		final JobMonitor monitor)
	{
		final ModelConfig model = TinyModels.config(Task.GENERIC);
		final TrainingConfig tiny = TinyModels.training(SearchStrategy.CHIMLE, 1);
		final TrainingConfig config = new TrainingConfig(tiny.distance(), tiny.search(), samples, 1, 1, 2, 1, 0, 0, 1e-3, 0.01,
			true, 3, searchMebibytes, false);
		return new Trainer(model, config, "cpu").train(TinyModels.noisePairs(2, side), TinyModels.unitRanges(model), monitor);
	}

	/** Limits the address space to what is taken now and so many MiB more. */
	private static void limit(final long mebibytes) throws IOException, InterruptedException {
		final long kibibytes = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith(
			"VmSize:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
		final long bytes = (kibibytes + (mebibytes << 10)) << 10;
		final int rc = new ProcessBuilder("prlimit", "--pid", String.valueOf(ProcessHandle.current().pid()), "--as=" + bytes)
			.inheritIO().start().waitFor();
		if (rc != 0) throw new IOException("prlimit failed");
	}
}
