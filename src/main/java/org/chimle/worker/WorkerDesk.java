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
import org.chimle.engine.model.LatentCode;
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
	private record Key(String file, String device, FileTime modified, long size) {}

	private final Compute compute = new LocalCompute();
	private final Map<Integer, FloatImage> images = new HashMap<>();
	private SharedBlock block;
	private Key key;
	private Compute.OpenModel model;

	/**
	 * @param request what is asked for
	 * @param body its content
	 * @param monitor told of progress, asked whether to stop
	 * @return the reply
	 */
	Object answer(final Message.Request request, final String body, final JobMonitor monitor) {
		return switch (request) {
			case HELLO -> hello(Message.read(body, Message.Hello.class));
			case PUT -> put(Message.read(body, Message.Piece.class));
			case TAKE -> take(Message.read(body, Message.Piece.class));
			case OPEN -> open(Message.read(body, Message.Open.class), monitor);
			case SAMPLE -> sample(new LatentCode(Message.read(body, long[].class)), monitor);
			case MEASURE -> measure(Message.read(body, Message.Measure.class), monitor);
			case TRAIN -> compute.train(Message.read(body, TrainingJob.class), monitor);
			case DEVICES -> compute.checkDevices(monitor);
		};
	}

	private Long hello(final Message.Hello hello) {
		block = SharedBlock.attach(hello.block());
		return ProcessHandle.current().pid();
	}

	private Boolean put(final Message.Piece piece) {
		final Message.Shape shape = piece.shape();
		if (piece.from() == 0) images.put(piece.image(), new FloatImage(shape.channels(), shape.height(), shape.width()));
		block.take(images.get(piece.image()).data(), piece.from(), piece.count());
		return true;
	}

	private Boolean take(final Message.Piece piece) {
		block.put(images.get(piece.image()).data(), piece.from(), piece.count());
		return true;
	}

	private Message.Opened open(final Message.Open open, final JobMonitor monitor) {
		images.clear();
		final Key wanted = key(open);
		if (model == null || !wanted.equals(key)) {
			closeModel();
			model = compute.open(Path.of(open.file()), open.device(), monitor);
			key = wanted;
		}
		final SavedModel saved = model.model();
		return new Message.Opened(new SavedModel(saved.config(), saved.normalisation(), saved.training(), new float[0]),
			model.sha256());
	}

	/** A file that cannot be looked at gets no key of use; opening it says what is wrong. */
	private static Key key(final Message.Open open) {
		try {
			final Path file = Path.of(open.file());
			return new Key(open.file(), open.device(), Files.getLastModifiedTime(file), Files.size(file));
		}
		catch (final IOException exc) {
			return new Key(open.file(), open.device(), null, -1);
		}
	}

	private Message.Shape sample(final LatentCode code, final JobMonitor monitor) {
		final FloatImage sample = model.sample(images.get(0), code, monitor);
		images.put(1, sample);
		return new Message.Shape(sample.channels(), sample.height(), sample.width());
	}

	private MeasuredImage measure(final Message.Measure measure, final JobMonitor monitor) {
		final List<FloatImage> samples = new ArrayList<>();
		for (int i = 0; i < measure.samples(); i++) samples.add(images.get(i));
		int next = measure.samples();
		final FloatImage reference = measure.reference() ? images.get(next++) : null;
		final FloatImage input = measure.input() ? images.get(next) : null;
		try {
			return compute.measure(new MeasuredImage.Subject(samples, reference, input, measure.range()), measure.kind(),
				measure.sigma(), measure.device(), monitor);
		}
		finally {
			images.clear();
		}
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
