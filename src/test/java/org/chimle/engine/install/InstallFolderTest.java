package org.chimle.engine.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;

import org.chimle.engine.job.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallFolderTest {

	@TempDir
	private Path folder;

	private static Optional<Path> application(final Path jar) throws MalformedURLException {
		return InstallFolder.application(new CodeSource(jar.toUri().toURL(), (Certificate[]) null));
	}

	@Test
	void whatIsInstalledLiesBesideThePluginsOfImageJAndFiji() throws MalformedURLException {
		final Path app = folder.resolve("Fiji with blank.app");
		assertEquals(Optional.of(app), application(app.resolve("plugins/CHIMLE_-1.jar")));
		assertEquals(Optional.of(app), application(app.resolve("plugins/CHIMLE/CHIMLE_-1.jar")));
		assertEquals(Optional.of(app), application(app.resolve("jars/CHIMLE_-1.jar")));
		assertEquals(Optional.empty(), application(app.resolve("target/classes")));
		assertEquals(Optional.empty(), application(app.resolve("elsewhere/CHIMLE_-1.jar")));
		assertEquals(Optional.empty(), InstallFolder.application(null));
	}

	@Test
	void whereTheFirstPlaceCannotBeMadeTheNextIsTaken() throws Exception {
		final Path file = Files.createFile(folder.resolve("file"));
		assertEquals(folder.resolve("b"), new InstallFolder(List.of(file.resolve("a"), folder.resolve("b")), "NONE").writable());
	}

	@Test
	void whatDoesNotFitIsRefusedBeforeItIsFetched() throws IOException {
		final InstallFolder place = new InstallFolder(List.of(folder), "CHIMLE_PLACE");
		place.requireRoom(1, "a byte");
		final String message = assertThrows(InvalidInputException.class, () -> place.requireRoom(1e18, "all")).getMessage();
		assertTrue(message.startsWith("The folder " + folder + " has room for ") && message.contains(" MiB, but all needs " +
			"953674316407; free some, or name another folder with the environment variable CHIMLE_PLACE."), message);
	}
}
