/** The rows that silver refused, from their arrival to their end. */
package io.ingot.etl.silver.quarantine;
