package io.ingot.core.batch;

import io.ingot.core.lake.Correction;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.MergeRequest;
import io.ingot.core.lake.Publication;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How rows that were staged enter their table, in one commit. */
public sealed interface Landing {
  /** As files; the rows are all that the commit adds. */
  record Write(Dataset<Row> rows, Publication publication) implements Landing {}

  /** By key. */
  record Merge(Dataset<Row> rows, MergeRequest request) implements Landing {}

  /** By key, where what is there may also go. */
  record Correct(Dataset<Row> rows, Correction correction) implements Landing {}

  /** Decides on a landing. */
  @FunctionalInterface
  interface From {
    /**
     * @param lake with a session that is used for this landing alone
     * @param staged the kept rows, by the table's columns
     */
    Landing of(Lake lake, Dataset<Row> staged);
  }
}
