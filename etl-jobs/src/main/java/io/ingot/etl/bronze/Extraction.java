package io.ingot.etl.bronze;

import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The rows of a window.
 *
 * @param rows the source's columns, {@link BronzeColumns#SOURCE} and {@link BronzeColumns#CORRUPT};
 *     columns that only {@code repeated} or {@code tally} need are named in {@code dropped}
 * @param repeated a condition, never null: the row is in bronze already, just as it is
 * @param tally further counts over all rows, as aggregates with aliases such as {@code late_rows}
 * @param dropped columns that do not enter the table
 */
public record Extraction(
    Dataset<Row> rows, Column repeated, List<Column> tally, List<String> dropped) {
  public Extraction {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(repeated, "repeated");
    tally = List.copyOf(tally);
    dropped = List.copyOf(dropped);
  }

  /** A tally whose value is known without looking at a row; it stands for no rows too. */
  public static Column fact(String name, long value) {
    Column known = functions.lit(value);
    return functions.coalesce(functions.max(known), known).as(name);
  }

  /** Rows that are all new, and nothing else to count. */
  public static Extraction of(Dataset<Row> rows) {
    return new Extraction(rows, functions.lit(false), List.of(), List.of());
  }
}
