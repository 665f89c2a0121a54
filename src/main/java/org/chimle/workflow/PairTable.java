package org.chimle.workflow;

import ij.measure.ResultsTable;

import java.util.List;

import org.chimle.image.PairFinding;
import org.chimle.image.PairSide;
import org.chimle.image.Tables;

/** The table of a {@link PairCheckJob}, one row a pair. Its headings are part of the interface. */
final class PairTable {

	private static final int DECIMALS = 3;

	private PairTable() {}

	static ResultsTable of(final List<PairFinding> pairs) {
		final ResultsTable table = Tables.empty(DECIMALS);
		for (final PairFinding pair : pairs) {
			table.incrementCounter();
			table.addLabel(pair.name());
			table.addValue("Verdict", pair.verdict());
			table.addValue("Scale", pair.scale() == 0 ? Double.NaN : pair.scale());
			table.addValue("Shift X (px)", pair.offset() == null ? Double.NaN : pair.offset().x());
			table.addValue("Shift Y (px)", pair.offset() == null ? Double.NaN : pair.offset().y());
			table.addValue("Peak (SD)", pair.offset() == null ? Double.NaN : pair.offset().significance());
			add(table, "Input", pair.input());
			add(table, "Target", pair.target());
			table.addValue("Problem", pair.problem());
			table.addValue("Caution", pair.caution());
		}
		return table;
	}

	private static void add(final ResultsTable table, final String side, final PairSide image) {
		final boolean known = image.kind() != null;
		table.addValue(side + " W (px)", known ? image.width() : Double.NaN);
		table.addValue(side + " H (px)", known ? image.height() : Double.NaN);
		table.addValue(side + " kind", known ? image.kind().label() : "");
		table.addValue(side + " min", image.least());
		table.addValue(side + " max", image.largest());
		table.addValue(side + " clipped (%)", 100 * image.clipped());
	}
}
