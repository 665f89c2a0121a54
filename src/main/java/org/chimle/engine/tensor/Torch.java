package org.chimle.engine.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

import java.util.Locale;
import java.util.function.Supplier;

import org.chimle.engine.job.InvalidInputException;

/** Starts the tensor library, names its devices and switches gradient recording. */
public final class Torch {

	private static final String ENGINE = "PyTorch";

	private Torch() {}

	/**
	 * Starts the library on first use. Nothing is fetched from the network and no telemetry is sent.
	 *
	 * @throws InvalidInputException if the library cannot be loaded on this computer
	 */
	private static Engine engine() {
		System.setProperty("ai.djl.offline", "true");
		System.setProperty("OPT_OUT_TRACKING", "true");
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		// DJL looks its engines up through the context class loader, which in ImageJ need not know the plugin.
		thread.setContextClassLoader(Torch.class.getClassLoader());
		try {
			return Engine.getEngine(ENGINE);
		}
		catch (final EngineException | UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError exc) {
			throw new InvalidInputException("The PyTorch library could not be loaded (" + exc.getMessage() +
				"); install the pytorch-native-cpu jar for this operating system next to the plugin.", exc);
		}
		finally {
			thread.setContextClassLoader(before);
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
		if (!cuda) {
			throw new InvalidInputException("The device \"" + name +
				"\" was asked for, but PyTorch finds no GPU on this computer; choose auto or cpu.");
		}
		final String number = wish.substring(3).trim();
		return Device.gpu(number.isEmpty() ? 0 : Integer.parseInt(number));
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

	/** @return the version of the library, e.g. {@code "PyTorch 2.7.1"} */
	public static String version() {
		return ENGINE + " " + engine().getVersion();
	}
}
