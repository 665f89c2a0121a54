package org.chimle.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.apposed.appose.Service;
import org.apposed.appose.Service.RequestType;
import org.apposed.appose.Service.ResponseType;
import org.apposed.appose.util.Types;
import org.chimle.engine.job.JobCancelledException;
import org.chimle.engine.job.JobControl;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.tensor.SystemHeap;

/**
 * The program of the worker process: reads the requests of an Appose {@link Service} line by line and carries them out
 * one after the other. It ends when the host does, whether that closes the connection or dies. A training that runs then
 * is stopped as by its user: it still writes the model.
 */
public final class WorkerMain {

	/** Long enough for the slowest training step and for writing the largest model. */
	private static final int PATIENCE_MINUTES = 10;

	private final PrintStream out;
	private final WorkerDesk desk = new WorkerDesk();
	private final ExecutorService jobs = Executors.newSingleThreadExecutor(task -> {
		final Thread thread = new Thread(task, "CHIMLE job");
		thread.setDaemon(true);
		return thread;
	});
	private volatile Running running;

	private record Running(String task, Message.Request request, JobControl control) {}

	private WorkerMain(final PrintStream out) {
		this.out = out;
	}

	/** @param args none */
	public static void main(final String[] args) {
		final WorkerMain main = new WorkerMain(System.out);
		System.setOut(System.err); // whatever a library prints must not get between the replies
		Runtime.getRuntime().addShutdownHook(new Thread(main::leave, "CHIMLE worker end"));
		ProcessHandle.current().parent().ifPresent(host -> host.onExit().thenRun(() -> System.exit(0)));
		main.listen(System.in);
		System.exit(0);
	}

	private void listen(final InputStream in) {
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) accept(Types.decode(line));
		}
		catch (final IOException exc) {
			throw new IllegalStateException("The connection to the host broke", exc);
		}
	}

	private void accept(final Map<String, Object> message) {
		final String task = (String) message.get("task");
		if (RequestType.valueOf((String) message.get("requestType")) == RequestType.CANCEL) {
			final Running current = running;
			if (current != null && current.task.equals(task)) current.control.cancel();
			return;
		}
		final Message.Request request = Message.Request.valueOf((String) message.get("script"));
		final Map<?, ?> inputs = (Map<?, ?>) message.get("inputs");
		final String json = (String) inputs.get(Message.BODY);
		final String arrays = (String) inputs.get(Message.ARRAYS);
		if (request == Message.Request.CONTROL) {
			final Running current = running;
			if (current != null) new Packet(json, List.of()).open(Message.Control.class).action().applyTo(current.control);
			respond(task, ResponseType.COMPLETION, Map.of());
			return;
		}
		final Running next = new Running(task, request, new JobControl());
		running = next; // the host asks for one thing at a time
		jobs.execute(() -> work(next, json, arrays));
	}

	private void work(final Running job, final String json, final String arrays) {
		final JobMonitor monitor = new JobMonitor(event -> respond(job.task, ResponseType.UPDATE, Map.of("info", Message
			.ofEvent(event))), job.control);
		try {
			final Packet reply = desk.answer(job.request, json, arrays, monitor);
			end(job, ResponseType.COMPLETION, Map.of("outputs", Map.of(Message.BODY, reply.json(), Message.ARRAYS, reply
				.declaration())));
		}
		catch (final JobCancelledException exc) {
			end(job, ResponseType.CANCELATION, Map.of());
		}
		catch (final Exception | Error exc) {
			end(job, ResponseType.FAILURE, Map.of("error", Packet.of(Failures.describe(exc)).json()));
		}
	}

	/** The host may send the next request as soon as it has the response. */
	private void end(final Running job, final ResponseType type, final Map<String, Object> content) {
		running = null;
		respond(job.task, type, content);
		final boolean piece = job.request == Message.Request.PUT || job.request == Message.Request.TAKE;
		if (!piece) SystemHeap.giveBack(); // the host may be idle for long
	}

	private synchronized void respond(final String task, final ResponseType type, final Map<String, Object> content) {
		final Map<String, Object> response = new HashMap<>(content);
		response.put("task", task);
		response.put("responseType", type.name());
		out.println(Types.encode(response));
		out.flush();
	}

	/** Also runs when a terminal sends Ctrl-C to the host and to this process alike. */
	private void leave() {
		final Running last = running;
		if (last != null && last.request == Message.Request.TRAIN) {
			last.control.cancel();
			jobs.shutdown();
			try {
				jobs.awaitTermination(PATIENCE_MINUTES, TimeUnit.MINUTES);
			}
			catch (final InterruptedException exc) {
				Thread.currentThread().interrupt();
			}
		}
		desk.close();
	}
}
