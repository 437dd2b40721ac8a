package io.ingot.core.batch;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/** Judges a batch between the writing of its files and its commit. */
public interface Gate {
  /**
   * Aggregates over the rows that will be published, each with an alias of its own; they are
   * computed while the rows are written. May be empty.
   *
   * @param schema columns of those rows
   */
  List<Column> measures(StructType schema);

  /** One verdict a check. */
  List<Verdict> judge(Evidence evidence);
}
