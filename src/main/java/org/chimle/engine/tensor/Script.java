package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A function of arrays that PyTorch has and DJL has not, as a TorchScript module. Gradients are recorded where the thread
 * records them.
 */
final class Script {

	private static final String CLASS = """
		class Function(Module):
		  __parameters__ = []
		  __buffers__ = []
		  def forward(self: __torch__.Function""";
	/** Pickle, protocol 2: an object of that class without attributes; an empty tuple. */
	private static final String OBJECT = "\u0080\u0002c__torch__\nFunction\n)\u0081}b.";
	private static final String CONSTANTS = "\u0080\u0002).";
	/** Of TorchScript's file format. */
	private static final String VERSION = "3\n";

	private final List<String> parameters;
	private final List<String> body;
	/** Made when it is first needed, and kept as long as the process lives. */
	private volatile PtSymbolBlock module;
	/** Null as long as nobody has asked. */
	private volatile Boolean known;

	/**
	 * @param parameters names of the arrays
	 * @param body lines of TorchScript that make a result of them
	 */
	Script(final List<String> parameters, final List<String> body) {
		this.parameters = List.copyOf(parameters);
		this.body = List.copyOf(body);
	}

	/** @param body lines of TorchScript that make a result of x */
	Script(final String... body) {
		this(List.of("x"), List.of(body));
	}

	/** @return whether the library on this platform has the operations of the function */
	boolean isKnown(final NDManager any) {
		if (known == null) known = canLoad((PtNDManager) any);
		return known;
	}

	private boolean canLoad(final PtNDManager any) {
		try {
			load(any);
			return true;
		}
		catch (final EngineException exc) {
			if (!String.valueOf(exc.getMessage()).contains("Unknown builtin op")) throw exc; // memory may be short
			return false;
		}
	}

	/** @return the function of arrays */
	NDArray of(final NDArray... arrays) {
		if (module == null) load((PtNDManager) arrays[0].getManager());
		return IValueUtils.forward(module, new NDList(arrays), true).head();
	}

	private synchronized void load(final PtNDManager any) {
		if (module != null) return;
		final PtNDManager owner = (PtNDManager) any.getEngine().newBaseManager();
		try {
			module = JniUtils.loadModule(owner, new ByteArrayInputStream(archive()), false, false);
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc); // in memory
		}
		finally {
			if (module == null) owner.close(); // memory may be short
		}
	}

	private String code() {
		final StringBuilder code = new StringBuilder(CLASS);
		for (final String parameter : parameters) code.append(",\n    ").append(parameter).append(": Tensor");
		code.append(") -> Tensor:\n");
		for (final String line : body) code.append("    ").append(line).append('\n');
		return code.toString();
	}

	/** @return a file as {@code torch.jit.save} writes it */
	private byte[] archive() throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			store(zip, "data.pkl", OBJECT);
			store(zip, "code/__torch__.py", code());
			store(zip, "constants.pkl", CONSTANTS);
			store(zip, "version", VERSION);
		}
		return bytes.toByteArray();
	}

	/** PyTorch reads stored entries alone. */
	private static void store(final ZipOutputStream zip, final String name, final String content) throws IOException {
		final byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
		final CRC32 checksum = new CRC32();
		checksum.update(bytes);
		final ZipEntry entry = new ZipEntry("function/" + name);
		entry.setMethod(ZipEntry.STORED);
		entry.setSize(bytes.length);
		entry.setCrc(checksum.getValue());
		zip.putNextEntry(entry);
		zip.write(bytes);
		zip.closeEntry();
	}
}
