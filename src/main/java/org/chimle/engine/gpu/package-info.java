/**
 * PyTorch's library for NVIDIA GPUs, which is too large to come with the plugin: which file is for this computer, how it is
 * installed on request and removed, and whether there is a driver for it. Does not belong here: loading it.
 */
package org.chimle.engine.gpu;
