package org.chimle.engine.feature;

import java.net.URI;
import java.util.List;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.weights.TensorSpec;
import org.chimle.engine.weights.WeightFolder;
import org.chimle.engine.weights.WeightPart;
import org.chimle.engine.weights.WeightSet;

/**
 * The networks whose published weights can be installed. PyTorch's model zoo puts the first eight digits of a file's
 * SHA-256 into its name.
 */
public enum PublishedNetwork {

	/** LPIPS 0.1 with VGG16. */
	LPIPS_VGG("lpips-vgg", "LPIPS 0.1 with VGG16", List.of(zoo("lpips-vgg", "vgg16-397923af", 527.8, Backbone.VGG16), head(
		"lpips-vgg", "vgg", "a78928a0af1e5f0fcb1f3b9e8f8c3a2a5a3de244d830ad5c1feddc79b8432868", Backbone.VGG16))),

	/** LPIPS 0.1 with AlexNet. */
	LPIPS_ALEX("lpips-alex", "LPIPS 0.1 with AlexNet", List.of(zoo("lpips-alex", "alexnet-owt-7be5be79", 233.1,
		Backbone.ALEXNET), head("lpips-alex", "alex", "df73285e35b22355a2df87cdb6b70b343713b667eddbda73e1977e0c860835c0",
			Backbone.ALEXNET))),

	/** LPIPS 0.1 with SqueezeNet 1.1. */
	LPIPS_SQUEEZE("lpips-squeeze", "LPIPS 0.1 with SqueezeNet 1.1", List.of(zoo("lpips-squeeze", "squeezenet1_1-b8a52dc0",
		4.7, Backbone.SQUEEZENET), head("lpips-squeeze", "squeeze",
			"4a5350f23600cb79923ce65bb07cbf57dca461329894153e05a1346bd531cf76", Backbone.SQUEEZENET))),

	/** InceptionV3 for the Fréchet inception distance. */
	INCEPTION("inception", "InceptionV3 for the Fréchet inception distance", List.of(new WeightPart(
		"pt_inception-2015-12-05-6726825d", "inception", URI.create(
			"https://github.com/mseitzer/pytorch-fid/releases/download/fid_weights/pt_inception-2015-12-05-6726825d.pth"),
		"6726825d", 91.2, Inception.tensors())));

	private final String label;
	private final String title;
	private final List<WeightPart> parts;

	PublishedNetwork(final String label, final String title, final List<WeightPart> parts) {
		this.label = label;
		this.title = title;
		this.parts = parts;
	}

	private static WeightPart zoo(final String network, final String name, final double mebibytes,
		final Backbone backbone)
	{
		return part(name, network, "https://download.pytorch.org/models/" + name + ".pth", name.substring(name.length() -
			8), mebibytes, backbone.tensors());
	}

	private static WeightPart head(final String network, final String name, final String sha256,
		final Backbone backbone)
	{
		return part(network + "-head", network,
			"https://raw.githubusercontent.com/richzhang/PerceptualSimilarity/082bb24f84c091ea94de2867d34c4544f68e0963/lpips/" +
				"weights/v0.1/" + name + ".pth", sha256, 0.01, backbone.headTensors());
	}

	private static WeightPart part(final String name, final String network, final String address, final String sha256,
		final double mebibytes, final List<TensorSpec> tensors)
	{
		return new WeightPart(name, network, URI.create(address), sha256, mebibytes, tensors);
	}

	/**
	 * @param label the name a user gave
	 * @return the network
	 * @throws InvalidInputException if there is none of that name
	 */
	public static PublishedNetwork of(final String label) {
		for (final PublishedNetwork network : values()) if (network.label.equalsIgnoreCase(label.strip())) return network;
		throw new InvalidInputException("The network is \"" + label + "\" but must be one of: " + String.join(", ", List.of(
			values()).stream().map(PublishedNetwork::label).toList()) + ".");
	}

	/** @return the name users choose it by */
	public String label() {
		return label;
	}

	/** @return what it is, for people */
	public String title() {
		return title;
	}

	/** @return the files it needs */
	public List<WeightPart> parts() {
		return parts;
	}

	/**
	 * @param folder where weights lie
	 * @return its weights; the caller closes them
	 * @throws InvalidInputException if it is not installed, or a file cannot be used
	 */
	public WeightSet open(final WeightFolder folder) {
		return WeightSet.open(folder, title, parts);
	}

	/** @throws InvalidInputException if it is not installed; says what to do */
	public void requireInstalled(final WeightFolder folder) {
		WeightSet.requireInstalled(folder, title, parts);
	}
}
