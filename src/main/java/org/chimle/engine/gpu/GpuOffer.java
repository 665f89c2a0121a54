package org.chimle.engine.gpu;

import java.nio.file.Path;
import java.util.Locale;

import org.chimle.engine.install.PublishedFile;

/**
 * What a download would be.
 *
 * @param file what is fetched, with the size that the server says
 * @param place where it is installed
 * @param room bytes free there, 0 if unknown
 */
public record GpuOffer(PublishedFile file, Path place, long room) {

	/** Archive and library lie on the disk at the same time, and the library is about twice as large. */
	private static final double DISK = 3;
	private static final double MIB = 1 << 20;

	/** @return bytes needed while it is installed, about */
	double needed() {
		return DISK * file.mebibytes() * MIB;
	}

	/** @return size, address, place and free space, in words */
	public String words() {
		return String.format(Locale.ROOT, "%.0f MiB from %s to %s%s", file.mebibytes(), file.address(), place, room > 0 ? ", where " +
			(room >> 20) + " MiB are free" : "");
	}
}
