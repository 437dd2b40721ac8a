package io.ingot.tests.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads every contestant's tables in the same way, outside of what is measured. */
final class AnswerReader implements AutoCloseable {
  private final SparkSession spark;

  AnswerReader(Path warehouse) {
    this.spark =
        SparkSession.builder()
            .appName("bench answers")
            .master("local[" + Arena.CORES + "]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.warehouse.dir", warehouse.toString())
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.databricks.delta.snapshotPartitions", 2)
            .getOrCreate();
  }

  Answer read(Contestant.Result result) {
    Row silver =
        load(result, result.silver())
            .agg(
                count(lit(1)),
                sum("amount").cast("decimal(38,2)"),
                sum(xxhash64(texts(EventGenerator.COLUMNS)).cast("decimal(38,0)")))
            .head();
    return new Answer(
        load(result, result.bronze()).count(),
        silver.getLong(0),
        result.quarantine().map(table -> load(result, table).count()),
        silver.getDecimal(1),
        silver.getDecimal(2),
        gold(load(result, result.gold())));
  }

  private TreeMap<String, String> gold(Dataset<Row> table) {
    TreeMap<String, String> rows = new TreeMap<>();
    Dataset<Row> texts =
        table.select(
            concat_ws(" ", texts(List.of("day", "category", "event_type"))),
            concat_ws(
                " ",
                concat_ws("", lit("events "), col("events")),
                concat_ws("", lit("amount "), col("amount")),
                concat_ws("", lit("users "), col("users"))));
    for (Row row : texts.collectAsList()) {
      rows.merge(row.getString(0), row.getString(1), (one, two) -> one + " and again " + two);
    }
    return rows;
  }

  private Dataset<Row> load(Contestant.Result result, Path table) {
    return spark.read().format(result.format()).load(table.toString());
  }

  /** As text, so that a type which one of them chose otherwise is no difference by itself. */
  private static Column[] texts(List<String> columns) {
    return columns.stream().map(name -> col(name).cast("string")).toArray(Column[]::new);
  }

  /** Reads all, in the order given. */
  Map<Contestant, Answer> read(Iterable<Contestant> contestants, Arena arena) {
    Map<Contestant, Answer> answers = new TreeMap<>();
    contestants.forEach(each -> answers.put(each, read(each.result(arena))));
    return answers;
  }

  @Override
  public void close() {
    spark.close();
  }
}
