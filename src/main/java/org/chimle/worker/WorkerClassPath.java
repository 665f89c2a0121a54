package org.chimle.worker;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.chimle.engine.job.InvalidInputException;

/**
 * The jars that a worker process needs, wherever the host keeps them: Fiji in {@code jars} and {@code plugins}, plain
 * ImageJ below {@code plugins}. Each is found by something that it contains.
 */
final class WorkerClassPath {

	/** One class of every jar. */
	private static final List<String> CLASSES = List.of("org.chimle.worker.WorkerMain", "ij.IJ",
		"net.imglib2.RandomAccessibleInterval", "ai.djl.engine.Engine", "ai.djl.pytorch.engine.PtEngine",
		"com.google.gson.Gson", "com.sun.jna.Native", "com.sun.jna.platform.unix.LibCAPI",
		"org.apache.commons.compress.archivers.ArchiveEntry", "org.apache.commons.io.IOUtils",
		"org.apache.commons.codec.binary.Hex", "org.slf4j.Logger", "org.apposed.appose.Service",
		"groovy.lang.GroovyObject", "groovy.json.JsonSlurper", "org.jtransforms.fft.DoubleFFT_2D",
		"pl.edu.icm.jlargearrays.LargeArray", "org.apache.commons.math3.util.FastMath", "net.razorvine.pickle.Unpickler",
		"org.ejml.dense.row.CommonOps_DDRM", "org.ejml.data.DMatrixRMaj");

	/** The JNI library of PyTorch. */
	private static final String JNI = "jnilib/pytorch.properties";
	/** PyTorch itself for the CPU. */
	private static final String NATIVE = "native/lib/pytorch.properties";
	private static final String LOG_PROVIDER = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

	private WorkerClassPath() {}

	/**
	 * @return jars and folders of classes
	 * @throws InvalidInputException if something is missing
	 */
	static List<String> find() {
		final ClassLoader loader = WorkerClassPath.class.getClassLoader();
		final Set<Path> result = new LinkedHashSet<>();
		for (final String name : CLASSES) result.add(place(loader, name));
		for (final String name : List.of(JNI, NATIVE, LOG_PROVIDER)) {
			final URL url = loader.getResource(name);
			if (url != null) result.add(jar(url));
		}
		return result.stream().map(Path::toString).toList();
	}

	private static Path place(final ClassLoader loader, final String name) {
		try {
			final CodeSource source = Class.forName(name, false, loader).getProtectionDomain().getCodeSource();
			if (source != null && source.getLocation() != null) return Path.of(source.getLocation().toURI());
			// Fiji's classes of ImageJ are patched while they are loaded, and do not say where they come from.
			return jar(loader.getResource(name.replace('.', '/') + ".class"));
		}
		catch (final ClassNotFoundException | URISyntaxException exc) {
			throw new InvalidInputException("The worker process cannot be started because the class " + name +
				" is missing; install the plugin with all its jars (scripts/install does so).", exc);
		}
	}

	private static Path jar(final URL resource) {
		try {
			return Path.of(((JarURLConnection) resource.openConnection()).getJarFileURL().toURI());
		}
		catch (final IOException | URISyntaxException exc) {
			throw new IllegalStateException("No jar: " + resource, exc);
		}
	}
}
