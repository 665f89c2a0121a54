package org.chimle.ij1;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.chimle.command.BatchCommand;
import org.chimle.command.CheckDeviceCommand;
import org.chimle.command.CheckPairsCommand;
import org.chimle.command.ChimleCommand;
import org.chimle.command.CoverageCommand;
import org.chimle.command.ExploreCommand;
import org.chimle.command.GenerateCommand;
import org.chimle.command.Inputs;
import org.chimle.command.InstallGpuLibraryCommand;
import org.chimle.command.InstallWeightsCommand;
import org.chimle.command.MeasureCommand;
import org.chimle.command.MeasureFoldersCommand;
import org.chimle.command.OpenSampleDataCommand;
import org.chimle.command.TrainCommand;
import org.chimle.command.TrainSharpCommand;
import org.chimle.engine.job.InvalidInputException;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.MethodCallException;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;

/** Runs a command from ImageJ's menu or a macro: inputs from options or a dialog, results to windows. */
final class Launcher {

	/** The commands by the keys of plugins.config. */
	static final Map<String, Class<? extends ChimleCommand>> JOBS = Map.ofEntries( //
		Map.entry("check-pairs", CheckPairsCommand.class), //
		Map.entry("train", TrainCommand.class), //
		Map.entry("train-sharp", TrainSharpCommand.class), //
		Map.entry("generate", GenerateCommand.class), //
		Map.entry("explore", ExploreCommand.class), //
		Map.entry("batch", BatchCommand.class), //
		Map.entry("measure", MeasureCommand.class), //
		Map.entry("measure-folders", MeasureFoldersCommand.class), //
		Map.entry("coverage", CoverageCommand.class), //
		Map.entry("sample-data", OpenSampleDataCommand.class), //
		Map.entry("weights", InstallWeightsCommand.class), //
		Map.entry("gpu-library", InstallGpuLibraryCommand.class), //
		Map.entry("device", CheckDeviceCommand.class));

	private final Host host;
	private final ChimleCommand command;
	private final String title;

	private Launcher(final Host host, final Class<? extends ChimleCommand> type) {
		this.host = host;
		command = (ChimleCommand) host.context().service(ModuleService.class).createModule(info(host, type));
		title = command.getInfo().getTitle();
		command.leaveReportingToCaller();
	}

	/**
	 * @param job a key of plugins.config
	 * @param options the macro's options, or null if a user asked
	 */
	static void run(final String job, final String options) {
		run(Host.get(), JOBS.get(job), options);
	}

	/** The same for any command and host. */
	static void run(final Host host, final Class<? extends ChimleCommand> type, final String options) {
		final Launcher launcher = new Launcher(host, type);
		final ErrorReport report = new ErrorReport(launcher.title, options != null);
		try {
			if (launcher.getInputs(options)) launcher.execute(options);
			else {
				Macro.abort();
				if (Recorder.record) Recorder.setCommand(null); // a line without options would only open the dialog again
			}
		}
		catch (final InvalidInputException exc) {
			report.mistake(exc);
			return;
		}
		catch (final ExecutionException | MethodCallException exc) {
			report.fault(exc);
			return;
		}
		catch (final InterruptedException exc) {
			launcher.command.stop();
			Thread.currentThread().interrupt();
		}
		if (launcher.command.isToBeAskedAgain()) {
			Recorder.resetCommandOptions(); // else the options of both dialogs would be recorded
			run(host, type, null);
			return;
		}
		launcher.command.failure().ifPresentOrElse(report::mistake, launcher::showResults);
		if (launcher.command.isStopped()) report.stopped();
	}

	/** @return false if the user cancelled the dialog */
	private boolean getInputs(final String options) throws MethodCallException {
		final List<ModuleItem<?>> items = Inputs.settable(command).toList();
		if (items.isEmpty()) return true;
		if (options != null || GraphicsEnvironment.isHeadless()) {
			final MacroOptions given = MacroOptions.parse(options == null ? "" : options);
			for (final var input : InputTexts.parse(items, given.values()).entrySet()) set(input.getKey(), input.getValue());
			items.forEach(item -> command.resolveInput(item.getName()));
			giveImage(items);
			return true;
		}
		giveImage(items);
		if (host.asks()) return true;
		command.initialize();
		return ParameterDialog.ask(title, command, this::set);
	}

	/** The current image is looked up here, on the macro's thread: in batch mode other threads see another one. */
	private void giveImage(final List<ModuleItem<?>> items) {
		for (final ModuleItem<?> item : items) {
			if (item.getType() != ImagePlus.class || command.getInput(item.getName()) != null) continue;
			final ImagePlus image = WindowManager.getCurrentImage();
			if (image == null) {
				throw new InvalidInputException("No image is open; open one and start \"" + title + "\" again.");
			}
			set(item.getName(), image);
		}
	}

	private void set(final String name, final Object value) {
		command.setInput(name, value);
		command.resolveInput(name);
	}

	private void execute(final String options) throws ExecutionException, InterruptedException {
		final ModuleService modules = host.context().service(ModuleService.class);
		final PluginService plugins = host.context().service(PluginService.class);
		ErrorReport.closeProblems();
		final MonitorLink monitor = new MonitorLink(title, command, options == null);
		final StopWatch watch = new StopWatch(title, command, options == null, monitor::isOpen);
		try {
			if (host.asks()) {
				modules.run(command, plugins.createInstancesOfType(PreprocessorPlugin.class), ResultWindows.before(plugins
					.createInstancesOfType(PostprocessorPlugin.class))).get();
			}
			else modules.run(command, false).get();
		}
		finally {
			watch.close();
			monitor.close();
			IJ.showProgress(1); // takes the bar away, however the job ended
		}
	}

	private void showResults() {
		if (!command.isCanceled()) ResultWindows.show(command);
	}

	private static CommandInfo info(final Host host, final Class<? extends ChimleCommand> type) {
		final CommandInfo info = host.context().service(CommandService.class).getCommand(type);
		return info == null ? new CommandInfo(type) : info;
	}
}
