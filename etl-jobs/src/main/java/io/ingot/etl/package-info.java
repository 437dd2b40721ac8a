/** The jobs that carry data from its sources through bronze and silver to gold. */
package io.ingot.etl;
