package org.chimle.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;

import org.chimle.engine.TinyModels;
import org.chimle.engine.config.Task;
import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.sample.Sampler;
import org.chimle.engine.tensor.Precision;
import org.chimle.engine.tensor.Torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeviceCheckTest {

	@Test
	void theCpuComputesCorrectly() {
		final DeviceReport report = DeviceCheck.run(JobMonitor.silent());
		final DeviceReport.Entry cpu = report.devices().get(0);
		assertEquals("cpu", cpu.name());
		assertTrue(cpu.works() && cpu.error() < 2e-6, report.text());
		assertTrue(cpu.forwardGflops() > 0 && cpu.backwardGflops() > 0, report.text());
		assertTrue(report.works());
		assertTrue(report.text().contains("convolution correct") && report.text().contains("auto takes: ") && report.text().contains(
			" free, training in float32"), report.text());
	}

	@Test
	void aWrongResultAndAFailureAreNamed() {
		final DeviceReport report = new DeviceReport("computer", "library", "none found", List.of(new DeviceReport.Entry("cpu",
			"memory", 1, 1, 0.1, Precision.BFLOAT16, ""), new DeviceReport.Entry("gpu 0", "", 0, 0, Double.NaN, Precision.FLOAT32,
				"out of memory")), "cpu", List.of("Buy one."));
		assertFalse(report.works());
		assertEquals("""
			CHIMLE device check
			computer: computer
			library: library
			NVIDIA driver: none found
			device cpu: convolution WRONG (error 1.0e-01), forward 1.0, backward 1.0 GFLOP/s
			  memory, training in float32 and bfloat16 (mixed precision)
			device gpu 0: cannot be used (out of memory)
			auto takes: cpu
			problem: Buy one.
			""", report.text());
		assertFalse(new DeviceReport.Entry("cpu", "", 1, 1, Double.NaN, Precision.FLOAT32, "").works());
	}

	@Test
	@Tag("gpu")
	void everyGpuComputesAndDrawsWhatTheCpuDraws() {
		final List<String> devices = Torch.devices();
		assumeTrue(devices.size() > 1, "PyTorch finds no GPU on this computer");
		final DeviceReport report = DeviceCheck.run(JobMonitor.silent());
		for (final DeviceReport.Entry device : report.devices()) assertTrue(device.works(), report.text());
		assertEquals("gpu 0", report.chosen());
		final float[] here = sample("cpu");
		final float[] there = sample("gpu 0");
		// Convolutions on a GPU may round their factors to 10 bits.
		for (int i = 0; i < here.length; i++) assertEquals(here[i], there[i], 2e-2, "pixel " + i);
	}

	private static float[] sample(final String device) {
		final SavedModel model = TinyModels.random(Task.SUPER_RESOLUTION);
		final FloatImage input = TinyModels.noise(1, 16, 3);
		try (Sampler sampler = new Sampler(model, device)) {
			return sampler.sample(input, LatentCode.ofSample(1, 0, 2), JobMonitor.silent()).data();
		}
	}
}
