package org.chimle.engine.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;

/** Starts the tensor library, names its devices and switches gradient recording. */
public final class Torch {

	private static final String ENGINE = "PyTorch";
	private static final int MOST_GPUS = 64;

	private static volatile Engine loaded;

	private Torch() {}

	/**
	 * Starts the library on first use. Nothing is fetched from the network and no telemetry is sent.
	 *
	 * @throws InvalidInputException if the library cannot be loaded on this computer
	 */
	private static Engine engine() {
		if (loaded == null) loaded = load();
		return loaded;
	}

	private static synchronized Engine load() {
		System.setProperty("ai.djl.offline", "true");
		System.setProperty("OPT_OUT_TRACKING", "true");
		final Runnable unname = TorchState.nameLibrary();
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		// DJL looks its engines up through the context class loader, which in ImageJ need not know the plugin.
		thread.setContextClassLoader(Torch.class.getClassLoader());
		try {
			return Engine.getEngine(ENGINE);
		}
		catch (final EngineException | UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError exc) {
			throw new InvalidInputException(TorchState.explain(exc), exc);
		}
		finally {
			thread.setContextClassLoader(before);
			unname.run();
		}
	}

	/**
	 * @param name {@code "auto"} (a GPU if there is one, else the CPU), {@code "cpu"} or {@code "gpu N"}
	 * @return the device
	 * @throws InvalidInputException if the name is not understood or there is no such device
	 */
	public static Device device(final String name) {
		final Engine engine = engine();
		final String wish = name.trim().toLowerCase(Locale.ROOT);
		final boolean cuda = engine.hasCapability("CUDA");
		if (wish.equals("cpu") || wish.equals("auto") && !cuda) return Device.cpu();
		if (wish.equals("auto")) return Device.gpu(0);
		if (!wish.matches("gpu ?\\d{0,3}")) {
			throw new InvalidInputException("The device is \"" + name + "\" but must be auto, cpu or gpu followed by a number.");
		}
		if (!cuda) throw absent(name, "PyTorch finds no GPU on this computer");
		final String number = wish.substring(3).trim();
		final Device gpu = Device.gpu(number.isEmpty() ? 0 : Integer.parseInt(number));
		if (!exists(gpu)) throw absent(name, "PyTorch finds no GPU of that number");
		return gpu;
	}

	private static InvalidInputException absent(final String name, final String reason) {
		final List<String> problems = state().problems();
		return new InvalidInputException("The device \"" + name + "\" was asked for, but " + reason + "; choose auto or cpu." +
			(problems.isEmpty() ? "" : " " + problems.get(0)));
	}

	/** The library has no count of its own that works without CUDA's development files, so the device is tried. */
	private static boolean exists(final Device gpu) {
		try (NDManager manager = engine().newBaseManager(gpu)) {
			return manager.zeros(new Shape(1)).toFloatArray().length == 1;
		}
		catch (final EngineException exc) {
			return false;
		}
	}

	/** @return the names of all devices, {@code "cpu"} first */
	public static List<String> devices() {
		final List<String> names = new ArrayList<>(List.of("cpu"));
		if (engine().hasCapability("CUDA")) {
			for (int i = 0; i < MOST_GPUS && exists(Device.gpu(i)); i++) names.add("gpu " + i);
		}
		return names;
	}

	/** @return which library is in use, and what keeps it from using a GPU */
	public static TorchState state() {
		return TorchState.of(engine());
	}

	/**
	 * Says so when a GPU could be expected but the CPU computes.
	 *
	 * @param device as {@link #device} understands it
	 * @param monitor told, where there is something to tell
	 */
	public static void explainFallback(final String device, final JobMonitor monitor) {
		if (!device.trim().equalsIgnoreCase("auto") || device(device).isGpu()) return;
		state().problems().stream().findFirst().ifPresent(monitor::say);
	}

	/**
	 * Starts work on a device on the calling thread: gradient recording, which the library keeps per thread and leaves on
	 * for new ones, is switched off.
	 *
	 * @param device as {@link #device} understands it
	 * @return a manager that owns what is made with it until it is closed
	 */
	public static NDManager open(final String device) {
		final Device found = device(device);
		SystemHeap.keep();
		JniUtils.setGradMode(false);
		return engine().newBaseManager(found);
	}

	/** @return what the body returns, computed while the library records gradients */
	public static <T> T recording(final Supplier<T> body) {
		JniUtils.setGradMode(true);
		try {
			return body.get();
		}
		finally {
			JniUtils.setGradMode(false);
		}
	}

	/** @return whether the library records gradients on this thread, so that results must stay as they are */
	public static boolean isRecording() {
		return JniUtils.isGradMode();
	}

	/** @return what the body returns, computed without recording gradients */
	static <T> T unrecorded(final Supplier<T> body) {
		final boolean before = JniUtils.isGradMode();
		JniUtils.setGradMode(false);
		try {
			return body.get();
		}
		finally {
			JniUtils.setGradMode(before);
		}
	}

	/** @return the version of the library, e.g. {@code "PyTorch 2.7.1"} */
	public static String version() {
		return ENGINE + " " + engine().getVersion();
	}
}
