package org.chimle.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.Macro;

import java.io.File;
import java.util.List;
import java.util.Map;

import org.chimle.command.ChimleCommand;
import org.chimle.command.FakeCommand;
import org.chimle.command.GenerateCommand;
import org.chimle.command.Inputs;
import org.chimle.command.MeasureCommand;
import org.chimle.command.TrainCommand;
import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.plugin.Plugin;

class InputTextsTest {

	private final List<ModuleItem<?>> items = items(FakeCommand.class);

	@Test
	void convertsEveryType() {
		final Map<String, String> texts = Map.of("mode", "LOOP", "model_file", "/a b", "count", "9", "share", "5e-1", "seed",
			"-9007199254740993", "tick_me", "");
		assertEquals(Map.of("mode", "loop", "model_file", new File("/a b"), "count", 9, "share", 0.5, "seed",
			-9007199254740993L, "tick_me", true), InputTexts.parse(items, texts));
	}

	@Test
	void acceptsBothFormsOfACheckbox() {
		for (final String word : List.of("", "true", "True", "yes", "1")) assertEquals(true, parse("tick_me", word));
		for (final String word : List.of("false", "no", "0")) assertEquals(false, parse("tick_me", word));
	}

	@Test
	void saysWhatIsWrong() {
		assertProblem("count", "10", "Count is 10 but must be between 1 and 9.");
		assertProblem("count", "2.5", "Count is \"2.5\" but must be a whole number.");
		assertProblem("share", "much", "Share is \"much\" but must be a number.");
		assertProblem("share", "NaN", "Share is NaN but must be between 0.0 and 0.5.");
		assertProblem("mode", "fast", "Mode is \"fast\" but must be one of: work, mistake, pairs, fault, memory, loop, warn.");
		assertProblem("tick_me", "perhaps", "Tick me (tick_me) is \"perhaps\" but must be true or false.");
		assertProblem("cuont", "1", "There is no option \"cuont\"; the options are image, mode, model_file, count, share, " +
			"seed, tick_me.");
	}

	/** Plain ImageJ records the first word of the label, so it must be the key that Fiji records. */
	@Test
	void labelsOfTheDialogRecordTheFieldNames() {
		for (final Class<? extends ChimleCommand> type : List.of(TrainCommand.class, GenerateCommand.class,
			MeasureCommand.class))
		{
			for (final ModuleItem<?> item : items(type)) {
				final String label = DialogField.label(item);
				assertEquals(item.getName(), Macro.trimKey(label));
				assertEquals(item.getLabel(), label.replace('_', ' '), "the user reads the same label in both hosts");
				assertTrue(!item.getDescription().isBlank(), item.getName());
			}
		}
	}

	private Object parse(final String name, final String text) {
		return InputTexts.parse(items, Map.of(name, text)).get(name);
	}

	private void assertProblem(final String name, final String text, final String sentence) {
		assertEquals(sentence, assertThrows(InvalidInputException.class, () -> parse(name, text)).getMessage());
	}

	private static List<ModuleItem<?>> items(final Class<? extends ChimleCommand> type) {
		return Inputs.settable(SciJava.context().service(ModuleService.class).createModule(
			new CommandInfo(type, type.getAnnotation(Plugin.class)))).toList();
	}
}
