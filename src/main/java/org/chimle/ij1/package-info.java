/**
 * The menu entries of ImageJ 1 and Fiji. {@code plugins.config} names one class here, which runs the commands of
 * {@link org.chimle.command}: with Fiji's SciJava context where there is one, else with a private one and a dialog made
 * from the command's parameters. Belongs here: macro options, dialog, result windows, messages, the Esc key. Does not
 * belong here: what a command asks for, and what it does.
 */
package org.chimle.ij1;
