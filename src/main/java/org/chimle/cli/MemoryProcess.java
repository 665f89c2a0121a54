package org.chimle.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.chimle.engine.benchmark.MemoryCase;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobControl;

/** Runs this program once more for a single piece of work, whose memory is then that of the new process. */
final class MemoryProcess {

	private static final long POLL_MILLIS = 200;

	private MemoryProcess() {}

	/**
	 * @param work what is done
	 * @param device {@code "auto"}, {@code "cpu"} or {@code "gpu N"}
	 * @param control ends the process
	 * @return its largest resident memory in MiB, -1 where it cannot be found out
	 * @throws InvalidInputException if the process fails
	 */
	static long peakMebibytes(final MemoryCase work, final String device, final JobControl control) {
		final String[] arguments = { "benchmark", "--memory-case", work.name(), "--device", device };
		final ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-cp", System.getProperty("java.class.path"), ChimleCli.class.getName());
		builder.command().addAll(List.of(arguments));
		builder.redirectError(ProcessBuilder.Redirect.DISCARD);
		try {
			final Process process = builder.start();
			try {
				while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) control.check();
				final String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
				if (process.exitValue() == 0) return Long.parseLong(printed);
			}
			finally {
				process.destroyForcibly();
			}
		}
		catch (final IOException | NumberFormatException exc) {
			throw failed(arguments, exc);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			throw failed(arguments, exc);
		}
		throw failed(arguments, null);
	}

	private static InvalidInputException failed(final String[] arguments, final Exception cause) {
		return new InvalidInputException("A part of the benchmark failed; see why with: chimle " + String.join(" ", arguments),
			cause);
	}
}
