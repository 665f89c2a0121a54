package org.chimle.engine.gpu;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.chimle.engine.install.InstallFolder;
import org.chimle.engine.install.PublishedFile;

/**
 * The PyTorch for NVIDIA GPUs that fits the plugin's adapter (JNI), as PyTorch publishes it for programs in C++. DJL's own
 * variant for GPUs is made of the same files. PyTorch publishes no digest of them; those here are of the files as several
 * projects recorded them.
 *
 * @param platform operating system and processor, e.g. {@code "linux-x86_64"}
 * @param archive the published zip
 */
public record GpuLibrary(String platform, PublishedFile archive) {

	/** The version of PyTorch. */
	public static final String VERSION = "2.7.1";

	/** What DJL calls the variant. */
	public static final String FLAVOR = "cu128";

	/** The version in words. */
	public static final String TITLE = "PyTorch " + VERSION + " for CUDA 12.8";

	/** The oldest NVIDIA driver that it works with. */
	public static final int OLDEST_DRIVER = 570;

	/** The system property that names the folder of the library. */
	public static final String PROPERTY = "chimle.gpu";

	/** The environment variable that names the folder of the library. */
	public static final String VARIABLE = "CHIMLE_GPU";

	private static final String FOLDER = "chimle-gpu";

	private static final List<GpuLibrary> PUBLISHED = List.of(published("linux-x86_64", "libtorch-cxx11-abi", 3500,
		"ae513b437ae99150744ef1d06b02a4ecbbb9275c9ffe540c88909623e3293041"), published("win-x86_64", "libtorch-win", 3065.4,
			"bdbf643d648e2bf9e8603472d6c6ff4bae5f79a49fe4776f215b4c45c90a7f19"));

	private static GpuLibrary published(final String platform, final String start, final double mebibytes,
		final String sha256)
	{
		final String name = start + "-shared-with-deps-" + VERSION + "%2B" + FLAVOR + ".zip";
		return new GpuLibrary(platform, new PublishedFile(name.replace("%2B", "+"), URI.create(
			"https://download.pytorch.org/libtorch/" + FLAVOR + "/" + name), sha256, mebibytes));
	}

	/** @return the library for this computer, if PyTorch publishes one */
	public static Optional<GpuLibrary> ofThisComputer() {
		return PUBLISHED.stream().filter(library -> library.platform.equals(thisPlatform())).findFirst();
	}

	/** @return operating system and processor */
	public static String thisPlatform() {
		final String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		final String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
		return (system.startsWith("windows") ? "win" : system.startsWith("mac") ? "osx" : system) + "-" + (processor.equals(
			"amd64") ? "x86_64" : processor);
	}

	/** @return the folder where libraries for GPUs are installed */
	public static InstallFolder usualFolder() {
		return InstallFolder.usual(FOLDER, PROPERTY, VARIABLE);
	}

	/** @return where the library for this computer is installed, if it is */
	public static Optional<Path> installed() {
		return ofThisComputer().flatMap(library -> library.installedIn(usualFolder()));
	}

	/** @return where it is installed, if there is also a driver, without which it cannot even be loaded */
	public static Optional<Path> usable() {
		return installed().filter(folder -> !isForGpu(folder) || NvidiaDriver.isThere());
	}

	/** @return whether a folder of PyTorch's libraries has those for GPUs */
	public static boolean isForGpu(final Path folder) {
		return Files.exists(folder.resolve(System.mapLibraryName("torch_cuda")));
	}

	/** @return the name of the folder of this library, which no other version has */
	String name() {
		return "pytorch-" + VERSION + "-" + FLAVOR + "-" + platform;
	}

	/** @return where it is installed, if it is */
	public Optional<Path> installedIn(final InstallFolder folder) {
		return folder.places().stream().map(place -> place.resolve(name())).filter(place -> Files.isRegularFile(place.resolve(
			System.mapLibraryName("torch")))).findFirst();
	}
}
