/**
 * The only code that touches Delta: opens tables, reads versions and ranges, and turns a dataset
 * into files that become visible in one commit. {@link io.ingot.core.lake.DeltaBridge} alone knows
 * Delta's internals.
 */
package io.ingot.core.lake;
