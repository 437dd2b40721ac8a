/**
 * What Prometheus hears of a pipeline: how its runs ended and how its tables stand, pushed at the
 * end of a run or printed when asked for, and how a run goes on, served while it does.
 */
package io.ingot.quality.metrics;
