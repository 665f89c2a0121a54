package org.chimle.engine.data;

/**
 * An observed input and the target that goes with it, both normalised to [0, 1].
 *
 * @param name names the pair in messages, usually the file name
 * @param input the conditioning image
 * @param target the image to be reached
 */
public record ImagePair(String name, FloatImage input, FloatImage target) {}
