package org.chimle.worker;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import org.chimle.engine.job.InvalidInputException;
import org.chimle.image.PairProblemsException;
import org.chimle.worker.Message.Failure;

/** Carries exceptions over: what is thrown in the worker process is thrown again in the host. */
final class Failures {

	private Failures() {}

	static Failure describe(final Throwable thrown) {
		if (thrown instanceof InvalidInputException) {
			return new Failure(Failure.Kind.MISTAKE, thrown.getMessage(), List.of());
		}
		if (thrown instanceof PairProblemsException pairs) {
			return new Failure(Failure.Kind.PAIRS, pairs.advice(), pairs.problems());
		}
		if (thrown instanceof OutOfMemoryError) {
			return new Failure(Failure.Kind.MEMORY, thrown.getMessage(), List.of());
		}
		final StringWriter trace = new StringWriter();
		thrown.printStackTrace(new PrintWriter(trace));
		return new Failure(Failure.Kind.DEFECT, trace.toString(), List.of());
	}

	/** @return the exception to be thrown */
	static RuntimeException restore(final Failure failure) {
		return switch (failure.kind()) {
			case MISTAKE -> new InvalidInputException(failure.sentence());
			case PAIRS -> new PairProblemsException(failure.problems(), failure.sentence());
			case MEMORY -> throw new OutOfMemoryError("in the worker process: " + failure.sentence());
			case DEFECT -> new IllegalStateException("In the worker process: " + failure.sentence());
		};
	}

	/** @return whether the process that reported the failure can be asked for more */
	static boolean isHarmless(final Failure failure) {
		return failure.kind() == Failure.Kind.MISTAKE || failure.kind() == Failure.Kind.PAIRS;
	}
}
