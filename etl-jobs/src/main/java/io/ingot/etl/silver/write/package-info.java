/** How judged rows enter a silver table: the latest by key, history, snapshots and partitions. */
package io.ingot.etl.silver.write;
