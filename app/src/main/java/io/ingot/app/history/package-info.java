/**
 * Spark's own history server over the event logs of a project, for the person at this machine, and
 * the way from a run to its pages.
 */
package io.ingot.app.history;
