package org.chimle.image;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.chimle.engine.config.ModelConfig;
import org.chimle.engine.data.Degradation;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.data.ImagePair;
import org.chimle.engine.data.Normalisation;
import org.chimle.engine.data.PairSource;

/**
 * The normalised pairs of a folder, read when they are asked for. Pairs used last are kept as long as they fit a fixed
 * amount of memory. Sides that the model cannot halve often enough are cropped at the right and the bottom.
 */
public final class FolderPairSource implements PairSource {

	private final FolderOfPairs folder;
	private final ModelConfig model;
	private final Normalisation normalisation;
	private final long cacheBytes;
	private final Map<Integer, ImagePair> cache = new LinkedHashMap<>(16, 0.75f, true);
	private long cached;

	/**
	 * @param folder the checked folder
	 * @param model the model to be trained
	 * @param normalisation its intensity ranges
	 */
	public FolderPairSource(final FolderOfPairs folder, final ModelConfig model, final Normalisation normalisation) {
		this(folder, model, normalisation, Math.min(1L << 29, Runtime.getRuntime().maxMemory() / 8));
	}

	FolderPairSource(final FolderOfPairs folder, final ModelConfig model, final Normalisation normalisation,
		final long cacheBytes)
	{
		this.folder = folder;
		this.model = model;
		this.normalisation = normalisation;
		this.cacheBytes = cacheBytes;
	}

	@Override
	public int size() {
		return folder.size();
	}

	@Override
	public String name(final int index) {
		return folder.name(index);
	}

	@Override
	public long fingerprint(final int index) {
		return folder.fingerprint(index);
	}

	@Override
	public synchronized ImagePair get(final int index) {
		final ImagePair known = cache.get(index);
		if (known != null) return known;
		final ImagePair pair = read(index);
		cache.put(index, pair);
		cached += bytes(pair);
		final Iterator<ImagePair> leastRecent = cache.values().iterator();
		while (cached > cacheBytes && leastRecent.hasNext()) {
			cached -= bytes(leastRecent.next());
			leastRecent.remove();
		}
		return pair;
	}

	@Override
	public ImagePair get(final int index, final long draw) {
		final ImagePair pair = get(index);
		return degradation().isRandom() ? new ImagePair(pair.name(), input(index, draw), pair.target()) : pair;
	}

	@Override
	public Degradation degradation() {
		return folder.degradation();
	}

	synchronized int cachedPairs() {
		return cache.size();
	}

	private ImagePair read(final int index) {
		final FloatImage input = input(index, 0);
		final FloatImage target = folder.target(index).image();
		final FloatImage cropped = target.crop(0, 0, input.height() * model.scale(), input.width() * model.scale());
		return new ImagePair(name(index), input, normalisation.normaliseTarget(cropped));
	}

	private FloatImage input(final int index, final long draw) {
		return crop(ConditioningInput.of(folder.input(index, draw).image(), model.task(), normalisation));
	}

	private FloatImage crop(final FloatImage input) {
		final int multiple = model.sizeMultiple();
		return input.crop(0, 0, input.height() / multiple * multiple, input.width() / multiple * multiple);
	}

	private static long bytes(final ImagePair pair) {
		return 4L * (pair.input().data().length + pair.target().data().length);
	}
}
