package org.chimle.ij1;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes the pictures of docs/images again, for scripts/screenshots. Arguments: the folder to write, and the scale. */
final class Screenshots {

	private Screenshots() {}

	/** @param args folder; 1 or 2, pixels of the screen per pixel of a window */
	public static void main(final String[] args) throws Exception {
		final Path pictures = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
		final int scale = Integer.parseInt(args[1]);
		final InstalledPlugin plugin = InstalledPlugin.in(Path.of("target", "screenshots"));
		final int status = plugin.program(1366 * scale + "x" + 768 * scale, List.of("-Dsun.java2d.uiScale=" + scale), List
			.of(), ScreenshotDriver.class, pictures.toString(), plugin.folder().resolve("cells").toString(), Integer.toString(
				scale)).inheritIO().start().waitFor();
		System.exit(status);
	}
}
