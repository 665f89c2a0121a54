/**
 * The jobs as SciJava commands: parameters become a record, one call of {@link org.chimle.workflow} follows, its result
 * becomes outputs. The annotated parameters are the one description of what a job asks for: Fiji's dialog, plain
 * ImageJ's dialog and the macro keys are all made from them. Belongs here: parameters, their checks and their memory,
 * and progress as a SciJava host shows it. Does not belong here: tensors, dialogs, and anything that computes.
 */
package org.chimle.command;
