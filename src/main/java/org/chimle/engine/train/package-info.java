/**
 * Training: the search for latent codes, and the optimisation that follows it. Does not belong here: reading images,
 * writing files, showing progress.
 */
package org.chimle.engine.train;
