package org.chimle.engine.install;

import java.net.URI;

/**
 * A file at its official address.
 *
 * @param name the name under which it is kept
 * @param address where it is published
 * @param sha256 SHA-256 of the file in lower-case hexadecimal digits, or its first eight where only these are published
 * @param mebibytes its size, about; what is clearly longer is not taken
 */
public record PublishedFile(String name, URI address, String sha256, double mebibytes) {

	/** @return whether the digits of a file's SHA-256 are those of the published file */
	public boolean isPublished(final String digest) {
		return digest.startsWith(sha256);
	}

	/** @return the file with another size in MiB */
	public PublishedFile withSize(final double size) {
		return new PublishedFile(name, address, sha256, size);
	}
}
