package org.chimle.engine.tensor;

import java.util.List;
import java.util.function.Consumer;

/** Does the same to many things, each of which can be done without the others. */
@FunctionalInterface
public interface Loop {

	/** One after the other, on the calling thread. */
	Loop SERIAL = List::forEach;

	/** @param action done to every item; frees the arrays it makes */
	<T> void forEach(List<T> items, Consumer<T> action);
}
