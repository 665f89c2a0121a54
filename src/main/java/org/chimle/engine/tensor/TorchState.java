package org.chimle.engine.tensor;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.Utils;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.gpu.GpuLibrary;
import org.chimle.engine.gpu.NvidiaDriver;

/**
 * Which PyTorch is asked for, which is in use, and what keeps it from computing on a GPU.
 *
 * @param wishedFolder what the setting {@code PYTORCH_LIBRARY_PATH} names, or empty
 * @param wishedFlavor what the setting {@code PYTORCH_FLAVOR} names, or empty
 * @param folder where the library in use lies
 * @param forGpu whether it was built for NVIDIA GPUs
 * @param gpu whether it finds one
 * @param installed where the library for GPUs is installed that the plugin fetched, or empty
 * @param driver the NVIDIA driver in words, or empty if there is none
 * @param visible what {@code CUDA_VISIBLE_DEVICES}, which hides GPUs from the library, is set to, in quotation marks; or
 *          empty if it is not set
 */
public record TorchState(String wishedFolder, String wishedFlavor, Path folder, boolean forGpu, boolean gpu,
	String installed, String driver, String visible)
{

	private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
	private static final String FOLDER = "PYTORCH_LIBRARY_PATH";
	private static final String FLAVOR = "PYTORCH_FLAVOR";
	private static final String REMEDY = "install the library for GPUs with Plugins>CHIMLE>Install CHIMLE GPU " +
		"Library..., or choose the folder torch/lib of an installed " + GpuLibrary.TITLE +
		" as PyTorch library (see the guide, Install, \"GPU\")";
	private static final String DRIVER = "version " + GpuLibrary.OLDEST_DRIVER + " or later";

	/** @return the state once the library is loaded */
	static TorchState of(final Engine engine) {
		final Path folder = Path.of(LibUtils.getLibtorchPath());
		return new TorchState(setting(FOLDER), setting(FLAVOR), folder, GpuLibrary.isForGpu(folder), engine.hasCapability(
			"CUDA"), GpuLibrary.installed().map(Path::toString).orElse(""), NvidiaDriver.words(), System.getenv(VISIBLE) == null
				? "" : '"' + System.getenv(VISIBLE) + '"');
	}

	/**
	 * Names the library to load, unless the user did: one for GPUs that is installed and usable. Also says which variant a
	 * library is: DJL's own guess is one for which it has no adapter.
	 *
	 * @return takes the names back
	 */
	static Runnable nameLibrary() {
		final boolean free = setting(FOLDER).isEmpty();
		if (free) GpuLibrary.usable().ifPresent(folder -> System.setProperty(FOLDER, folder.toString()));
		final Path given = libraryIn(setting(FOLDER));
		final boolean unnamed = setting(FLAVOR).isEmpty();
		if (given != null && unnamed) System.setProperty(FLAVOR, GpuLibrary.isForGpu(given) ? GpuLibrary.FLAVOR : "cpu");
		return () -> {
			if (free) System.clearProperty(FOLDER);
			if (unnamed) System.clearProperty(FLAVOR);
		};
	}

	/** @return why an installed library cannot be loaded, or what is missing where none is asked for */
	static String explain(final Throwable failure) {
		Throwable deepest = failure;
		while (deepest.getCause() != null) deepest = deepest.getCause();
		final String reason = deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
		final Path given = libraryIn(setting(FOLDER));
		if (given != null && given.equals(GpuLibrary.usable().orElse(null))) {
			return "The library for GPUs in " + given + " could not be loaded (" + reason +
				"); update the NVIDIA driver to " + DRIVER + ", or remove the library with Plugins>CHIMLE>Install CHIMLE GPU " +
				"Library... to compute on the CPU.";
		}
		if (given == null) {
			return "The PyTorch library could not be loaded (" + reason +
				"); install the pytorch-native-cpu jar for this operating system next to the plugin.";
		}
		return "The PyTorch library in " + given + " could not be loaded (" + reason + "); it must be PyTorch " +
			GpuLibrary.VERSION + " for this operating system with everything that belongs to it, CUDA's libraries too, so " +
			"correct the setting, or remove it to compute on the CPU.";
	}

	/** @return what is wrong with the use of a GPU, one sentence each; nothing where nobody could expect one */
	public List<String> problems() {
		final List<String> problems = new ArrayList<>();
		if (!wishedFolder.isEmpty() && libraryIn(wishedFolder) == null) {
			problems.add("The PyTorch library that is asked for, " + wishedFolder + ", is no folder with " + System
				.mapLibraryName("torch") + " in it, so the one that comes with the plugin computes on the CPU; " + REMEDY +
				", or remove the setting.");
		}
		if (!wishedFlavor.isEmpty() && !wishedFlavor.startsWith("cpu") && !forGpu) {
			problems.add("PYTORCH_FLAVOR is " + wishedFlavor + ", but the PyTorch in use was built for the CPU, so no GPU is " +
				"used; " + REMEDY + ", or remove the setting.");
		}
		if (problems.isEmpty() && !forGpu && driver.isEmpty() && !installed.isEmpty()) {
			problems.add("The library for GPUs in " + installed + " is not used because there is no NVIDIA driver, so the CPU " +
				"computes; install one of " + DRIVER + ", or remove the library with Plugins>CHIMLE>Install CHIMLE GPU Library...");
		}
		if (problems.isEmpty() && !forGpu && !driver.isEmpty()) {
			problems.add("There is an NVIDIA driver (" + driver + "), but the PyTorch in use was built for the CPU, so no GPU " +
				"is used; " + REMEDY + ".");
		}
		if (forGpu && !gpu) problems.add("The PyTorch in use was built for NVIDIA GPUs but finds none " + reason());
		return problems;
	}

	private String reason() {
		if (driver.isEmpty()) return "because there is no NVIDIA driver; install one of " + DRIVER + ".";
		final String found = "although there is an NVIDIA driver (" + driver + "); ";
		if (!visible.isEmpty()) {
			return found + VISIBLE + " is " + visible + ", which may hide the GPU, so remove that setting, or update the driver " +
				"to " + DRIVER + ".";
		}
		return found + "update it to " + DRIVER + ".";
	}

	/** @return what the computer has for GPUs, in words */
	public String gpuWords() {
		return (driver.isEmpty() ? "none found" : driver) + (visible.isEmpty() ? "" : ", " + VISIBLE + " is " + visible);
	}

	private static String setting(final String name) {
		final String value = Utils.getEnvOrSystemProperty(name);
		return value == null ? "" : value.strip();
	}

	/** @return the folder of the list that has the library in it, as DJL finds it, or null */
	private static Path libraryIn(final String list) {
		for (final String name : list.split(File.pathSeparator)) {
			final File place = new File(name);
			if (name.isBlank()) continue;
			if (place.isFile() && place.getName().equals(System.mapLibraryName("torch"))) return place.toPath().getParent();
			if (new File(place, System.mapLibraryName("torch")).isFile()) return place.toPath();
		}
		return null;
	}
}
