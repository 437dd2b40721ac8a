/**
 * The batch protocol: a plan that is written ahead, rows that are counted and judged while they are
 * written, one commit that carries data and progress together, and a look afterwards whether it was
 * really ours.
 */
package io.ingot.core.batch;
