package org.chimle.image;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.data.Lab;
import org.chimle.engine.data.Normalisation;

/**
 * Makes the network's conditioning image of an image in original units, the same way in training and in sampling.
 * For colourization that is the lightness CIE L/100: of the colours of an RGB image, else of the grey values as they
 * are seen on a screen after the stored range has mapped them to [0, 1].
 */
public final class ConditioningInput {

	private ConditioningInput() {}

	/**
	 * @param original intensities in original units; for colourization shape (1, H, W), or (3, H, W) of 0..255, else
	 *          (inputChannels, H, W)
	 * @param task the wiring
	 * @param normalisation the model's ranges
	 * @return the conditioning image, shape (inputChannels, H, W)
	 */
	public static FloatImage of(final FloatImage original, final Task task, final Normalisation normalisation) {
		if (task != Task.COLOURIZATION) return normalisation.normaliseInput(original);
		final FloatImage rgb = new FloatImage(3, original.height(), original.width());
		final IntensityRange range = original.channels() == 3 ? new IntensityRange(0, 255) : normalisation.input().get(0);
		for (int i = 0; i < rgb.data().length; i++) {
			rgb.data()[i] = Math.max(0, Math.min(1, range.toUnit(original.data()[i % original.data().length])));
		}
		return Planes.channelOf(Lab.networkFromRgb(rgb), 0);
	}

	/** @return whether an image of so many channels is taken as a whole: k channels, or RGB whose lightness is wanted */
	public static boolean takes(final ModelConfig model, final ImageKind kind) {
		return model.task() == Task.COLOURIZATION ? kind.rgb() || kind.channels() == 1 : kind.channels() == model
			.inputChannels();
	}
}
