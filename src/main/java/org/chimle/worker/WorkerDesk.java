package org.chimle.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobMonitor;
import org.chimle.engine.metric.MeasuredImage;
import org.chimle.engine.model.SavedModel;
import org.chimle.workflow.Compute;
import org.chimle.workflow.LocalCompute;
import org.chimle.workflow.TrainingJob;

/**
 * Carries out what the host asks for, in the worker process. The model used last stays ready, so that the next job with
 * it starts at once.
 */
final class WorkerDesk implements AutoCloseable {

	/** Which model is ready: another file of the same name is another model. */
	private record Key(Message.Open open, FileTime modified, long size) {}

	private final Compute compute = new LocalCompute();
	private final Map<Integer, Object> arrived = new HashMap<>();
	private List<Object> leaving = List.of();
	private SharedBlock block;
	private Key key;
	private Compute.OpenModel model;
	private MeasuredImage.Settings metered;
	private Compute.OpenMeter meter;
	private FloatImage input;
	private List<FloatImage> inputs;

	/**
	 * @param request what is asked for
	 * @param json its content
	 * @param declaration of the arrays in it, which came before
	 * @param monitor told of progress, asked whether to stop
	 * @return the reply; its arrays are kept until they have been taken
	 */
	Packet answer(final Message.Request request, final String json, final String declaration, final JobMonitor monitor) {
		if (request == Message.Request.PUT) return put(new Packet(json, List.of()).open(Message.Piece.class));
		if (request == Message.Request.TAKE) return take(new Packet(json, List.of()).open(Message.Piece.class));
		final List<Object> arrays = new ArrayList<>(Packet.declared(declaration));
		arrived.forEach(arrays::set);
		arrived.clear();
		leaving = List.of();
		final Packet reply = Packet.of(answer(request, new Packet(json, arrays), monitor));
		leaving = reply.arrays();
		return reply;
	}

	private Object answer(final Message.Request request, final Packet packet, final JobMonitor monitor) {
		if (request != Message.Request.MEASURE) closeMeter(); // other work may need its memory
		return switch (request) {
			case HELLO -> hello(packet.open(Message.Hello.class));
			case OPEN -> open(packet.open(Message.Open.class), monitor);
			case SAMPLES -> samples(packet.open(Message.Samples.class), monitor);
			case LEVEL -> level(packet.open(Message.Level.class), monitor);
			case MEASURE -> measure(packet.open(Message.Measure.class), monitor);
			case TRAIN -> compute.train(packet.open(TrainingJob.class), monitor);
			case RUN -> compute.run(packet.open(Message.Any.class).job(), monitor);
			case PUT, TAKE, CONTROL -> throw new IllegalStateException(request + " is no job");
		};
	}

	private Long hello(final Message.Hello hello) {
		block = SharedBlock.attach(hello.block());
		return ProcessHandle.current().pid();
	}

	private Packet put(final Message.Piece piece) {
		final Object array = arrived.computeIfAbsent(piece.array(), number -> piece.kind().create(piece.length()));
		block.take(array, piece.from(), piece.count());
		return Packet.of(true);
	}

	private Packet take(final Message.Piece piece) {
		block.put(leaving.get(piece.array()), piece.from(), piece.count());
		return Packet.of(true);
	}

	private Message.Opened open(final Message.Open open, final JobMonitor monitor) {
		input = null;
		inputs = null;
		final Key wanted = key(open);
		if (model == null || !wanted.equals(key)) {
			closeModel();
			model = compute.open(Path.of(open.file()), open.device(), open.halfPrecision(), monitor);
			key = wanted;
		}
		final SavedModel saved = model.model();
		return new Message.Opened(new SavedModel(saved.config(), saved.normalisation(), saved.training(), new float[0]),
			model.sha256(), model.precision());
	}

	/** A file that cannot be looked at gets no key of use; opening it says what is wrong. */
	private static Key key(final Message.Open open) {
		try {
			final Path file = Path.of(open.file());
			return new Key(open, Files.getLastModifiedTime(file), Files.size(file));
		}
		catch (final IOException exc) {
			return new Key(open, null, -1);
		}
	}

	private Message.Images samples(final Message.Samples samples, final JobMonitor monitor) {
		if (samples.input() != null) input = samples.input();
		return new Message.Images(model.samples(input, samples.codes(), monitor));
	}

	private Message.Images level(final Message.Level level, final JobMonitor monitor) {
		if (level.inputs() != null) inputs = level.inputs();
		return new Message.Images(model.level(inputs, level.path(), monitor));
	}

	private MeasuredImage measure(final Message.Measure measure, final JobMonitor monitor) {
		if (meter == null || !measure.settings().equals(metered)) {
			closeMeter();
			meter = compute.meter(measure.settings(), monitor);
			metered = measure.settings();
		}
		return meter.measure(measure.subject(), monitor);
	}

	private void closeMeter() {
		if (meter != null) meter.close();
		meter = null;
	}

	private void closeModel() {
		if (model != null) model.close();
		model = null;
	}

	/** Leaves the model to the end of the process: a job may still use it. */
	@Override
	public void close() {
		if (block != null) block.close();
	}
}
