package org.chimle.ij1;

import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/** The commands of the menu as modules, not yet run. */
final class Modules {

	private Modules() {}

	/** @return a new module of the command with this key of plugins.config */
	static Module of(final String job) {
		return SciJava.context().service(ModuleService.class).createModule(SciJava.context().service(CommandService.class)
			.getCommand(Launcher.JOBS.get(job)));
	}
}
