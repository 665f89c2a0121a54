package org.chimle.engine.gpu;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The NVIDIA driver of this computer, as the operating system shows it. */
public final class NvidiaDriver {

	private static final Path LINUX = Path.of("/proc/driver/nvidia/version");
	/** Linux inside Windows uses the driver of Windows. */
	private static final Path LINUX_IN_WINDOWS = Path.of("/usr/lib/wsl/lib/libcuda.so.1");

	private NvidiaDriver() {}

	/** @return whether there is one */
	public static boolean isThere() {
		return !words().isEmpty();
	}

	/** @return what is known of it, or empty if there is none */
	public static String words() {
		if (Files.exists(LINUX)) {
			try (Stream<String> lines = Files.lines(LINUX)) {
				return lines.findFirst().orElse("NVIDIA").replaceFirst("^NVRM version:\\s*", "").replaceAll("\\s+", " ");
			}
			catch (final IOException exc) {
				return "of unknown version";
			}
		}
		if (Files.exists(LINUX_IN_WINDOWS)) return "of Windows";
		final String windows = System.getenv("SystemRoot");
		return windows != null && new File(windows, "System32/nvcuda.dll").exists() ? "nvcuda.dll" : "";
	}
}
