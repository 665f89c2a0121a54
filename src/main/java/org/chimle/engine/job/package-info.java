/**
 * What every long job shares: events that say how far it is, a control that pauses and ends it, and the exception for a
 * user's mistake. Belongs here: anything a job and its host must agree on. Does not belong here: what a job computes, and how
 * a host shows it.
 */
package org.chimle.engine.job;
