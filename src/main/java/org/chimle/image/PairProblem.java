package org.chimle.image;

/**
 * Something that keeps an image pair from being used.
 *
 * @param name the pair's name: the file name without its ending
 * @param problem what was found and what was expected, one sentence
 */
public record PairProblem(String name, String problem) {}
