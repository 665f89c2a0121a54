package org.chimle.workflow;

import ij.measure.ResultsTable;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import org.chimle.engine.feature.PublishedNetwork;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.weights.Installation;
import org.chimle.engine.weights.WeightFolder;
import org.chimle.engine.weights.WeightPart;

/**
 * Installs the published weights of a network, and lists which are installed.
 *
 * @param network the network, or null to list only
 * @param download whether to fetch what is missing from the official addresses; nothing else ever does so
 * @param file a file of weights on a disk, or null or blank with {@code download}
 */
public record WeightsJob(PublishedNetwork network, boolean download, String file) {

	/** Checks that it is said where the weights come from. */
	public WeightsJob {
		final boolean fromFile = file != null && !file.isBlank();
		if (network == null && fromFile) {
			throw new InvalidInputException("The weights file " + file + " is given but no network; say for which one.");
		}
		if (network != null && !download && !fromFile) {
			throw new InvalidInputException("No weights file is given for " + network.label() +
				"; choose one, or ask for the download of the official files.");
		}
		if (network != null && download && fromFile) {
			throw new InvalidInputException("Both a download and the weights file " + file +
				" are asked for; choose one of the two.");
		}
	}

	/**
	 * Runs the job.
	 *
	 * @param monitor told of progress, asked whether to stop
	 * @return a row per published file: network, file, whether it is installed, where, MiB and address; not yet shown
	 * @throws InvalidInputException if a file cannot be fetched, used or written
	 */
	public ResultsTable run(final JobMonitor monitor) {
		final WeightFolder folder = WeightFolder.usual();
		if (network != null) install(folder, monitor);
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		for (final PublishedNetwork each : PublishedNetwork.values()) {
			for (final WeightPart part : each.parts()) addRow(table, each, part, folder.find(part));
		}
		return table;
	}

	private void install(final WeightFolder folder, final JobMonitor monitor) {
		final Installation installation = new Installation(folder, monitor);
		if (!download) {
			installation.copy(Paths.of(file, "weights file"), network.parts());
			for (final WeightPart part : folder.missing(network.parts())) {
				monitor.say(network.title() + " also needs " + part.fileName() + " (" + part.address() + ").");
			}
			return;
		}
		if (folder.missing(network.parts()).isEmpty()) monitor.say(network.title() + " is installed already.");
		folder.missing(network.parts()).forEach(installation::download);
	}

	private static void addRow(final ResultsTable table, final PublishedNetwork network, final WeightPart part,
		final Optional<Path> file)
	{
		table.incrementCounter();
		table.addValue("Network", network.label());
		table.addValue("File", part.fileName());
		table.addValue("Installed", file.isPresent() ? "yes" : "no");
		table.addValue("Place", file.map(Path::toString).orElse(""));
		table.addValue("MiB", String.format(Locale.ROOT, "%.2f", part.mebibytes()));
		table.addValue("Address", part.address().toString());
	}
}
