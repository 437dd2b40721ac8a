package io.ingot.etl.bronze.jdbc;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tells which rows that were read again are in bronze already, just as they are. */
final class Repeats {
  private static final String FIRST = "_ingot_first";
  private static final String SECOND = "_ingot_second";
  private static final String THERE = "_ingot_there";

  /** The columns that the marking adds. */
  static final List<String> ADDED = List.of(FIRST, SECOND, THERE);

  private Repeats() {}

  /** A condition on marked rows, never null. */
  static Column known() {
    return col(THERE).isNotNull();
  }

  /**
   * Marks rows; each stays one row.
   *
   * @param rows with the source's columns
   * @param there the rows of bronze that they may repeat
   * @param columns the source's columns, in which two rows have to be alike
   */
  static Dataset<Row> mark(Dataset<Row> rows, Dataset<Row> there, List<String> columns) {
    Dataset<Row> known =
        hashed(alike(there, rows, columns), columns)
            .select(FIRST, SECOND)
            .distinct()
            .withColumn(THERE, lit(true));
    return hashed(rows, columns).join(known, new String[] {FIRST, SECOND}, "left_outer");
  }

  /** A column that bronze has not got yet is null in all its rows. */
  private static Dataset<Row> alike(Dataset<Row> there, Dataset<Row> rows, List<String> columns) {
    List<String> present = Arrays.asList(there.columns());
    return there.select(
        columns.stream()
            .map(
                name ->
                    (present.contains(name) ? quoted(name) : lit(null))
                        .cast(rows.schema().apply(name).dataType())
                        .as(name))
            .toArray(Column[]::new));
  }

  /** Two hashes, since one of 64 bits would take two rows for one too often. */
  private static Dataset<Row> hashed(Dataset<Row> rows, List<String> columns) {
    // The hash passes over nulls, so where they are is hashed too.
    Column[] values =
        Stream.concat(
                columns.stream().map(Repeats::quoted),
                columns.stream().map(name -> quoted(name).isNull()))
            .toArray(Column[]::new);
    Column[] seeded =
        Stream.concat(Stream.of(lit("second")), Arrays.stream(values)).toArray(Column[]::new);
    return rows.withColumn(FIRST, xxhash64(values)).withColumn(SECOND, xxhash64(seeded));
  }

  static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
