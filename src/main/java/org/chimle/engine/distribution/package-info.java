/**
 * Figures that compare two sets of images by the features of a network: functions from arrays of features to records of
 * numbers. They know nothing about where features come from. Does not belong here: networks, images, files, tables.
 */
package org.chimle.engine.distribution;
