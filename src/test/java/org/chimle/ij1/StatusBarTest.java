package org.chimle.ij1;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusBarTest {

	@ParameterizedTest
	@ValueSource(strings = { "Running command: Train CHIMLE Model...", "Command finished: Train CHIMLE Model...",
		"Command canceled: Train CHIMLE Model..." })
	void whatScijavaSaysOfCommandsIsNotShown(final String text) {
		assertTrue(StatusBar.isAboutHost(text));
	}

	@Test
	void whatJobsSayIsShown() {
		assertFalse(StatusBar.isAboutHost("searching codes, level 1 of 2: 4/22"));
	}
}
