package org.chimle.ij1;

import org.scijava.Context;

/** One SciJava context for the tests of a JVM. */
final class SciJava {

	private static final Context CONTEXT = new Context();

	private SciJava() {}

	static Context context() {
		return CONTEXT;
	}
}
