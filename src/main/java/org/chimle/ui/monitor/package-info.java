/**
 * The window of a training: loss, progress, previews, and buttons that pause and end it. It listens to job events and talks
 * back through the job's control; what it shows is collected on any thread and painted on Swing's. Belongs here: Swing
 * components of that window, and what they need to draw. Does not belong here: what a job does, when a host opens a window,
 * and anything that is loaded without a screen.
 */
package org.chimle.ui.monitor;
