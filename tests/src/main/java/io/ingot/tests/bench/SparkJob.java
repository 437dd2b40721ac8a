package io.ingot.tests.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.to_timestamp;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The contestant "spark": a job by hand on Spark and Delta with sensible settings, and none of
 * Ingot's code. It keeps no quarantine, checks nothing and is not safe to be killed.
 */
final class SparkJob {
  private SparkJob() {}

  public static void main(String[] arguments) {
    Path input = Path.of(arguments[0]);
    Path output = Path.of(arguments[1]);
    Stages stages = new Stages(System.out);
    try (SparkSession spark = stages.call("session", () -> session(output))) {
      stages.run("bronze", () -> save(bronze(spark, input), output.resolve("bronze")));
      stages.run(
          "silver", () -> save(silver(load(spark, output, "bronze")), output.resolve("silver")));
      stages.run("gold", () -> save(gold(load(spark, output, "silver")), output.resolve("gold")));
    }
  }

  private static SparkSession session(Path output) {
    return SparkSession.builder()
        .appName("bench")
        .master("local[" + Arena.CORES + "]")
        .config("spark.ui.enabled", false)
        .config("spark.sql.adaptive.enabled", true)
        .config("spark.sql.shuffle.partitions", 4)
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.warehouse.dir", output.resolve("warehouse").toString())
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.databricks.delta.snapshotPartitions", 2)
        .getOrCreate();
  }

  static Dataset<Row> bronze(SparkSession spark, Path input) {
    StructType texts = new StructType();
    for (String column : EventGenerator.COLUMNS) {
      texts = texts.add(column, DataTypes.StringType);
    }
    return spark
        .read()
        .schema(texts)
        .option("header", true)
        .csv(input.toString())
        .withColumn("_source", col("_metadata.file_path"))
        .withColumn("_extracted_at", current_timestamp());
  }

  static Dataset<Row> silver(Dataset<Row> bronze) {
    return bronze
        .select(
            col("event_id"),
            col("user_id").cast("bigint"),
            col("event_type"),
            to_timestamp(col("event_time"), "yyyy-MM-dd HH:mm:ss").as("event_time"),
            col("amount").cast("decimal(12,2)"),
            col("duration").cast("int"),
            col("category"),
            col("country"))
        .filter(
            col("event_id")
                .isNotNull()
                .and(col("user_id").isNotNull())
                .and(col("event_time").isNotNull())
                .and(col("amount").geq(0))
                .and(col("event_type").isin("view", "click", "cart", "like", "search", "purchase")))
        .dropDuplicates("event_id", "user_id");
  }

  static Dataset<Row> gold(Dataset<Row> silver) {
    return silver
        .groupBy(to_date(col("event_time")).as("day"), col("category"), col("event_type"))
        .agg(
            count(lit(1)).as("events"),
            sum("amount").as("amount"),
            countDistinct("user_id").as("users"));
  }

  private static Dataset<Row> load(SparkSession spark, Path output, String table) {
    return spark.read().format("delta").load(output.resolve(table).toString());
  }

  private static void save(Dataset<Row> rows, Path table) {
    rows.write().format("delta").mode("overwrite").save(table.toString());
  }
}
