/**
 * How the bundled distance learns to agree with a published one: images are distorted in many ways, the published
 * distance is the teacher, the small network the student. Used by the project's own tool, not by the plugin.
 */
package org.chimle.engine.distill;
