/**
 * How fast this computer trains and samples fixed configurations, beside what its processor can do. Belongs here: what
 * is measured and how. Does not belong here: printing it.
 */
package org.chimle.engine.benchmark;
