package io.ingot.core.run;

import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Json;
import io.ingot.core.lake.Lake;
import java.sql.Timestamp;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The records of a lake's runs. They are told afterwards and decide nothing: what was done stands
 * in the tables' own commits.
 */
public final class RunHistory {
  private static final StructType COLUMNS =
      new StructType()
          .add("run", DataTypes.StringType)
          .add("started", DataTypes.TimestampType)
          .add("ended", DataTypes.TimestampType)
          .add("exit_code", DataTypes.IntegerType)
          .add("table", DataTypes.StringType)
          .add("outcome", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("window", DataTypes.StringType)
          .add("version", DataTypes.LongType)
          .add("read", DataTypes.LongType)
          .add("written", DataTypes.LongType)
          .add("duplicates", DataTypes.LongType)
          .add("quarantined", DataTypes.LongType)
          .add("bytes", DataTypes.LongType)
          .add("seconds", DataTypes.DoubleType)
          .add("verdicts", DataTypes.StringType);

  private final Lake lake;

  public RunHistory(Lake lake) {
    this.lake = lake;
  }

  /** Keeps a record; a run that moved nothing leaves its JSON file and no row. */
  public void keep(RunRecord record) {
    lake.files().put("runs/" + record.run() + ".json", Json.pretty(record));
    if (record.committed() || record.exitCode() != 0) {
      List<Row> rows = record.stages().stream().map(stage -> row(record, stage)).toList();
      lake.spark()
          .createDataFrame(rows, COLUMNS)
          .coalesce(1)
          .withColumn("environment", lit(record.environment()))
          .write()
          .format("delta")
          .mode("append")
          .save(lake.location() + "/_ingot/control/runs");
    }
  }

  private static Row row(RunRecord record, StageRecord stage) {
    return RowFactory.create(
        record.run(),
        Timestamp.from(record.started()),
        Timestamp.from(record.ended()),
        record.exitCode(),
        stage.table().toString(),
        stage.outcome(),
        stage.reason(),
        stage.window(),
        stage.version().isPresent() ? stage.version().getAsLong() : null,
        stage.read(),
        stage.written(),
        stage.duplicates(),
        stage.quarantined(),
        stage.bytes(),
        stage.seconds(),
        Json.write(stage.verdicts()));
  }
}
