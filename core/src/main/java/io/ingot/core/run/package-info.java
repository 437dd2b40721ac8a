/**
 * A run: the graph of stages, which of them were selected, how they are conducted side by side, and
 * what is told of them afterwards.
 */
package io.ingot.core.run;
