package org.chimle.engine.device;

import java.util.List;
import java.util.Locale;

import org.chimle.engine.tensor.Precision;

/**
 * What was found out about a computer.
 *
 * @param system operating system, Java and cores
 * @param library the tensor library: version, variant and place
 * @param driver the NVIDIA driver in words, and what hides GPUs from it
 * @param devices every device, the CPU first
 * @param chosen the device that "auto" takes
 * @param problems what keeps a GPU from being used, one sentence each
 */
public record DeviceReport(String system, String library, String driver, List<Entry> devices, String chosen,
	List<String> problems) {

	/** Rounding of float32; GPUs may round products to 10 bits (TF32). */
	private static final double CPU_TOLERANCE = 1e-5;
	private static final double GPU_TOLERANCE = 5e-3;

	/**
	 * One device.
	 *
	 * @param name {@code "cpu"} or {@code "gpu N"}
	 * @param memory its memory in words
	 * @param forwardGflops rate of a convolution, 10^9 operations per second
	 * @param backwardGflops rate of its two gradients
	 * @param error largest deviation from the reference, relative
	 * @param look the number format in which code searches look through candidates first
	 * @param failure why it cannot be used, or empty
	 */
	public record Entry(String name, String memory, double forwardGflops, double backwardGflops, double error,
		Precision look, String failure)
	{

		/** @return whether the device computes, and correctly */
		public boolean works() {
			return failure.isEmpty() && error <= (name.equals("cpu") ? CPU_TOLERANCE : GPU_TOLERANCE);
		}

		String line() {
			if (!failure.isEmpty()) return name + ": cannot be used (" + failure + ")";
			return String.format(Locale.ROOT, """
				%s: convolution %s (error %.1e), forward %.1f, backward %.1f GFLOP/s
				  %s, training in %s""", name, works() ? "correct" : "WRONG", error, forwardGflops, backwardGflops, memory,
				training());
		}

		/** On GPUs the steps stay in float32. */
		private String training() {
			return switch (look) {
				case FLOAT32 -> "float32";
				case FLOAT16 -> "float32, code search in float16 first";
				case BFLOAT16 -> "float32 and bfloat16 (mixed precision)";
			};
		}
	}

	/** Copies the lists. */
	public DeviceReport {
		devices = List.copyOf(devices);
		problems = List.copyOf(problems);
	}

	/** @return whether the device that jobs take by default works */
	public boolean works() {
		return devices.stream().anyMatch(device -> device.name().equals(chosen) && device.works());
	}

	/** Windows show lines as they are. */
	private static String wrapped(final String sentence) {
		return sentence.replaceAll("(.{80,95}) ", "$1\n  ");
	}

	/** @return the report as lines of text, to be copied */
	public String text() {
		final StringBuilder text = new StringBuilder("CHIMLE device check\n");
		text.append("computer: ").append(system).append('\n');
		text.append("library: ").append(library).append('\n');
		text.append("NVIDIA driver: ").append(driver).append('\n');
		for (final Entry device : devices) text.append("device ").append(device.line()).append('\n');
		text.append("auto takes: ").append(chosen).append('\n');
		for (final String problem : problems) text.append(wrapped("problem: " + problem)).append('\n');
		return text.toString();
	}
}
