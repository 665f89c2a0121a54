package org.chimle.image;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.chimle.engine.data.Degradation;
import org.chimle.engine.data.Degrader;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.SeededRandom;

/**
 * Inputs that are made of the targets. They are what a file of the targets' bit depth would hold: whole numbers within its
 * range, except for 32-bit images. The noise depends on the seed, the target's pixels and the number of the draw alone.
 * Blurred images are kept as long as memory allows.
 */
final class SharpInputs implements PairInputs {

	private final Degradation degradation;
	private final Degrader degrader;
	private final long seed;
	private final Map<String, SoftReference<FloatImage>> blurred = new ConcurrentHashMap<>();

	/**
	 * @param degradation with its full scale
	 * @param psf its measured blur, or null
	 * @param seed of the noise
	 */
	SharpInputs(final Degradation degradation, final PsfFile psf, final long seed) {
		this.degradation = degradation;
		this.seed = seed;
		degrader = new Degrader(degradation, psf == null ? null : psf.kernel(), Jpeg::compressed);
	}

	@Override
	public Degradation degradation() {
		return degradation;
	}

	@Override
	public LoadedImage read(final PairFacts pair, final long draw) {
		final ImageKind kind = pair.inputKind();
		final FloatImage image = degrader.finish(clean(pair), SeededRandom.of(seed, pair.fingerprint(), draw));
		if (kind.bitDepth() == 32) return new LoadedImage(image, kind);
		for (int i = 0; i < image.data().length; i++) {
			image.data()[i] = (float) Math.max(0, Math.min(kind.largestValue(), Math.rint(image.data()[i])));
		}
		return new LoadedImage(image, kind);
	}

	private FloatImage clean(final PairFacts pair) {
		final SoftReference<FloatImage> kept = blurred.get(pair.files().name());
		final FloatImage known = kept == null ? null : kept.get();
		if (known != null) return known;
		final int factor = degradation.factor();
		final FloatImage sharp = ImageReader.read(pair.files().target()).image();
		final FloatImage made = degrader.clean(sharp.crop(0, 0, sharp.height() / factor * factor, sharp.width() / factor *
			factor));
		blurred.put(pair.files().name(), new SoftReference<>(made));
		return made;
	}
}
