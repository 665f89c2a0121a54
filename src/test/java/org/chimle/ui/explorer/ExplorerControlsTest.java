package org.chimle.ui.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.chimle.engine.model.CodePath;
import org.junit.jupiter.api.Test;

class ExplorerControlsTest {

	@Test
	void showingASampleDoesNotChangeIt() {
		final CodePath between = CodePath.parse("1:g1002.l1002~g1001.l1001@0.333");
		final ExplorerState state = new ExplorerState(CodePath.parse("1:g1.l1"), 9);
		final ExplorerControls controls = new ExplorerControls(state);
		state.listen(controls::refresh);
		state.setPath(between);
		assertEquals(between, state.current(), "the slider has no place for a third");
	}
}
