/**
 * Simulated image pairs whose truth is known: fluorescence micrographs, and a task with exactly two answers together
 * with the figure that tells whether samples contain both. Every image is a function of a seed and an index. Does not
 * belong here: files, and anything about networks.
 */
package org.chimle.engine.simulate;
