/**
 * Distances between images that agree better with the eye than mean squared error does: feature networks and what
 * compares their features. Does not belong here: figures for tables (see {@code metric}).
 */
package org.chimle.engine.perceptual;
