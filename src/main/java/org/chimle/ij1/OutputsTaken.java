package org.chimle.ij1;

import org.scijava.AbstractContextual;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.ModulePostprocessor;

/** Marks all outputs as dealt with. */
final class OutputsTaken extends AbstractContextual implements ModulePostprocessor {

	@Override
	public void process(final Module module) {
		for (final ModuleItem<?> item : module.getInfo().outputs()) module.resolveOutput(item.getName());
	}
}
