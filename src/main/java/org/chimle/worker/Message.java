package org.chimle.worker;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import java.util.List;
import java.util.Map;

import org.chimle.engine.config.DistanceKind;
import org.chimle.engine.data.IntensityRange;
import org.chimle.engine.job.JobEvent;
import org.chimle.engine.model.SavedModel;
import org.chimle.image.PairProblem;

/** What the two processes say to each other. Both run the same jar, so the records are the format. */
final class Message {

	/** Key of the one input and the one output of a task. */
	static final String BODY = "body";

	/** Figures may be NaN. */
	private static final Gson GSON = new GsonBuilder().serializeSpecialFloatingPointValues().disableHtmlEscaping()
		.create();

	/** What the worker can be asked for. */
	enum Request {
		/** {@link Hello}; the reply is the process id. */
		HELLO,
		/** {@link Piece}: take a piece of an image from the shared block. */
		PUT,
		/** {@link Piece}: put a piece of an image into the shared block. */
		TAKE,
		/** {@link Open}; the reply is {@link Opened}. */
		OPEN,
		/** The seeds of a code: draw a sample of image 0, which becomes image 1; the reply is its {@link Shape}. */
		SAMPLE,
		/** {@link Measure}; the reply is a measured image. */
		MEASURE,
		/** A training job; the reply is the training record. */
		TRAIN,
		/** Nothing; the reply is a device report. */
		DEVICES
	}

	/** @param block name of the shared block */
	record Hello(String block) {}

	/** Axes of an image. */
	record Shape(int channels, int height, int width) {}

	/**
	 * A piece of an image.
	 *
	 * @param image number of the image
	 * @param shape its shape
	 * @param from first value of the piece
	 * @param count values in it
	 */
	record Piece(int image, Shape shape, int from, int count) {}

	/**
	 * A model to be made ready.
	 *
	 * @param file absolute path
	 * @param device where
	 */
	record Open(String file, String device) {}

	/**
	 * A model that is ready.
	 *
	 * @param model without its weights
	 * @param sha256 of the file
	 */
	record Opened(SavedModel model, String sha256) {}

	/**
	 * What to measure: images 0..samples-1, then the reference and the input where there are any.
	 */
	record Measure(int samples, boolean reference, boolean input, IntensityRange range, DistanceKind kind, double sigma,
		String device)
	{}

	/**
	 * Why a job failed.
	 *
	 * @param kind what to throw
	 * @param sentence the message
	 * @param problems of a folder of pairs
	 */
	record Failure(Kind kind, String sentence, List<PairProblem> problems) {

		enum Kind {
				MISTAKE, PAIRS, MEMORY, DEFECT
		}
	}

	private Message() {}

	static String write(final Object record) {
		return GSON.toJson(record);
	}

	static <T> T read(final String text, final Class<T> type) {
		return GSON.fromJson(text, type);
	}

	/** @return an event as the information of a task update: its type and its content */
	static Map<String, Object> ofEvent(final JobEvent event) {
		return Map.of(event.getClass().getSimpleName(), write(event));
	}

	/** @return the event of a task update */
	static JobEvent toEvent(final Map<String, Object> info) {
		final Map.Entry<String, Object> entry = info.entrySet().iterator().next();
		for (final Class<?> type : JobEvent.class.getPermittedSubclasses()) {
			if (type.getSimpleName().equals(entry.getKey())) return (JobEvent) read((String) entry.getValue(), type);
		}
		throw new IllegalStateException("Unknown event " + entry.getKey());
	}
}
