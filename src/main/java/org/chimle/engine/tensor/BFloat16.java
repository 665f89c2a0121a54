package org.chimle.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Conversion to bfloat16, which DJL ends the process over, although its operations take such arrays. A TorchScript module
 * of one line converts instead.
 */
final class BFloat16 {

	/** PyTorch's number of the format. */
	private static final int SCALAR_TYPE = 15;

	private static final String CODE = """
		class Cast(Module):
		  __parameters__ = []
		  __buffers__ = []
		  def forward(self: __torch__.Cast,
		    x: Tensor) -> Tensor:
		    return torch.to(x, %d)
		""".formatted(SCALAR_TYPE);

	/** Pickle, protocol 2: an object of that class without attributes; an empty tuple. */
	private static final String OBJECT = "\u0080\u0002c__torch__\nCast\n)\u0081}b.";
	private static final String CONSTANTS = "\u0080\u0002).";
	/** Of TorchScript's file format. */
	private static final String VERSION = "3\n";

	private static PtSymbolBlock module;

	private BFloat16() {}

	/** @return the array in bfloat16, in the same order in memory */
	static NDArray of(final NDArray x) {
		return IValueUtils.forward(module((PtNDManager) x.getManager()), new NDList(x), true).head();
	}

	/** @return the module, which is kept as long as the process lives */
	private static synchronized PtSymbolBlock module(final PtNDManager any) {
		if (module == null) {
			try {
				module = JniUtils.loadModule((PtNDManager) any.getEngine().newBaseManager(), new ByteArrayInputStream(archive()),
					false, false);
			}
			catch (final IOException exc) {
				throw new UncheckedIOException(exc); // from memory
			}
		}
		return module;
	}

	/** @return a file as {@code torch.jit.save} writes it */
	private static byte[] archive() throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			store(zip, "data.pkl", OBJECT);
			store(zip, "code/__torch__.py", CODE);
			store(zip, "constants.pkl", CONSTANTS);
			store(zip, "version", VERSION);
		}
		return bytes.toByteArray();
	}

	/** PyTorch reads stored entries alone. */
	private static void store(final ZipOutputStream zip, final String name, final String content) throws IOException {
		final byte[] bytes = content.getBytes(ISO_8859_1);
		final CRC32 checksum = new CRC32();
		checksum.update(bytes);
		final ZipEntry entry = new ZipEntry("cast/" + name);
		entry.setMethod(ZipEntry.STORED);
		entry.setSize(bytes.length);
		entry.setCrc(checksum.getValue());
		zip.putNextEntry(entry);
		zip.write(bytes);
		zip.closeEntry();
	}
}
