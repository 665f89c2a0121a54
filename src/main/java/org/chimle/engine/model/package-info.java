/**
 * The Tower Implicit Model: its levels, its latent codes, its file.
 */
package org.chimle.engine.model;
