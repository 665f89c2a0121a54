package org.chimle.worker;

import java.util.List;
import java.util.Map;

import org.chimle.engine.data.FloatImage;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.metric.MeasuredImage;
import org.chimle.engine.model.CodePath;
import org.chimle.engine.model.LatentCode;
import org.chimle.engine.model.SavedModel;
import org.chimle.engine.tensor.Precision;
import org.chimle.image.PairProblem;
import org.chimle.workflow.Job;

/** What the two processes say to each other. Both run the same jar, so the records are the format. */
final class Message {

	/** Key of the one input and the one output of a task. */
	static final String BODY = "body";

	/** Key of what is said of the arrays that belong to it. */
	static final String ARRAYS = "arrays";

	/** What the worker can be asked for. */
	enum Request {
		/** {@link Hello}; the reply is the process id. */
		HELLO,
		/** {@link Piece}: take a piece of an array of the next request from the shared block. */
		PUT,
		/** {@link Piece}: put a piece of an array of the last reply into the shared block. */
		TAKE,
		/** {@link Open}; the reply is {@link Opened}. */
		OPEN,
		/** {@link Samples}; the reply is {@link Images}. */
		SAMPLES,
		/** {@link Level}; the reply is {@link Images}. */
		LEVEL,
		/** {@link Measure}; the reply is a measured image. */
		MEASURE,
		/** {@link Any}; the reply is what the job returns. */
		RUN,
		/** A training job; the reply is the training record. */
		TRAIN,
		/** {@link Control}, while something else is being done; nobody waits for the reply. */
		CONTROL
	}

	/** @param block name of the shared block */
	record Hello(String block) {}

	/**
	 * A piece of an array.
	 *
	 * @param array number of the array
	 * @param kind its kind
	 * @param length its length
	 * @param from first element of the piece
	 * @param count elements in it
	 */
	record Piece(int array, ArrayKind kind, int length, int from, int count) {}

	/**
	 * Samples to be drawn.
	 *
	 * @param input the conditioning image, or null for the one before
	 * @param codes the latent codes
	 */
	record Samples(FloatImage input, List<LatentCode> codes) {}

	/** @param action what the user asks of the job that runs */
	record Control(Controls.Action action) {}

	/**
	 * The outputs of a level to be drawn.
	 *
	 * @param inputs the conditioning images, or null for those before
	 * @param path the codes
	 */
	record Level(List<FloatImage> inputs, CodePath path) {}

	/** @param images one for every input */
	record Images(List<FloatImage> images) {}

	/** Any job. */
	record Any(Job<?> job) {}

	/**
	 * A model to be made ready.
	 *
	 * @param file absolute path
	 * @param device where
	 * @param halfPrecision whether it computes in a shorter format than float32 where the device is quick with one
	 */
	record Open(String file, String device, boolean halfPrecision) {}

	/**
	 * A model that is ready.
	 *
	 * @param model without its weights
	 * @param sha256 of the file
	 * @param precision the format that it computes in
	 */
	record Opened(SavedModel model, String sha256, Precision precision) {}

	/**
	 * An image to be measured.
	 *
	 * @param subject the image
	 * @param settings how; as long as they stay the same, what the distance needs stays on the device
	 */
	record Measure(MeasuredImage.Subject subject, MeasuredImage.Settings settings) {}

	/**
	 * Why a job failed.
	 *
	 * @param kind what to throw
	 * @param sentence the message; of a folder of pairs only the advice, the rest is said by the problems
	 * @param problems of a folder of pairs
	 */
	record Failure(Kind kind, String sentence, List<PairProblem> problems) {

		enum Kind {
				MISTAKE, PAIRS, MEMORY, DEFECT
		}
	}

	private Message() {}

	/** @return an event as the information of a task update: its type and its content */
	static Map<String, Object> ofEvent(final JobEvent event) {
		return Map.of(event.getClass().getSimpleName(), Packet.of(event).json());
	}

	/** @return the event of a task update */
	static JobEvent toEvent(final Map<String, Object> info) {
		final Map.Entry<String, Object> entry = info.entrySet().iterator().next();
		for (final Class<?> type : JobEvent.class.getPermittedSubclasses()) {
			if (type.getSimpleName().equals(entry.getKey())) return (JobEvent) new Packet((String) entry
				.getValue(), List.of()).open(type);
		}
		throw new IllegalStateException("Unknown event " + entry.getKey());
	}
}
