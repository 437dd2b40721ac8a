/** Topics: offsets that are planned ahead, from committed transactions only. */
package io.ingot.etl.bronze.kafka;
