package org.chimle;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house: which package may know which. A rule without classes to check fails, so none of these is vacuous. */
class ArchitectureTest {

	private static final String ROOT = "org.chimle.";

	private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(
		new ImportOption.DoNotIncludeTests()).importPackages("org.chimle");

	/** Every package and the packages of the project it may know besides itself. */
	private static final Map<String, String> ARROWS = Map.ofEntries( //
		Map.entry("engine.job", ""), //
		Map.entry("engine.file", ""), //
		Map.entry("engine.config", "engine.job"), //
		Map.entry("engine.install", "engine.job"), //
		Map.entry("engine.gpu", "engine.job engine.install"), //
		Map.entry("engine.tensor", "engine.job engine.config engine.gpu"), //
		Map.entry("engine.data", "engine.job engine.config"), //
		Map.entry("engine.simulate", "engine.job engine.config engine.data"), //
		Map.entry("engine.nn", "engine.job engine.config engine.tensor engine.data"), //
		Map.entry("engine.weights", "engine.job engine.file engine.install"), //
		Map.entry("engine.feature", "engine.job engine.config engine.tensor engine.weights"), //
		Map.entry("engine.perceptual", "engine.job engine.config engine.tensor engine.data engine.nn engine.weights " +
			"engine.feature engine.file"), //
		Map.entry("engine.model", "engine.job engine.config engine.tensor engine.data engine.nn engine.file"), //
		Map.entry("engine.sample", "engine.job engine.config engine.tensor engine.data engine.nn engine.model"), //
		Map.entry("engine.train", "engine.job engine.config engine.tensor engine.data engine.nn engine.model " +
			"engine.perceptual"), //
		Map.entry("engine.metric", "engine.job engine.config engine.tensor engine.data engine.perceptual"), //
		Map.entry("engine.distribution", "engine.job engine.config engine.tensor engine.data engine.weights " +
			"engine.feature engine.perceptual"), //
		Map.entry("engine.inversion", "engine.job engine.config engine.tensor engine.data engine.nn engine.model " +
			"engine.perceptual engine.metric"), //
		Map.entry("engine.distill", "engine.job engine.config engine.tensor engine.data engine.perceptual engine.model " +
			"engine.sample engine.metric"), //
		Map.entry("engine.benchmark", "engine.job engine.config engine.tensor engine.data engine.model engine.sample " +
			"engine.train"), //
		Map.entry("engine.device", "engine.job engine.config engine.tensor"), //
		Map.entry("engine.registration", "engine.data"), //
		Map.entry("image", "engine.job engine.config engine.data engine.simulate engine.registration"), //
		Map.entry("workflow", "image engine.."), //
		Map.entry("worker", "workflow image engine.."), //
		Map.entry("ui.monitor", "image engine.job"), //
		Map.entry("ui.explorer", "workflow engine.job engine.model"), //
		Map.entry("command", "worker workflow ui.. image engine.."), //
		Map.entry("ij1", "command worker workflow ui.. image engine.."), //
		Map.entry("cli", "worker workflow image engine.."));

	static Set<String> packages() {
		return CLASSES.stream().map(type -> type.getPackageName().substring(ROOT.length())).collect(Collectors.toCollection(
			TreeSet::new));
	}

	@Test
	void everyPackageHasItsPlaceInTheHouse() {
		assertEquals(new TreeSet<>(ARROWS.keySet()), packages());
	}

	@ParameterizedTest
	@MethodSource("packages")
	void aPackageKnowsOnlyThoseBelowIt(final String name) {
		onlyKnows(name, ARROWS.getOrDefault(name, "")).check(CLASSES);
	}

	@Test
	void packagesHaveNoCycles() {
		slices().matching("org.chimle.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void theEngineKnowsNoHost() {
		knowsNoHost("org.chimle.engine..").check(CLASSES);
	}

	@Test
	void onlyTheTensorPackageTouchesTheInsidesOfTheTensorLibrary() {
		noClasses().that().resideOutsideOfPackage("org.chimle.engine.tensor..").should().dependOnClassesThat()
			.resideInAPackage("ai.djl.pytorch..").check(CLASSES);
	}

	@Test
	void onlyInstallationUsesTheNetwork() {
		noClasses().that().resideOutsideOfPackage("org.chimle.engine.install..").should().dependOnClassesThat()
			.resideInAPackage("java.net.http..").check(CLASSES);
	}

	@Test
	void hostsTouchNoTensors() {
		noClasses().that().resideInAnyPackage("org.chimle.command..", "org.chimle.ij1..", "org.chimle.cli..",
			"org.chimle.image..", "org.chimle.workflow..", "org.chimle.worker..").should().dependOnClassesThat()
			.resideInAPackage("ai.djl..").check(CLASSES);
	}

	@Test
	void onlyTheTerminalPrints() {
		// The worker process talks to its host through them.
		noClasses().that().resideOutsideOfPackage("org.chimle.cli..").and().doNotHaveFullyQualifiedName(
			"org.chimle.worker.WorkerMain").should(ACCESS_STANDARD_STREAMS).check(CLASSES);
	}

	/** Names of files, labels and tables must not have the digits and letters of the user's language. */
	@Test
	void nothingDependsOnTheLanguageOfTheComputer() {
		noClasses().should().callMethod(String.class, "format", String.class, Object[].class).orShould().callMethod(
			String.class, "formatted", Object[].class).orShould().callMethod(String.class, "toLowerCase").orShould()
			.callMethod(String.class, "toUpperCase").check(CLASSES);
	}

	/** The rules must be able to fail: each is tried on a package that breaks it. */
	@Test
	void theRulesFindWhatTheyLookFor() {
		assertThrows(AssertionError.class, () -> onlyKnows("engine.model", "engine.job").check(CLASSES));
		assertThrows(AssertionError.class, () -> knowsNoHost("org.chimle.image..").check(CLASSES));
		assertThrows(AssertionError.class, () -> noClasses().should(ACCESS_STANDARD_STREAMS).check(CLASSES));
		assertThrows(AssertionError.class, () -> noClasses().should().dependOnClassesThat().resideInAPackage(
			"ai.djl.pytorch..").check(CLASSES));
	}

	private static ArchRule knowsNoHost(final String packages) {
		return noClasses().that().resideInAPackage(packages).should().dependOnClassesThat().resideInAnyPackage("ij..",
			"net.imglib2..", "org.scijava..", "java.awt..", "javax.swing..");
	}

	private static ArchRule onlyKnows(final String name, final String others) {
		final String[] allowed = Stream.concat(Stream.of(name), Arrays.stream(others.split(" ")).filter(other -> !other
			.isEmpty())).map(ROOT::concat).toArray(String[]::new);
		return classes().that().resideInAPackage(ROOT + name).should().onlyDependOnClassesThat(resideInAnyPackage(allowed).or(
			resideOutsideOfPackage("org.chimle..")));
	}
}
