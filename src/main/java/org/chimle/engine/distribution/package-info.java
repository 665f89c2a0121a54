/**
 * Figures that compare two sets of images by the features of a network, and the way from images to features: functions
 * from arrays to records of numbers. Does not belong here: files, tables, and published networks (see {@code feature}).
 */
package org.chimle.engine.distribution;
