/**
 * Published feature networks, built of plain operations and given weights from files: what LPIPS compares and what
 * distances between distributions are made of. Does not belong here: distances, and how weights are read or installed.
 */
package org.chimle.engine.feature;
