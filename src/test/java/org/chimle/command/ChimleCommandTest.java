package org.chimle.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.chimle.image.PairProblemsException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.ModuleService;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

/** The commands in a bare SciJava context, as a script without Fiji would run them. */
class ChimleCommandTest {

	private static Context context;
	private final ImagePlus image = IJ.createImage("ramp", "8-bit ramp", 16, 12, 1);

	@BeforeAll
	static void start() {
		context = new Context();
	}

	@AfterAll
	static void stop() {
		context.dispose();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void runsWithAnImageAndDefaults(final boolean process) throws Exception {
		final FakeCommand command = run(process, "image", image);
		assertFalse(command.isCanceled());
		assertEquals("work null 3 0.1 42 false", command.getOutput("seen"));
		assertEquals(16, ((ImagePlus) command.getOutput("copy")).getWidth());
	}

	@Test
	void honoursEveryInput() throws Exception {
		final FakeCommand command = run(true, "image", image, "model_file", "a b.chimle", "count", 7, "share", 0.25, "seed",
			9_007_199_254_740_993L, "tick_me", true);
		assertEquals("work a b.chimle 7 0.25 9007199254740993 true", command.getOutput("seen"));
	}

	@Test
	void cancelsWithTheSentenceOfAMistake() throws Exception {
		final FakeCommand command = run(true, "image", image, "mode", "mistake");
		assertTrue(command.isCanceled());
		assertEquals("Found a fake, expected a job; use the real one.", command.getCancelReason());
	}

	@Test
	void cancelsWithTheFirstProblemOfAFolder() throws Exception {
		final FakeCommand command = run(true, "image", image, "mode", "pairs");
		assertTrue(command.getCancelReason().contains("has 2 problems, the first being a: It is too large"), command
			.getCancelReason());
		assertEquals(2, ((PairProblemsException) command.failure().orElseThrow()).problems().size());
	}

	@Test
	void refusesValuesOutsideTheirRangeOrChoices() throws Exception {
		assertEquals("Count is 10 but must be between 1 and 9.", run(true, "image", image, "count", 10).getCancelReason());
		assertEquals("Share is NaN but must be between 0.0 and 0.5.", run(true, "image", image, "share", Double.NaN)
			.getCancelReason());
		assertEquals("Mode is \"x\" but must be one of: work, mistake, pairs, fault, memory, loop, warn.", run(true, "image", image,
			"mode", "x").getCancelReason());
	}

	@Test
	void saysThatNoImageIsOpen() throws Exception {
		final String sentence = "No image is open; open one and start \"Fake CHIMLE Job...\" again.";
		assertEquals(sentence, run(false).getCancelReason());
		assertEquals(sentence, run(false, "image", new ImagePlus()).getCancelReason());
	}

	@Test
	void turnsMissingMemoryIntoASentence() throws Exception {
		final String reason = run(true, "image", image, "mode", "memory").getCancelReason();
		assertTrue(reason.startsWith("The memory does not suffice"), reason);
	}

	@Test
	void leavesAFaultToTheHost() {
		final ExecutionException exc = assertThrows(ExecutionException.class, () -> run(false, "image", image, "mode",
			"fault"));
		assertTrue(exc.getCause().getCause() instanceof IllegalStateException);
	}

	/** Threads of a host are used for other plugins afterwards. */
	@Test
	void leavesTheThreadAsItWas() throws Exception {
		final FakeCommand command = (FakeCommand) context.service(ModuleService.class).createModule(info());
		command.setInput("image", image);
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		final ClassLoader hosts = new ClassLoader(before) {};
		thread.setContextClassLoader(hosts);
		try {
			command.run();
			assertEquals(hosts, thread.getContextClassLoader());
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	@Test
	void stopsSoonAfterCancelling() throws Exception {
		final ModuleService modules = context.service(ModuleService.class);
		final FakeCommand command = (FakeCommand) modules.createModule(info());
		final Future<FakeCommand> future = modules.run(command, true, "image", image, "mode", "loop");
		Thread.sleep(200);
		final long before = System.nanoTime();
		command.stop();
		future.get();
		assertTrue((System.nanoTime() - before) / 1_000_000 < 500, "took too long to stop");
		assertEquals("Cancelled by the user.", command.getCancelReason());
	}

	@Test
	void showsPhaseCountTimeLeftAndLoss() throws Exception {
		final StatusCollector collector = new StatusCollector();
		context.service(EventService.class).subscribe(collector);
		run(true, "image", image);
		for (int i = 0; i < 100 && collector.texts.stream().noneMatch(t -> t.contains("faking")); i++) Thread.sleep(20);
		assertTrue(collector.texts.contains("faking 1/2, 1 min 1 s left, loss 0.7500"), collector.texts.toString());
	}

	@Test
	void aWarningOutlastsTheJobInTheLog() throws Exception {
		final PrintStream console = System.out; // where ImageJ logs without a screen
		final ByteArrayOutputStream log = new ByteArrayOutputStream();
		System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
		try {
			run(true, "image", image);
			run(true, "image", image, "mode", "warn");
		}
		finally {
			System.setOut(console);
		}
		assertEquals(List.of("Fake CHIMLE Job: It may be wrong."), log.toString(StandardCharsets.UTF_8).lines().toList());
	}

	@Test
	void everyRealCommandIsFoundAndValid() {
		for (final Class<? extends ChimleCommand> type : List.of(TrainCommand.class, GenerateCommand.class,
			MeasureCommand.class, CheckDeviceCommand.class))
		{
			final CommandInfo info = context.service(CommandService.class).getCommand(type);
			assertTrue(info.isValid(), () -> info.getProblems().toString());
			assertFalse(info.isVisible());
			assertTrue(info.getMenuPath().isEmpty());
			Inputs.settable(context.service(ModuleService.class).createModule(info)).forEach(item -> assertFalse(item
				.isPersisted(), item.getName()));
		}
	}

	/** SciJava itself begins with what the superclass asks for. */
	@Test
	void theDialogBeginsWithWhatTheCommandIsAbout() {
		final Map<Class<? extends ChimleCommand>, List<String>> first = Map.of(TrainCommand.class, List.of("input_folder",
			"target_folder", "task", "preset"), TrainSharpCommand.class, List.of("target_folder", "factor"), BatchCommand.class,
			List.of("input_folder", "file_filter", "output_folder", "skip_existing", "model_file"), GenerateCommand.class, List
				.of("image", "model_file", "samples"));
		first.forEach((type, names) -> {
			final ChimleCommand command = (ChimleCommand) context.service(ModuleService.class).createModule(context.service(
				CommandService.class).getCommand(type));
			assertEquals(names, Inputs.settable(command).limit(names.size()).map(item -> item.getName()).toList());
			Inputs.order(command);
			final List<String> ordered = new ArrayList<>();
			command.getInfo().inputs().forEach(item -> ordered.add(item.getName()));
			ordered.retainAll(Inputs.settable(command).map(item -> item.getName()).toList());
			assertEquals(names, ordered.subList(0, names.size()));
			assertEquals(Inputs.settable(command).count(), ordered.size());
		});
	}

	@Test
	void theHelpOfEveryCommandLeadsToItsChapterOfTheGuide() {
		for (final PluginInfo<Command> plugin : context.service(PluginService.class).getPluginsOfType(Command.class)) {
			if (!plugin.getClassName().startsWith("org.chimle.") || plugin.getClassName().endsWith("FakeCommand")) continue;
			final ChimleCommand command = (ChimleCommand) context.service(ModuleService.class).createModule(context.service(
				CommandService.class).getCommand(plugin.getClassName()));
			assertTrue(Files.exists(Path.of("docs/guide", command.chapter() + ".md")), plugin.getClassName());
			assertEquals(command instanceof OpenSampleDataCommand, command.chapter().equals("index"), plugin.getClassName());
		}
	}

	@Test
	void namesTheMissingFolder() throws Exception {
		final CommandInfo info = context.service(CommandService.class).getCommand(TrainCommand.class);
		final TrainCommand command = (TrainCommand) context.service(ModuleService.class).run(info, false).get();
		assertTrue(command.getCancelReason().startsWith("No input folder is given (input_folder); choose "), command
			.getCancelReason());
	}

	private static CommandInfo info() {
		return new CommandInfo(FakeCommand.class, FakeCommand.class.getAnnotation(Plugin.class));
	}

	private static FakeCommand run(final boolean process, final Object... inputs) throws Exception {
		final ModuleService modules = context.service(ModuleService.class);
		return (FakeCommand) modules.run(info(), process, inputs).get();
	}

	/** Remembers what the status bar would show. */
	public static final class StatusCollector {

		private final List<String> texts = Collections.synchronizedList(new ArrayList<>());

		/** @param event a new status */
		@EventHandler
		public void onEvent(final StatusEvent event) {
			texts.add(String.valueOf(event.getStatusMessage()));
		}
	}
}
