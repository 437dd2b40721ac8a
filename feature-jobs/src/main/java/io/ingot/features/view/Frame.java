package io.ingot.features.view;

import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * A window over an entity's steps that ends with the row's own.
 *
 * @param steps the window
 * @param length how many steps it has; empty for all up to the row's
 * @param step number of the row's step
 * @param date the day that the row's step is in
 */
record Frame(WindowSpec steps, OptionalLong length, Column step, Column date) {}
