/** The values that were known at a moment: the point-in-time join. */
package io.ingot.features.asof;
