/**
 * What is watched of a lake over time: the measures of its runs, how old its tables are, and who
 * hears of a run.
 */
package io.ingot.core.watch;
