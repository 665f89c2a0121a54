package org.chimle.engine.distill;

import java.util.List;

import org.chimle.engine.data.FloatImage;

/**
 * An image and distorted versions of it. Every two members make a pair whose distance can be compared.
 *
 * @param family index of the family it comes from
 * @param members the image itself first, then its distortions; shape (3, S, S), values in [0, 1]
 */
record ImageGroup(int family, List<FloatImage> members) {

	ImageGroup {
		members = List.copyOf(members);
	}
}
