package org.chimle.worker;

import org.apposed.appose.Service;
import org.chimle.engine.job.InvalidInputException;
import org.chimle.engine.job.JobMonitor;

/** A worker process as its host sees it. One thread at a time. */
final class Worker implements AutoCloseable {

	private final WorkerLaunch launch;
	private final Service service;
	private final SharedBlock block;
	private final long pid;
	private final Conversation conversation;

	private Worker(final WorkerLaunch launch, final JobMonitor monitor) {
		this.launch = launch;
		block = newBlock();
		try {
			service = launch.start();
		}
		catch (final LinkageError exc) {
			block.close();
			throw new InvalidInputException("The worker process cannot be started because the library Appose is older than " +
				"version 0.8 (" + exc.getMessage() + "); update Fiji, or " + WorkerLaunch.REMEDY, exc);
		}
		catch (final RuntimeException exc) {
			block.close();
			throw exc;
		}
		conversation = new Conversation(service, block);
		try {
			pid = ask(Message.Request.HELLO, new Message.Hello(block.name()), Long.class, monitor);
		}
		catch (final RuntimeException exc) {
			close();
			throw exc;
		}
	}

	/**
	 * Starts a process and waits for its first answer.
	 *
	 * @throws InvalidInputException if it cannot be started
	 */
	static Worker start(final WorkerLaunch launch, final JobMonitor monitor) {
		return new Worker(launch, monitor);
	}

	private static SharedBlock newBlock() {
		try {
			return SharedBlock.create();
		}
		catch (final RuntimeException | LinkageError exc) {
			throw new InvalidInputException("The worker process cannot be started because there is no shared memory (" + exc
				.getMessage() + "); " + WorkerLaunch.REMEDY, exc);
		}
	}

	WorkerLaunch launch() {
		return launch;
	}

	long pid() {
		return pid;
	}

	/** @return whether it can be asked for more */
	boolean isUsable() {
		return conversation.pending() == null && !conversation.isSpoiled() && service.isAlive();
	}

	/** Asks for something and waits for the reply, see {@link Conversation#ask}. */
	<T> T ask(final Message.Request request, final Object body, final Class<T> type, final JobMonitor monitor) {
		return conversation.ask(request, body, type, monitor);
	}

	/** @return whether a training that was left alone is still at work */
	boolean isFinishing() {
		return conversation.pending() == Message.Request.TRAIN && service.isAlive();
	}

	/**
	 * Ends the process. A training that has not answered is left alone to write its model, which ends the process too;
	 * anything else has nothing to keep.
	 */
	@Override
	public void close() {
		final Message.Request pending = conversation.pending();
		if (pending == null || pending == Message.Request.TRAIN) service.close();
		else service.kill();
		block.close();
	}
}
