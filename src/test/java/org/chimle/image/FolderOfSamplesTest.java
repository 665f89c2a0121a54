package org.chimle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.testing.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderOfSamplesTest {

	@TempDir
	private Path folder;

	private void save(final String file) {
		TestImages.save(folder.resolve(file).getParent(), Path.of(file).getFileName().toString(), 8, 12, 10);
	}

	private FolderOfSamples open(final boolean inputs) {
		return FolderOfSamples.open(folder.resolve("s"), folder.resolve("r"), inputs ? folder.resolve("i") : null);
	}

	@Test
	void samplesBelongToTheLongestReferenceTheirNamesBeginWith() {
		for (final String name : List.of("s/cell-samples.tif", "s/cell_1_01.png", "s/cell_1_02.png", "s/cell_10.tif",
			"s/cell-mean.tif", "s/cell-sd.tif", "s/other.tif", "r/cell.tif", "r/cell_1.tif", "r/lonely.tif", "i/cell.png")) save(name);
		final FolderOfSamples found = open(true);
		assertEquals(List.of("cell", "cell_1", "lonely", "other"), found.groups().stream().map(FolderOfSamples.Group::name)
			.toList());
		assertEquals(List.of("cell-samples.tif", "cell_10.tif"), names(found.groups().get(0).samples()));
		assertEquals(List.of("cell_1_01.png", "cell_1_02.png"), names(found.groups().get(1).samples()));
		assertEquals("cell.png", found.groups().get(0).input().getFileName().toString());
		assertNull(found.groups().get(3).reference());
		assertEquals(List.of("cell-mean", "cell-sd", "cell_1", "lonely", "other"), found.problems().stream().map(
			PairProblem::name).toList());
		assertTrue(found.problems().stream().allMatch(problem -> problem.problem().endsWith(".")));
		assertEquals(4, open(false).problems().size());
	}

	private static List<String> names(final List<Path> files) {
		return files.stream().map(file -> file.getFileName().toString()).toList();
	}

	@Test
	void foldersThatCannotBeUsedAreRefused() {
		save("s/a.tif");
		assertTrue(assertThrows(InvalidInputException.class, () -> open(false)).getMessage().contains("does not exist"));
		save("r/a.txt");
		assertTrue(assertThrows(InvalidInputException.class, () -> open(false)).getMessage().contains("has no images"));
		assertTrue(assertThrows(InvalidInputException.class, () -> FolderOfSamples.open(folder.resolve("s"), folder.resolve(
			"s"), null)).getMessage().contains("same folder"));
	}

	@Test
	void singleImagesBecomeAStackAndOddOnesAreNamed() {
		save("s/a_1.png");
		save("s/a_2.png");
		TestImages.save(folder.resolve("s"), "a_3.png", 8, 9, 9);
		final Path broken = TestImages.save(folder.resolve("s"), "a_4.tif", 16, 12, 10);
		final List<String> skipped = new ArrayList<>();
		final List<Path> files = List.of(folder.resolve("s/a_1.png"), folder.resolve("s/a_2.png"), folder.resolve("s/a_3.png"),
			broken, folder.resolve("s/missing.tif"));
		final ImagePlus samples = SampleFiles.open("a", files, (name, reason) -> skipped.add(name + ": " + reason));
		assertEquals(2, samples.getNFrames());
		assertEquals(3, skipped.size(), skipped.toString());
		assertTrue(skipped.get(0).startsWith("a_3.png: It is 9 x 9"), skipped.get(0));
		assertTrue(skipped.get(2).contains("does not exist"), skipped.get(2));
	}

	@Test
	void aStackAmongSingleImagesIsTakenAlone() {
		save("s/a_1.png");
		final Path stack = TestImages.save(TestImages.stack("a", 8, 12, 10, 1, 1, 4), folder.resolve("s/a-samples.tif"));
		final List<String> skipped = new ArrayList<>();
		final ImagePlus samples = SampleFiles.open("a", List.of(folder.resolve("s/a_1.png"), stack), (name, reason) -> skipped
			.add(name));
		assertEquals(4, samples.getNFrames());
		assertEquals("a", samples.getTitle());
		assertEquals(List.of("a_1.png"), skipped);
	}
}
