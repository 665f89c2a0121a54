/**
 * Published network weights: readers that turn a file of unknown origin into named tensors, the folder where such files
 * lie, and how they get there from a disk or from their official addresses. Does not belong here: networks, and tensors
 * on a device.
 */
package org.chimle.engine.weights;
