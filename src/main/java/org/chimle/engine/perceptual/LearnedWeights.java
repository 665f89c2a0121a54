package org.chimle.engine.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.chimle.engine.file.AtomicFile;
import org.chimle.engine.tensor.Ops;
import org.chimle.engine.tensor.ParameterLayout;
import org.chimle.engine.tensor.ParameterLayout.Entry;
import org.chimle.engine.tensor.Scope;
import org.chimle.engine.weights.TensorFile;
import org.chimle.engine.weights.TensorSpec;

/** The parameters of the learned distance as safetensors: those in the jar, and those in a file. */
public final class LearnedWeights {

	private static final String RESOURCE = "learned-distance.safetensors";

	private LearnedWeights() {}

	/**
	 * @param manager used while reading
	 * @return the parameters that come with the program, in the order of {@link LearnedNetwork#layout}
	 */
	static float[] bundled(final NDManager manager) {
		try (InputStream in = LearnedWeights.class.getResourceAsStream(RESOURCE)) {
			final byte[] bytes = in.readAllBytes();
			return Scope.get(() -> {
				final ParameterLayout layout = LearnedNetwork.layout();
				final float[] values = new float[layout.size()];
				final NDList tensors = NDList.decode(manager, bytes);
				for (final Entry entry : layout.entries()) {
					System.arraycopy(Ops.values(tensors.get(entry.name())), 0, values, entry.offset(), entry.size());
				}
				return values;
			});
		}
		catch (final IOException exc) {
			throw new UncheckedIOException("The weights of the learned distance could not be read from the jar", exc);
		}
	}

	/**
	 * @param file written by {@link #write}
	 * @return the parameters in the order of {@link LearnedNetwork#layout}
	 * @throws org.chimle.engine.job.InvalidInputException if it cannot be used
	 */
	public static float[] read(final Path file) {
		final ParameterLayout layout = LearnedNetwork.layout();
		final float[] values = new float[layout.size()];
		try (TensorFile tensors = TensorFile.open(file)) {
			for (final Entry entry : layout.entries()) {
				final float[] part = tensors.read(new TensorSpec(List.of(entry.name()), entry.shape()));
				System.arraycopy(part, 0, values, entry.offset(), entry.size());
			}
		}
		return values;
	}

	/**
	 * @param parameters in the order of {@link LearnedNetwork#layout}
	 * @param manager used while writing
	 * @param file to write or replace, all at once, in an existing folder
	 * @throws IOException if it cannot be written
	 */
	public static void write(final float[] parameters, final NDManager manager, final Path file) throws IOException {
		final byte[] bytes = Scope.get(() -> {
			final NDList tensors = new NDList();
			for (final Entry entry : LearnedNetwork.layout().entries()) {
				final float[] part = Arrays.copyOfRange(parameters, entry.offset(), entry.offset() + entry.size());
				final NDArray tensor = Ops.tensor(manager, part, new Shape(entry.shape().stream().mapToLong(i -> i).toArray())
					.getShape());
				tensor.setName(entry.name());
				tensors.add(tensor);
			}
			return tensors.encode(NDList.Encoding.SAFETENSORS);
		});
		AtomicFile.write(file, out -> out.write(bytes));
	}
}
