package org.chimle.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import ij.IJ;
import ij.ImagePlus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.chimle.command.ChimleCommand;
import org.chimle.command.Inputs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

/** Every command of the menu as a script runs it: through ModuleService in a SciJava context, with the same options. */
class ScriptReplayTest {

	@TempDir
	private static Path data;

	@BeforeAll
	static void write() throws Exception {
		ReplayData.write(data);
	}

	static Set<String> jobs() {
		return MenuEntries.byJob().keySet();
	}

	@ParameterizedTest
	@MethodSource("jobs")
	void deliversItsOutputs(final String job) throws Exception {
		final ReplayCase replay = ReplayCases.of(job);
		final Module module = Modules.of(job);
		SciJava.context().service(ModuleService.class).run(module, false, inputs(module, replay)).get();
		assertNull(((ChimleCommand) module).getCancelReason());
		final Set<String> delivered = new HashSet<>();
		for (final ModuleItem<?> item : module.getInfo().outputs()) {
			if (module.getOutput(item.getName()) != null) delivered.add(item.getName());
		}
		assertEquals(Set.copyOf(replay.outputs()), delivered);
	}

	/** ImageJ records nothing for a box that is not ticked, and a key that is missing means the default. */
	@ParameterizedTest
	@MethodSource("jobs")
	void noBoxIsTickedUnlessAsked(final String job) {
		final Module module = Modules.of(job);
		Inputs.settable(module).filter(item -> item.getType() == boolean.class).forEach(item -> assertFalse((boolean) module
			.getInput(item.getName()), item.getName()));
	}

	private static Map<String, Object> inputs(final Module module, final ReplayCase replay) {
		final Map<String, String> texts = new HashMap<>(MacroOptions.parse(replay.options()).values());
		texts.replaceAll((key, value) -> ReplayCase.in(data, value));
		// Where a macro names an open image, a script without a screen names its file.
		for (final String file : replay.before()) texts.replaceAll((key, value) -> value.equals(file) ? path(file) : value);
		final List<ModuleItem<?>> items = Inputs.settable(module).toList();
		final Map<String, Object> inputs = new HashMap<>(InputTexts.parse(items, texts));
		for (final ModuleItem<?> item : items) {
			if (item.getType() != ImagePlus.class) continue;
			final ImagePlus current = IJ.openImage(path(replay.before().get(replay.before().size() - 1)));
			inputs.put(item.getName(), current);
		}
		return inputs;
	}

	private static String path(final String file) {
		final Path path = data.resolve(file);
		if (!Files.isRegularFile(path)) throw new AssertionError("there is no " + path);
		return path.toString();
	}
}
