/**
 * Drawing samples of a trained model. Does not belong here: training, image files, intensity units.
 */
package org.chimle.engine.sample;
