/**
 * Images as the engine sees them and what is done to them before they reach a network: pairs, augmentation,
 * resampling, colour spaces, intensity normalisation. No file formats and no ImageJ types.
 */
package org.chimle.engine.data;
