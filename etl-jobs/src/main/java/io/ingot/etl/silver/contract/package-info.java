/** What a silver row must be: how bronze fields become values, and which rules a row breaks. */
package io.ingot.etl.silver.contract;
