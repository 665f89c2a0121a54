package org.chimle.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apposed.appose.Service;
import org.chimle.engine.gpu.GpuLibrary;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.weights.WeightFolder;

/**
 * How a worker process is started. Workers that were started in the same way can stand in for each other.
 *
 * @param java the Java program
 * @param library folder of an installed PyTorch, or empty for what the environment names, or else the plugin has
 * @param installed where the library for GPUs is installed that a worker finds by itself, or empty
 */
record WorkerLaunch(Path java, String library, String installed) {

	static final String REMEDY = "to compute inside ImageJ instead, set chimle.worker to off (see the guide, " +
		"Install, \"Where it computes\").";

	/** Settings that a user may have given to this process: of the tensor library, and where what is installed lies. */
	private static final List<String> PASSED_ON = List.of("PYTORCH_LIBRARY_PATH", "PYTORCH_FLAVOR", "PYTORCH_VERSION",
		"DJL_CACHE_DIR", "ENGINE_CACHE_DIR", WeightFolder.PROPERTY, GpuLibrary.PROPERTY);

	/** @return a process of the Java that runs this one */
	static WorkerLaunch usual(final String library) {
		return new WorkerLaunch(java(Path.of(System.getProperty("java.home"), "bin")), library, GpuLibrary.installed().map(
			Path::toString).orElse(""));
	}

	/** Windows opens a console window for java.exe, not for javaw.exe. */
	private static Path java(final Path folder) {
		if (File.separatorChar == '/') return folder.resolve("java");
		final Path silent = folder.resolve("javaw.exe");
		return Files.exists(silent) ? silent : folder.resolve("java.exe");
	}

	/**
	 * Starts the process.
	 *
	 * @return the connection to it
	 * @throws InvalidInputException if it cannot be started
	 */
	Service start() {
		if (!Files.isExecutable(java)) {
			throw new InvalidInputException("The worker process cannot be started because there is no Java program at " +
				java + "; start ImageJ with a complete Java, or " + REMEDY);
		}
		final Map<String, String> environment = new HashMap<>(Map.of("OMP_WAIT_POLICY", "PASSIVE", "OPT_OUT_TRACKING",
			"true"));
		if (!library.isEmpty()) environment.put("PYTORCH_LIBRARY_PATH", library);
		final Service service = new Service(new File(System.getProperty("user.dir")), environment, command()
			.toArray(String[]::new));
		try {
			return inBackground(service);
		}
		catch (final IOException exc) {
			throw new InvalidInputException("The worker process cannot be started (" + exc.getMessage() + "); " + REMEDY, exc);
		}
	}

	private List<String> command() {
		final List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx" + (Runtime.getRuntime()
			.maxMemory() >> 20) + "m", "-Djava.awt.headless=true", "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true",
			"-XX:ErrorFile=" + Path.of(System.getProperty("java.io.tmpdir"), "chimle-worker-%p.log")));
		for (final String name : PASSED_ON) {
			final String value = System.getProperty(name);
			if (value != null) command.add("-D" + name + "=" + value);
		}
		command.addAll(List.of("-cp", String.join(File.pathSeparator, WorkerClassPath.find()),
			WorkerMain.class.getName()));
		return command;
	}

	/** The threads that listen to the process must not keep the host alive; they inherit that from their maker. */
	private static Service inBackground(final Service service) throws IOException {
		final IOException[] failure = new IOException[1];
		final Thread starter = new Thread(() -> {
			try {
				service.start();
			}
			catch (final IOException exc) {
				failure[0] = exc;
			}
		}, "CHIMLE worker start");
		starter.setDaemon(true);
		starter.start();
		boolean interrupted = false;
		while (starter.isAlive()) {
			try {
				starter.join();
			}
			catch (final InterruptedException exc) {
				interrupted = true;
			}
		}
		if (interrupted) Thread.currentThread().interrupt();
		if (failure[0] != null) throw failure[0];
		return service;
	}
}
