package org.chimle.engine.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFolderTest {

	private static final WeightPart PART = new WeightPart("net-1234", "net", URI.create("http://localhost/"), "1234", 1, List
		.of());

	@TempDir
	private Path folder;

	private static Optional<Path> application(final Path jar) throws MalformedURLException {
		return WeightFolder.application(new CodeSource(jar.toUri().toURL(), (Certificate[]) null));
	}

	@Test
	void weightsLieBesideThePluginsOfImageJAndFiji() throws MalformedURLException {
		final Path app = folder.resolve("Fiji with blank.app");
		assertEquals(Optional.of(app), application(app.resolve("plugins/CHIMLE_-1.jar")));
		assertEquals(Optional.of(app), application(app.resolve("plugins/CHIMLE/CHIMLE_-1.jar")));
		assertEquals(Optional.of(app), application(app.resolve("jars/CHIMLE_-1.jar")));
		assertEquals(Optional.empty(), application(app.resolve("target/classes")));
		assertEquals(Optional.empty(), application(app.resolve("elsewhere/CHIMLE_-1.jar")));
		assertEquals(Optional.empty(), WeightFolder.application(null));
	}

	@Test
	void aPropertyNamesAnotherFolder() {
		System.setProperty(WeightFolder.PROPERTY, folder.toString());
		try {
			assertEquals(List.of(folder), WeightFolder.usual().places());
		}
		finally {
			System.clearProperty(WeightFolder.PROPERTY);
		}
		assertTrue(WeightFolder.usual().places().stream().allMatch(Path::isAbsolute));
	}

	@Test
	void filesAreFoundInEveryPlaceUnderEitherName() throws Exception {
		final WeightFolder folders = new WeightFolder(List.of(folder.resolve("a"), folder.resolve("b")));
		assertEquals(Optional.empty(), folders.find(PART));
		final Path whole = Files.createFile(Files.createDirectories(folder.resolve("b")).resolve("net.npz"));
		assertEquals(Optional.of(whole), folders.find(PART));
		final Path own = Files.createFile(Files.createDirectories(folder.resolve("a")).resolve("net-1234.safetensors"));
		assertEquals(Optional.of(own), folders.find(PART));
		assertEquals(folder.resolve("a"), folders.writable());
	}

	@Test
	void whereTheFirstPlaceCannotBeMadeTheNextIsTaken() throws Exception {
		final Path file = Files.createFile(folder.resolve("file"));
		assertEquals(folder.resolve("b"), new WeightFolder(List.of(file.resolve("a"), folder.resolve("b"))).writable());
	}
}
