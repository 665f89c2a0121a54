package org.chimle.worker;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import org.apposed.appose.Service;
import org.apposed.appose.TaskEvent;
import org.chimle.engine.job.Ending;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobMonitor;

/**
 * What a host asks a worker process and is told by it, a request at a time. Arrays travel before and after, in pieces. A
 * stop is passed on, and not waited for longer than a user would.
 */
final class Conversation {

	/** How long a worker may take to stop by itself; together with the time to end it less than a second. */
	private static final long PATIENCE_NANOS = 700_000_000L;
	private static final int LOOK_MILLIS = 20;
	/** How long the news of a process's end may take after it has ended. */
	private static final long LAST_WORDS_MILLIS = 2000;
	/** How shells count SIGKILL. */
	private static final int KILLED = 137;

	private final Service service;
	private final SharedBlock block;
	private Message.Request pending;
	private boolean spoiled;

	/**
	 * @param service the connection to the process
	 * @param block the memory that both see
	 */
	Conversation(final Service service, final SharedBlock block) {
		this.service = service;
		this.block = block;
	}

	/** @return what has not been answered yet, or null */
	Message.Request pending() {
		return pending;
	}

	/** @return whether the process may be in a state in which it should not be asked for more */
	boolean isSpoiled() {
		return spoiled;
	}

	/**
	 * Asks for something and waits for the reply. Events are told on the calling thread.
	 *
	 * @param request what
	 * @param body its content, a record
	 * @param type of the reply
	 * @param monitor told of events, asked whether to stop
	 * @return the reply
	 * @throws InvalidInputException if the request was the user's mistake, or the process ended
	 * @throws JobCancelledException if a stop was asked for
	 */
	<T> T ask(final Message.Request request, final Object body, final Class<T> type, final JobMonitor monitor) {
		final Packet packet = Packet.of(body);
		inPieces(packet.arrays(), (array, piece) -> {
			block.put(array, piece.from(), piece.count());
			exchange(Message.Request.PUT, Packet.of(piece), monitor);
		});
		final Packet reply = exchange(request, packet, monitor);
		inPieces(reply.arrays(), (array, piece) -> {
			exchange(Message.Request.TAKE, Packet.of(piece), monitor);
			block.take(array, piece.from(), piece.count());
		});
		return reply.open(type);
	}

	private static void inPieces(final List<Object> arrays, final BiConsumer<Object, Message.Piece> action) {
		for (int a = 0; a < arrays.size(); a++) {
			final ArrayKind kind = ArrayKind.of(arrays.get(a));
			final int length = Array.getLength(arrays.get(a));
			final int most = SharedBlock.capacity(kind);
			for (int from = 0; from < length; from += most) {
				action.accept(arrays.get(a), new Message.Piece(a, kind, length, from, Math.min(most, length - from)));
			}
		}
	}

	/** @return the reply, its arrays still empty */
	private Packet exchange(final Message.Request request, final Packet body, final JobMonitor monitor) {
		pending = request;
		final BlockingQueue<TaskEvent> events = new LinkedBlockingQueue<>();
		final Service.Task task = submit(request, body, events);
		final Controls controls = new Controls();
		long stopNanos = 0;
		while (true) {
			final TaskEvent event = next(events);
			if (event != null) {
				switch (event.responseType) {
					case UPDATE -> monitor.emit(Message.toEvent(event.info));
					case COMPLETION -> {
						pending = null;
						return new Packet((String) task.outputs.get(Message.BODY), Packet.declared((String) task.outputs.get(
							Message.ARRAYS)));
					}
					case CANCELATION -> {
						pending = null;
						throw new JobCancelledException();
					}
					case FAILURE -> {
						final Message.Failure failure = new Packet(task.error, List.of()).open(Message.Failure.class);
						pending = null;
						spoiled = !Failures.isHarmless(failure);
						throw Failures.restore(failure);
					}
					case CRASH -> throw ended();
					case LAUNCH -> {}
				}
			}
			else if (!service.isAlive() && next(events, LAST_WORDS_MILLIS) == null) throw ended();
			for (final Controls.Action action : controls.news(monitor.control())) {
				submit(Message.Request.CONTROL, Packet.of(new Message.Control(action)), new LinkedBlockingQueue<>());
			}
			final Ending ending = monitor.control().ending();
			if (ending == null || ending == Ending.FINISHED) continue; // a result is on its way
			if (stopNanos == 0) {
				stopNanos = System.nanoTime();
				task.cancel();
			}
			else if (System.nanoTime() - stopNanos > PATIENCE_NANOS) throw tooLate(monitor);
		}
	}

	private Service.Task submit(final Message.Request request, final Packet body, final BlockingQueue<TaskEvent> events) {
		try {
			return service.task(request.name(), Map.of(Message.BODY, body.json(), Message.ARRAYS, body
				.declaration())).listen(events::add).start();
		}
		catch (final IOException exc) {
			throw ended();
		}
	}

	private static TaskEvent next(final BlockingQueue<TaskEvent> events) {
		return next(events, LOOK_MILLIS);
	}

	private static TaskEvent next(final BlockingQueue<TaskEvent> events, final long millis) {
		try {
			return events.poll(millis, TimeUnit.MILLISECONDS);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			throw new JobCancelledException();
		}
	}

	private JobCancelledException tooLate(final JobMonitor monitor) {
		if (pending == Message.Request.TRAIN) {
			monitor.say("Training stops after the step it is at; " + (monitor.control().ending() == Ending.ABANDONED
				? "its checkpoint" : "the model as it then stands") + " will be written, and the run can be resumed.");
		}
		return new JobCancelledException();
	}

	private InvalidInputException ended() {
		final List<String> words = service.errorLines();
		final int code = exitCode();
		// Who is killed has no time for words; they would be of something else.
		final String last = words.isEmpty() || code == KILLED ? "" : ", last words: " + words.get(words.size() - 1).strip();
		final String remedy = pending == Message.Request.TRAIN
			? "; if it had written a checkpoint, resume the run (interrupted_run), else start it again, with smaller patches if "
			: ", and what it was doing is lost; start the job again, with smaller images or patches if ";
		return new InvalidInputException("The worker process that computes ended unexpectedly (exit code " + code + last +
			")" + remedy + "the computer is short of memory.");
	}

	private int exitCode() {
		try {
			return service.waitFor();
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			return -1;
		}
	}
}
