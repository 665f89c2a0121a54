/**
 * The window in which samples are explored level by level. What a user has chosen is a state without a window; what is drawn
 * is drawn in the background. Belongs here: Swing components of that window, and what they need to show. Does not belong
 * here: how a level is drawn, dialogs that ask for a command's inputs, what becomes of the results in a host, and anything
 * that is loaded without a screen.
 */
package org.chimle.ui.explorer;
