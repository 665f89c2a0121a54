package org.chimle.ui.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.model.CodePath;
import org.junit.jupiter.api.Test;

class ExplorerStateTest {

	private final ExplorerState state = new ExplorerState(CodePath.parse("1:g1001.l1001 2:g2001.l2001 3:g3001.l3001"), 9);

	@Test
	void aChoiceLeadsToTheNextFinerLevel() {
		assertEquals("1:g1005.l1005", state.candidates().get(4).text());
		state.choose(4);
		assertEquals(1, state.level());
		assertEquals("1:g1005.l1005 2:g2002.l2002", state.candidates().get(1).text());
		state.choose(1);
		state.choose(8);
		assertEquals(2, state.level(), "there is none beyond the last");
		assertEquals("1:g1005.l1005 2:g2002.l2002 3:g3009.l3009", state.current().text());
		assertTrue(state.isKept(8));
		assertFalse(state.isKept(0));
	}

	@Test
	void goingBackKeepsTheFinerCodes() {
		state.choose(4);
		state.goTo(0);
		state.choose(2);
		assertEquals("1:g1003.l1003 2:g2001.l2001 3:g3001.l3001", state.current().text());
		state.goTo(-1);
		state.goTo(3);
		assertEquals(1, state.level());
	}

	@Test
	void toneAndTextureVaryApart() {
		state.vary(Variation.TONE);
		assertEquals("1:g1004.l1001", state.candidates().get(3).text());
		state.choose(3);
		state.vary(Variation.TEXTURE);
		assertEquals("1:g1004.l1001 2:g2001.l2007", state.candidates().get(6).text());
	}

	@Test
	void candidatesMayBeShownAsFinishedSamples() {
		state.finish(true);
		assertEquals("1:g1002.l1002 2:g2001.l2001 3:g3001.l3001", state.candidates().get(1).text());
	}

	@Test
	void aLockedLevelIsPassedOverAndKept() {
		state.lock(1, true);
		state.choose(4);
		assertEquals(2, state.level());
		state.goTo(1);
		state.choose(4);
		state.shuffle(new Random(1));
		assertEquals(2001, state.current().level(1).global());
		assertTrue(state.current().level(0).global() != 1005 && state.current().level(2).local() != 3001);
	}

	@Test
	void pagesEndWithTheLastCandidate() {
		state.turn(-1);
		assertEquals(0, state.page());
		state.turn(1);
		assertEquals("1:g1010.l1010", state.candidates().get(0).text());
		state.turn(109);
		assertEquals(9, state.candidates().size());
		state.turn(1);
		assertEquals(110, state.page());
		assertEquals("1:g1999.l1999", state.candidates().get(8).text());
		final ExplorerState wide = new ExplorerState(CodePath.parse("1:g1.l1"), 10);
		wide.turn(99);
		assertEquals(9, wide.candidates().size());
		wide.choose(9);
		assertEquals("1:g1.l1", wide.current().text());
	}

	@Test
	void theSliderTurnsTowardsTheMarkedSample() {
		state.blend(0.5);
		assertEquals("1:g1001.l1001 2:g2001.l2001 3:g3001.l3001", state.current().text(), "nothing is marked");
		state.mark();
		state.choose(1);
		state.blend(0.25);
		assertEquals("1:g1002.l1002~g1001.l1001@0.25 2:g2001.l2001 3:g3001.l3001", state.current().text());
		assertEquals("1:g1002.l1002~g1001.l1001@0.25 2:g2002.l2002~g2001.l2001@0.25", state.candidates().get(1).text());
		state.unmark();
		assertEquals("1:g1002.l1002 2:g2001.l2001 3:g3001.l3001", state.current().text());
	}

	@Test
	void aRecordedPathIsTakenUpAgain() {
		final CodePath path = CodePath.parse("1:g1002.l1002~g1001.l1001@0.25 2:g7.l8 3:g3001.l3001~g3001.l3@0.25");
		state.setPath(path);
		assertEquals(path, state.current());
		assertEquals(0.25, state.weight());
		state.blend(0.5);
		assertEquals("1:g1002.l1002~g1001.l1001@0.5 2:g7.l8 3:g3001.l3001~g3001.l3@0.5", state.current().text());
		for (final String wrong : List.of("1:g1.l1", "1:g1.l1~g2.l2@0.1 2:g1.l1~g2.l2@0.2 3:g1.l1")) {
			assertThrows(InvalidInputException.class, () -> state.setPath(CodePath.parse(wrong)));
		}
	}

	@Test
	void aPathLeadsToItsSampleWhateverIsMarked() {
		state.mark();
		state.choose(1);
		state.blend(0.5);
		final CodePath wanted = CodePath.parse("1:g1008.l1008 2:g2008.l2008 3:g3008.l3008");
		state.setPath(wanted);
		assertEquals(wanted, state.current());
		assertEquals(0, state.weight());
		state.blend(0.25);
		assertEquals("1:g1008.l1008~g1001.l1001@0.25 2:g2008.l2008~g2001.l2001@0.25 3:g3008.l3008~g3001.l3001@0.25", state
			.current().text(), "the marked sample stays marked");
	}

	@Test
	void everyChangeIsTold() {
		final AtomicInteger changes = new AtomicInteger();
		state.listen(changes::incrementAndGet);
		state.choose(1);
		state.blend(0);
		state.mark();
		state.blend(0.5);
		state.blend(0.5);
		state.lock(0, true);
		assertEquals(4, changes.get());
	}
}
