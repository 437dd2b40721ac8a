package io.ingot.quality;

import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What one rule judges by.
 *
 * @param schema columns of the rows
 * @param measured the values of the rule's aggregates, in their order
 * @param rows number of rows that are about to be published
 * @param written reads them back
 */
record Findings(StructType schema, Row measured, long rows, Supplier<Dataset<Row>> written) {}
