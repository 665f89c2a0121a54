package org.chimle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

import org.chimle.engine.benchmark.Benchmark;
import org.chimle.engine.benchmark.BenchmarkReport;
import org.chimle.engine.benchmark.ConfigurationSpeed;
import org.chimle.engine.benchmark.ConfigurationSpeed.Rate;
import org.chimle.engine.benchmark.ConfigurationSpeed.Speeds;
import org.chimle.engine.benchmark.MachineSpeed;
import org.chimle.engine.benchmark.MemoryCase;
import org.chimle.engine.tensor.Precision;
import org.junit.jupiter.api.Test;

class BenchmarkPageTest {

	private static List<String> page(final Benchmark.Effort effort) {
		return page(effort, Precision.BFLOAT16, new Speeds(new Rate(100, 180), new Rate(3, 120), new Rate(3, 140)));
	}

	private static List<String> page(final Benchmark.Effort effort, final Precision quick, final Speeds quickly) {
		final ConfigurationSpeed speed = new ConfigurationSpeed("FAST", new Speeds(new Rate(50, 90), new Rate(2, 80), new Rate(1.5,
			70)), quickly, 3);
		return new BenchmarkPage(new BenchmarkReport(new MachineSpeed("Linux, 2 cores", 200, 100), effort, quick, List.of(speed),
			List.of(new BenchmarkReport.Peak(MemoryCase.BALANCED_TRAINING, 900), new BenchmarkReport.Peak(MemoryCase.PAPER_STEP,
				-1))), "cpu", LocalDate.of(2026, 2, 3)).lines();
	}

	/** @return the cells of the rows whose first cell is given */
	private static List<List<String>> rows(final List<String> page, final String first) {
		return page.stream().filter(line -> line.startsWith("| ")).map(line -> Arrays.stream(line.substring(1).split("\\|"))
			.map(String::strip).toList()).filter(cells -> cells.get(0).equals(first)).toList();
	}

	@Test
	void sharesAreOfTheBareConvolution() {
		final List<String> page = page(Benchmark.Effort.FULL);
		assertTrue(page.contains(
			"Linux, 2 cores, device cpu. Matrix product 200 GFLOP/s, bare 3 x 3 convolution of 64 channels 100 GFLOP/s."), page
				.toString());
		assertEquals(List.of(List.of("fast", "candidates", "50.00", "90.0", "0.90", "0.80", "100.00", "2.00"), List.of("fast",
			"samples", "2.00", "80.0", "0.80", "0.80", "3.00", "1.50"), List.of("fast", "steps", "1.50", "70.0", "0.70", "0.70",
				"3.00", "2.00"), // 3 s every 5 minutes
			List.of("fast", "3000", "0.990", "2")), rows(page, "fast"));
		assertEquals(List.of("bfloat16", "times"), rows(page, "preset").get(0).subList(6, 8));
	}

	@Test
	void aDeviceWithoutAShorterFormatHasNoFiguresOfIt() {
		final List<String> page = page(Benchmark.Effort.FULL, Precision.FLOAT32, null);
		assertEquals(List.of("fast", "samples", "2.00", "80.0", "0.80", "0.80", "-", "-"), rows(page, "fast").get(1));
		assertTrue(page.get(6).endsWith("this device is quick with no shorter number format."), page.get(6));
	}

	@Test
	void unknownMemoryIsNoNumber() {
		final List<String> page = page(Benchmark.Effort.FULL);
		assertEquals("900", rows(page, MemoryCase.BALANCED_TRAINING.words()).get(0).get(1));
		assertEquals("?", rows(page, MemoryCase.PAPER_STEP.words()).get(0).get(1));
	}

	@Test
	void aQuickBenchmarkSaysSo() {
		assertTrue(page(Benchmark.Effort.QUICK).get(2).startsWith(
			"Written by `scripts/benchmark --quick`, whose figures are rough, 2026-02-03."));
		assertTrue(page(Benchmark.Effort.FULL).get(2).startsWith("Written by `scripts/benchmark`, 2026-02-03."));
	}
}
