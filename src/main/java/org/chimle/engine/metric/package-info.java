/**
 * Figures of fidelity and diversity: functions from images or distances to records of numbers. They know nothing about
 * where samples come from, so that any method's samples can be measured. Does not belong here: files, tables, networks.
 */
package org.chimle.engine.metric;
