/**
 * The jobs of the product: train, generate, measure (stacks, folders, mode coverage). A job is a record of plain
 * parameters that reads images, makes one call of the engine and gives back images or tables; the commands and the
 * terminal both run these. Does not belong here: dialogs, and anything that computes.
 */
package org.chimle.workflow;
