package org.chimle.engine.feature;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

import org.chimle.engine.weights.TensorSource;
import org.chimle.engine.weights.TensorSpec;

/** Made-up weights that reference numbers were computed with, so that no test needs published ones. */
public final class FormulaWeights {

	private FormulaWeights() {}

	/**
	 * For the i-th convolution in forward order weight[k] = sin(0.37 k + i) sqrt(2 / fan_in) and bias[k] = 0.05 sin(0.37 k +
	 * 100 + i); for channel c of tap t 0.5 + 0.5 sin(0.11 c + t).
	 */
	public static TensorSource of(final Backbone backbone) {
		final List<String> names = backbone.tensors().stream().map(TensorSpec::name).toList();
		final List<String> heads = backbone.headTensors().stream().map(TensorSpec::name).toList();
		return wanted -> {
			final int t = heads.indexOf(wanted.name());
			if (t >= 0) return values(wanted, c -> 0.5 + 0.5 * Math.sin(0.11 * c + t));
			final int i = names.indexOf(wanted.name()) / 2;
			if (wanted.name().endsWith("bias")) return values(wanted, k -> 0.05 * Math.sin(0.37 * k + 100 + i));
			final double scale = Math.sqrt(2.0 / (wanted.size() / wanted.shape().get(0)));
			return values(wanted, k -> Math.sin(0.37 * k + i) * scale);
		};
	}

	/** The same idea for InceptionV3, i counting the units by name. */
	public static TensorSource inception() {
		final List<String> names = InceptionUnits.all().stream().map(InceptionUnits.Unit::name).sorted().toList();
		return wanted -> {
			final String name = wanted.name();
			final int i = names.indexOf(name.replaceAll("\\.(conv|bn)\\.\\w+$", ""));
			if (name.endsWith("conv.weight")) {
				final double scale = Math.sqrt(4.0 / (wanted.size() / wanted.shape().get(0)));
				return values(wanted, k -> Math.sin(1.7 * k + 0.001 * k * k % 6.283185307179586 + i) * scale);
			}
			if (name.endsWith("bn.weight")) return values(wanted, k -> 1 + 0.3 * Math.sin(0.37 * k + 100 + i));
			if (name.endsWith("bn.bias")) return values(wanted, k -> 0.2 * Math.sin(0.37 * k + 200 + i));
			if (name.endsWith("running_mean")) return values(wanted, k -> 0.1 * Math.sin(0.37 * k + 300 + i));
			return values(wanted, k -> 1 + 0.5 * Math.sin(0.37 * k + 400 + i));
		};
	}

	/** Writes the weights of a network and its heads as one safetensors file. */
	public static Path write(final Backbone backbone, final Path file) throws IOException {
		final List<TensorSpec> tensors = new ArrayList<>(backbone.tensors());
		tensors.addAll(backbone.headTensors());
		return write(tensors, of(backbone), file);
	}

	/** Writes the weights of InceptionV3 as one safetensors file. */
	public static Path writeInception(final Path file) throws IOException {
		return write(Inception.tensors(), inception(), file);
	}

	private static Path write(final List<TensorSpec> tensors, final TensorSource source, final Path file)
		throws IOException
	{
		final StringBuilder header = new StringBuilder("{");
		int size = 0;
		for (final TensorSpec tensor : tensors) {
			final int end = size + 4 * tensor.size();
			header.append(size == 0 ? "" : ",").append('"').append(tensor.name()).append("\":{\"dtype\":\"F32\",\"shape\":").append(
				tensor.shape()).append(",\"data_offsets\":[").append(size).append(',').append(end).append("]}");
			size = end;
		}
		final byte[] text = header.append('}').toString().getBytes(StandardCharsets.US_ASCII);
		final ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + size).order(ByteOrder.LITTLE_ENDIAN);
		bytes.putLong(text.length).put(text);
		for (final TensorSpec tensor : tensors) for (final float value : source.read(tensor)) bytes.putFloat(value);
		return Files.write(file, bytes.array());
	}

	private static float[] values(final TensorSpec wanted, final IntToDoubleFunction formula) {
		final float[] values = new float[wanted.size()];
		for (int k = 0; k < values.length; k++) values[k] = (float) formula.applyAsDouble(k);
		return values;
	}
}
