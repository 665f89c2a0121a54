package org.chimle.engine.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFolderTest {

	private static final WeightPart PART = new WeightPart("net-1234", "net", URI.create("http://localhost/"), "1234", 1, List
		.of());

	@TempDir
	private Path folder;

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
		assertEquals(folder.resolve("a"), folders.folder().writable());
	}
}
