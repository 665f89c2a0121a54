/**
 * Windows that stay open: they watch and steer a running job, or show what a model does. They listen to job events and
 * talk back through the job's control; what they show is collected on any thread and painted on Swing's. Belongs here: Swing
 * components, and what they need to draw. Does not belong here: what a job does, dialogs that ask for a command's inputs,
 * when a host opens a window, and anything that is loaded without a screen.
 */
package org.chimle.ui;
