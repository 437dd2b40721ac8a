package io.ingot.core.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Nearest;
import io.ingot.core.project.TableName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.NoMapping$;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.StructField;
import scala.Option;

/**
 * The greatest time in a column: by what the log keeps of the table's files, so that none is
 * opened, or else by an aggregate over that one column.
 */
final class DeltaNewest {
  private final SparkSession spark;
  private final TableName table;
  private final Snapshot snapshot;
  private final String path;

  DeltaNewest(SparkSession spark, TableName table, String path) {
    this.spark = spark;
    this.table = table;
    this.path = path;
    this.snapshot =
        DeltaLog.forTable(spark, new Path(path)).update(false, Option.empty(), Option.empty());
  }

  /** The greatest moment that is not after another. */
  Optional<Instant> of(String column, ZoneId zone, Instant upTo) {
    if (snapshot.version() < 0) {
      return Optional.empty();
    }
    StructField field = field(column);
    TimeKind kind =
        TimeKind.of(field.dataType())
            .orElseThrow(
                () ->
                    new ProjectException(
                        "Cannot tell how old "
                            + table
                            + " is by '"
                            + column
                            + "': it is no date and no timestamp, but "
                            + field.dataType().simpleString()
                            + ". Name another column in fresh.by."));
    return DeltaChecksum.listed(snapshot)
        .map(files -> told(files, field.name(), kind, zone))
        .orElseGet(() -> logged(field.name(), kind, zone))
        // A value of the future hides the newest one of the past, which only the rows tell.
        .filter(told -> told.latest().stream().noneMatch(upTo::isBefore))
        .map(Told::latest)
        .orElseGet(() -> scanned(field.name(), kind, zone, upTo));
  }

  private StructField field(String column) {
    List<StructField> fields = Arrays.asList(snapshot.schema().fields());
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(column))
        .findFirst()
        .orElseThrow(
            () ->
                new ProjectException(
                    "Cannot tell how old "
                        + table
                        + " is: it has no column '"
                        + column
                        + "'. "
                        + Nearest.hint(column, fields.stream().map(StructField::name).toList())
                        + " Correct fresh.by."));
  }

  /** By the files that are listed; empty where one does not tell its greatest value. */
  private static Optional<Told> told(
      List<AddFile> files, String column, TimeKind kind, ZoneId zone) {
    List<Optional<FileTimes>> times =
        files.stream()
            .map(file -> FileTimes.of(Optional.ofNullable(file.stats()), column))
            .toList();
    return times.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : stated(
            times.stream().flatMap(file -> file.orElseThrow().greatest().stream()).toList(),
            kind,
            zone);
  }

  /** By a query over the log, of a table of more files than are listed. */
  private Optional<Told> logged(String column, TimeKind kind, ZoneId zone) {
    if (snapshot.metadata().columnMappingMode() != NoMapping$.MODULE$) {
      return Optional.empty();
    }
    Row told =
        snapshot
            .allFiles()
            .toDF()
            .select(
                FileTimes.greatest(col("stats"), column).as("greatest"),
                FileTimes.isSilent(col("stats"), column)
                    .or(col("deletionVector").isNotNull())
                    .as("silent"))
            .agg(max("greatest"), count_if(col("silent")))
            .first();
    return told.getLong(1) > 0
        ? Optional.empty()
        : stated(Optional.ofNullable(told.getString(0)).stream().toList(), kind, zone);
  }

  private static Optional<Told> stated(List<String> times, TimeKind kind, ZoneId zone) {
    try {
      return Optional.of(
          new Told(
              times.stream().map(text -> kind.stated(text, zone)).max(Comparator.naturalOrder())));
    } catch (DateTimeException e) {
      // Years of more than four digits are written in other ways; the rows tell them.
      return Optional.empty();
    }
  }

  private Optional<Instant> scanned(String column, TimeKind kind, ZoneId zone, Instant upTo) {
    Column time = col("`" + column.replace("`", "``") + "`");
    Dataset<Row> greatest =
        spark
            .read()
            .format("delta")
            .option("versionAsOf", snapshot.version())
            .load(path)
            .where(time.leq(lit(kind.value(upTo, zone))))
            .agg(max(time).cast("string"));
    return Optional.ofNullable(greatest.first().getString(0)).map(text -> kind.shown(text, zone));
  }

  /** What all files tell; empty where none has a value. */
  private record Told(Optional<Instant> latest) {}
}
