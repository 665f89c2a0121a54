/**
 * Windows that stay open and show what a job or a model does. Does not belong here: dialogs that ask for a command's inputs,
 * anything that computes.
 */
package org.chimle.ui;
