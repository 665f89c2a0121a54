/**
 * The way back from an observed image to a latent code: does the model have an output like it, and which of its samples
 * is nearest? Does not belong here: drawing samples, training, intensity units.
 */
package org.chimle.engine.inversion;
