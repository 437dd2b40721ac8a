/**
 * Where columns come from, and what a lineage server is told of each run. Nothing here decides what
 * a run does.
 */
package io.ingot.core.lineage;
