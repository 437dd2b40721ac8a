package io.ingot.core.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A classified batch in one place, so that the table and its quarantine are both fed from it: the
 * table's columns, whether a row is held back, and what is kept about it then.
 */
record StagedRows(Dataset<Row> rows, List<String> columns) {
  private static final String HELD = "_held";
  private static final String ASIDE = "_aside";

  /** The rows that are no duplicates. */
  static StagedRows of(Candidate candidate, Dataset<Row> classified) {
    Column held = candidate.fates().quarantined();
    Dataset<Row> rows = classified.filter(not(candidate.fates().duplicate()));
    List<String> columns = List.of(candidate.published(rows).columns());
    List<Column> own =
        candidate.columns().isEmpty()
            ? columns.stream().map(StagedRows::named).toList()
            : candidate.columns();
    Stream<Column> aside =
        candidate.aside().columns().isEmpty()
            ? Stream.of()
            : Stream.of(
                when(held, struct(candidate.aside().columns().toArray(Column[]::new))).as(ASIDE));
    return new StagedRows(
        rows.select(
            Stream.of(own.stream(), aside, Stream.of(held.as(HELD)))
                .flatMap(part -> part)
                .toArray(Column[]::new)),
        columns);
  }

  /** All of it, to be written. */
  Dataset<Row> toStage() {
    return rows;
  }

  /** The same, read back from where it was written. */
  StagedRows from(SparkSession spark, String path) {
    return new StagedRows(spark.read().schema(rows.schema()).parquet(path), columns);
  }

  /** The table's columns. */
  StructType schema() {
    return new StructType(
        columns.stream()
            .map(name -> rows.schema().apply(name))
            .toArray(org.apache.spark.sql.types.StructField[]::new));
  }

  /** The rows to be published, by the table's columns. */
  Dataset<Row> kept() {
    return rows.filter(not(col(HELD)))
        .select(columns.stream().map(StagedRows::named).toArray(Column[]::new));
  }

  /** What is kept about the rows that are held back. */
  Dataset<Row> refused() {
    return rows.filter(col(HELD)).select(col(ASIDE + ".*"));
  }

  /** Aggregates over the rows to be published, by alias. */
  Map<String, Object> measured(List<Column> aggregates) {
    Row row =
        kept()
            .agg(aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new))
            .first();
    Map<String, Object> values = new LinkedHashMap<>();
    Arrays.stream(row.schema().fieldNames())
        .forEach(name -> values.put(name, row.get(row.fieldIndex(name))));
    return values;
  }

  private static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
