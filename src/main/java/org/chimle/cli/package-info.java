/**
 * The jobs from a terminal, for clusters and scripts. The only package that prints. Belongs here: options, exit codes,
 * progress on a console, writing results to files, and the demonstrations that are no job of the product. Does not
 * belong here: anything a host with windows would need as well.
 */
package org.chimle.cli;
