package io.ingot.core.run;

import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Json;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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

  /** Tells that a run begins, so that one can go on with it even if it is killed. */
  public void begin(BegunRun begun) {
    lake.files().put(begun(begun.run()), Json.write(begun));
  }

  /** The runs of a project and an environment that are told of, the newest first. */
  public Stream<PastRun> newestFirst(Project project) {
    Set<String> begun = new TreeSet<>(lake.files().list("begun"));
    Set<String> ended = new TreeSet<>(lake.files().list("runs"));
    TreeSet<String> all = new TreeSet<>(begun);
    all.addAll(ended);
    return all.descendingSet().stream()
        .flatMap(
            file ->
                (ended.contains(file)
                        ? lake.files()
                            .read("runs/" + file)
                            .map(text -> PastRun.of(Json.read(text, RunRecord.class)))
                        : lake.files()
                            .read("begun/" + file)
                            .map(text -> PastRun.of(Json.read(text, BegunRun.class))))
                    .stream())
        .filter(run -> run.isOf(project));
  }

  private static String begun(String run) {
    return "begun/" + run + ".json";
  }

  /** Keeps a record; a run that moved nothing leaves its JSON file and no row. */
  public void keep(RunRecord record) {
    lake.files().put("runs/" + record.run() + ".json", Json.pretty(record));
    lake.files().delete(begun(record.run()));
    record.resumes().ifPresent(run -> lake.files().delete(begun(run)));
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
