/** Keeps the files of the lake's tables in order: few and large, and no longer than needed. */
package io.ingot.etl.upkeep;
