package io.ingot.etl.silver.write;

import io.ingot.core.batch.Candidate;
import io.ingot.core.project.SilverTable;
import io.ingot.etl.silver.contract.Feed;
import io.ingot.etl.silver.contract.SilverColumns;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How a silver table takes the judged rows of a batch. */
public sealed interface Mode permits Append, Merge, History, Replace {
  /**
   * The mode that a table declares.
   *
   * @param kept the columns that follow the declared ones in the table
   */
  static Mode of(SilverTable table, List<String> kept) {
    return switch (table.write().mode()) {
      case APPEND -> new Append(table);
      case MERGE -> new Merge(table, compared(table, kept));
      case SCD2 -> new History(table, Changes.of(table, kept));
      case REPLACE -> new Replace(table, List.of());
      case REPLACE_PARTITIONS -> new Replace(table, table.write().partitionBy());
    };
  }

  private static List<String> compared(SilverTable table, List<String> kept) {
    return Stream.concat(
            table.columns().keySet().stream().filter(name -> !table.keys().contains(name)),
            kept.stream().filter(name -> !SilverColumns.KEPT.contains(name)))
        .toList();
  }

  /** Judged rows of a feed, with {@link SilverColumns#DUPLICATE}. */
  Dataset<Row> marked(Feed feed);

  /** What is kept of marked rows that are published. */
  default List<Column> columns(Feed feed) {
    return feed.columns();
  }

  /** The columns that the mode adds to the table and that its queries prune by. */
  default List<String> pruned() {
    return List.of();
  }

  /**
   * How the kept rows enter the table.
   *
   * @param batches how many the table has had
   */
  Candidate.Entry entry(long batches);
}
