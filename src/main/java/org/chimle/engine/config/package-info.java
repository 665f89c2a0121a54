/**
 * Hyper-parameters: immutable records that check their ranges, the presets made of them, and their JSON form. Does not
 * belong here: anything that computes.
 */
package org.chimle.engine.config;
