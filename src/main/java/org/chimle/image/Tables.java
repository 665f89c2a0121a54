package org.chimle.image;

import ij.measure.ResultsTable;

/** Makes tables of results. */
public final class Tables {

	private Tables() {}

	/**
	 * @param decimals how many of a number are shown
	 * @return a table without rows, which are not numbered: labels name them
	 */
	public static ResultsTable empty(final int decimals) {
		final ResultsTable table = new ResultsTable();
		table.setPrecision(decimals);
		table.showRowNumbers(false);
		return table;
	}
}
