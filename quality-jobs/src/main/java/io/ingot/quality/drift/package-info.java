/**
 * Drift: how far the distribution of a table's columns moved from what it was, by a baseline that
 * is kept.
 */
package io.ingot.quality.drift;
