package io.ingot.quality.history;

import java.time.Instant;

/**
 * An earlier value of a measure.
 *
 * @param at when the run ended that published it
 * @param odd whether it was told as an anomaly, and published all the same
 */
record Past(Instant at, double value, boolean odd) {}
