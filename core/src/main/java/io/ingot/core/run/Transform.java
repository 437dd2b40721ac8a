package io.ingot.core.run;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Answers a gold table in Java, for what a query cannot say. A class is named by {@code transform}
 * in the table's file, needs a public constructor without parameters, and is made anew for each
 * batch. It has to be a function of its inputs: a batch that is made once more must come out the
 * same.
 */
@FunctionalInterface
public interface Transform {
  /**
   * The table's rows, all of them: what a run does not need is filtered away from the outside, so
   * nothing may be collected or written here.
   */
  Dataset<Row> apply(TransformContext given);
}
