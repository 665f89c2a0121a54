package org.chimle.ui.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.model.CodePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplorerDrawingTest implements ExplorerDrawing.Listener {

	private static final int TOO_LARGE = 901;
	private static final int BROKEN = 902;
	private static final int FAILING = 903;

	private final List<String> drawn = Collections.synchronizedList(new ArrayList<>());
	private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
	private final List<Boolean> mistakes = Collections.synchronizedList(new ArrayList<>());
	private final CountDownLatch begun = new CountDownLatch(1);
	private final CountDownLatch mayGoOn = new CountDownLatch(1);
	private final CountDownLatch ended = new CountDownLatch(1);
	private final CountDownLatch rested = new CountDownLatch(1);
	private final ExplorerDrawing drawing = new ExplorerDrawing(this::draw, rested::countDown, 50, Runnable::run, this);

	private ImagePlus draw(final CodePath path, final JobMonitor monitor) {
		if (path.level(0).global() == 0) throw new InvalidInputException("No such path.");
		if (path.level(0).global() == TOO_LARGE) throw new OutOfMemoryError("for a test");
		if (path.level(0).global() == BROKEN) throw new NoClassDefFoundError("for a test");
		drawn.add(path.text());
		begun.countDown();
		await(mayGoOn);
		if (path.level(0).global() == FAILING) throw new InvalidInputException("It failed.");
		return new ImagePlus("", new ByteProcessor(4, 3));
	}

	@AfterEach
	void close() {
		drawing.close();
	}

	@Test
	void picturesArriveInOrderAndAreKept() {
		mayGoOn.countDown();
		drawing.ask(paths(1, 3));
		await(ended);
		assertEquals(List.of("1:g1.l1", "1:g2.l2"), drawn);
		assertEquals(List.of("1:g1.l1 4x3", "1:g2.l2 4x3", "ended"), heard);
		final CountDownLatch again = new CountDownLatch(1);
		drawing.ask(paths(1, 3));
		drawing.run(monitor -> again.countDown());
		await(again);
		assertEquals(2, drawn.size(), "nothing is drawn twice");
		assertEquals(6, heard.size());
	}

	@Test
	void aNewRequestTakesThePlaceOfTheLast() {
		drawing.ask(paths(1, 100));
		await(begun);
		drawing.ask(paths(200, 202));
		mayGoOn.countDown();
		await(ended);
		assertEquals(List.of("1:g1.l1", "1:g200.l200", "1:g201.l201"), drawn);
		assertEquals(List.of("1:g200.l200 4x3", "1:g201.l201 4x3", "ended"), heard, "what is no longer wanted is not told");
	}

	@Test
	void aMistakeIsToldAndTheNextRequestWorks() {
		mayGoOn.countDown();
		drawing.ask(paths(0, 2));
		final CountDownLatch failed = new CountDownLatch(1);
		drawing.run(monitor -> failed.countDown());
		await(failed);
		assertEquals(List.of("failed: No such path."), heard);
		drawing.ask(paths(5, 6));
		await(ended);
		assertEquals(List.of("1:g5.l5"), drawn);
	}

	@Test
	void aFailureOfWhatIsNoLongerWantedDoesNotEndTheNextRequest() {
		drawing.ask(paths(FAILING, FAILING + 1));
		await(begun);
		drawing.ask(paths(1, 2));
		mayGoOn.countDown();
		await(ended);
		assertEquals(List.of("1:g1.l1 4x3", "ended"), heard);
	}

	@Test
	void aFailureOfOtherWorkDoesNotEndTheNextRequest() {
		mayGoOn.countDown();
		final CountDownLatch asked = new CountDownLatch(1);
		drawing.run(monitor -> {
			await(asked);
			throw new InvalidInputException("It failed.");
		});
		drawing.ask(paths(1, 2));
		asked.countDown();
		await(ended);
		assertEquals(List.of("failed: It failed.", "1:g1.l1 4x3", "ended"), heard);
	}

	@Test
	void whateverGoesWrongIsTold() {
		mayGoOn.countDown();
		for (final int path : new int[] { TOO_LARGE, BROKEN }) {
			drawing.ask(paths(path, path + 1));
			final CountDownLatch failed = new CountDownLatch(1);
			drawing.run(monitor -> failed.countDown());
			await(failed);
		}
		assertEquals(2, heard.size());
		assertTrue(heard.get(0).startsWith("failed: The memory does not suffice"), heard.get(0));
		assertTrue(mistakes.get(0), "a user can do something about it");
		assertFalse(mistakes.get(1));
	}

	@Test
	void theSourceMayRestWhenNothingIsAskedFor() {
		mayGoOn.countDown();
		drawing.ask(paths(1, 2));
		await(rested);
	}

	private static List<CodePath> paths(final int from, final int end) {
		return IntStream.range(from, end).mapToObj(i -> CodePath.parse("1:g" + i + ".l" + i)).toList();
	}

	private static void await(final CountDownLatch latch) {
		try {
			assertTrue(latch.await(20, TimeUnit.SECONDS));
		}
		catch (final InterruptedException exc) {
			throw new IllegalStateException(exc);
		}
	}

	@Override
	public void arrived(final CodePath path, final BufferedImage picture) {
		heard.add(path.text() + " " + picture.getWidth() + "x" + picture.getHeight());
	}

	@Override
	public void ended() {
		heard.add("ended");
		ended.countDown();
	}

	@Override
	public void failed(final RuntimeException exc) {
		heard.add("failed: " + exc.getMessage());
		mistakes.add(exc instanceof InvalidInputException);
	}
}
