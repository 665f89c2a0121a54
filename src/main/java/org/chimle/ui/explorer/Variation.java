package org.chimle.ui.explorer;

import org.chimle.engine.model.LevelSeeds;

/** What differs between the candidates of a level. */
enum Variation {
	BOTH("tone and texture"), TONE("tone only"), TEXTURE("texture only");

	private final String words;

	Variation(final String words) {
		this.words = words;
	}

	LevelSeeds candidate(final LevelSeeds kept, final long seed) {
		return new LevelSeeds(this == TEXTURE ? kept.global() : seed, this == TONE ? kept.local() : seed);
	}

	@Override
	public String toString() {
		return words;
	}
}
