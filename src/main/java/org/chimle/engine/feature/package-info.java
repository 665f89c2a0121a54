/**
 * Networks that describe a whole image by one vector, so that sets of images can be compared. Belongs here: the port, its
 * networks, and the way from images to vectors. Does not belong here: what compares vectors (see {@code distribution})
 * and distances between two images (see {@code perceptual}).
 */
package org.chimle.engine.feature;
