/**
 * Measures over time and over a whole table: what a check's own past would have it be, the history
 * of measures, a table's profile, and the checks that it suggests.
 */
package io.ingot.quality.history;
