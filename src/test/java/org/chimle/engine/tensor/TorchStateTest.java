package org.chimle.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchStateTest {

	private static final Path FOLDER = Path.of("lib");

	@Test
	void whereNobodyExpectsAGpuNothingIsSaid() {
		assertEquals(List.of(), new TorchState("", "", FOLDER, false, false, "", "", "").problems());
		assertEquals(List.of(), new TorchState("", "", FOLDER, true, true, "", "570", "\"0\"").problems());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"/nowhere | '' | false | false | '' | The PyTorch library that is asked for", //
		"'' | cu128 | false | false | '' | PYTORCH_FLAVOR is cu128, but", //
		"'' | banana | false | false | '' | PYTORCH_FLAVOR is banana, but the PyTorch in use was built for the CPU", //
		"'' | '' | false | false | 570 | There is an NVIDIA driver (570), but the PyTorch in use was built for the CPU", //
		"'' | '' | true | false | '' | The PyTorch in use was built for NVIDIA GPUs but finds none because there is no NVIDIA", //
		"'' | '' | true | false | 470 | The PyTorch in use was built for NVIDIA GPUs but finds none although there is" })
	void everyObstacleIsOneSentence(final String folder, final String flavor, final boolean forGpu, final boolean gpu,
		final String driver, final String start)
	{
		final List<String> problems = new TorchState(folder, flavor, FOLDER, forGpu, gpu, "", driver, "").problems();
		assertEquals(1, problems.size(), problems.toString());
		assertTrue(problems.get(0).startsWith(start) && problems.get(0).endsWith("."), problems.toString());
	}

	@Test
	void anInstalledLibraryWithoutADriverIsNamed() {
		assertEquals(List.of("The library for GPUs in /gpu is not used because there is no NVIDIA driver, so the CPU computes; " +
			"install one of version 570 or later, or remove the library with Plugins>CHIMLE>Install CHIMLE GPU Library..."),
			new TorchState("", "", FOLDER, false, false, "/gpu", "", "").problems());
		assertEquals(List.of(), new TorchState("", "", FOLDER, true, true, "/gpu", "570", "").problems());
	}

	@Test
	void whatHidesGpusIsNamed() {
		final TorchState hidden = new TorchState("", "", FOLDER, true, false, "", "570", "\"banana\"");
		assertEquals(List.of("The PyTorch in use was built for NVIDIA GPUs but finds none although there is an NVIDIA driver " +
			"(570); CUDA_VISIBLE_DEVICES is \"banana\", which may hide the GPU, so remove that setting, or update the driver to " +
			"version 570 or later."), hidden.problems());
		assertEquals("570, CUDA_VISIBLE_DEVICES is \"banana\"", hidden.gpuWords());
		assertEquals("none found", new TorchState("", "", FOLDER, false, false, "", "", "").gpuWords());
	}
}
