/**
 * The layers of the Tower Implicit Model. A layer knows its name, declares its parameters in a layout and computes with
 * weights it is handed; it holds no arrays, files or log. Does not belong here: how layers make a tower.
 */
package org.chimle.engine.nn;
