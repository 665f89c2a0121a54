package org.chimle.ui.explorer;

/** What levels are called where a user reads of them. */
final class LevelWords {

	private LevelWords() {}

	/**
	 * @param level from 0
	 * @param levels how many there are
	 * @return e.g. {@code "1 coarse"}
	 */
	static String of(final int level, final int levels) {
		return level + 1 + " " + kind(level, levels);
	}

	/** @return the same without the number */
	static String kind(final int level, final int levels) {
		if (levels == 1) return "the only level";
		if (level == 0) return "coarse";
		return level == levels - 1 ? levels == 2 ? "fine" : "finest" : level == 1 ? "finer" : "finer still";
	}
}
