package org.chimle.engine.weights;

import java.net.URI;
import java.util.List;

import org.chimle.engine.install.PublishedFile;

/**
 * One published file of weights.
 *
 * @param name its name without ending in a {@link WeightFolder}
 * @param network the name of the network it is a part of; a file of that name may hold all parts
 * @param address where it is published
 * @param sha256 SHA-256 of the published file in lower-case hexadecimal digits, or its first eight where only these are
 *          published
 * @param mebibytes its size, about; what is clearly longer is not taken
 * @param tensors what a network takes from it
 */
public record WeightPart(String name, String network, URI address, String sha256, double mebibytes,
	List<TensorSpec> tensors)
{

	/** The endings of files of weights. */
	static final List<String> ENDINGS = List.of(".pth", ".pt", ".safetensors", ".npz");

	/** Copies the list. */
	public WeightPart {
		tensors = List.copyOf(tensors);
	}

	/** @return the name under which the published file is kept */
	public String fileName() {
		return name + ENDINGS.get(0);
	}

	/** @return where it comes from and how it is recognised */
	PublishedFile published() {
		return new PublishedFile(fileName(), address, sha256, mebibytes);
	}

	/** @return whether the file has all tensors, by name */
	boolean isIn(final TensorFile file) {
		return tensors.stream().allMatch(file::has);
	}
}
