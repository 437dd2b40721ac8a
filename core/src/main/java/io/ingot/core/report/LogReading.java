package io.ingot.core.report;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Verdict;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.LakeTable.CommittedBatch;
import io.ingot.core.lake.TableSize;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.report.Standing.BatchLine;
import io.ingot.core.report.Standing.ByRule;
import io.ingot.core.report.Standing.CheckLine;
import io.ingot.core.report.Standing.Point;
import io.ingot.core.report.Standing.Refused;
import io.ingot.core.report.Standing.Size;
import io.ingot.core.run.QuarantineWork;
import io.ingot.core.run.RefusedSummary;
import io.ingot.core.watch.Freshness;
import io.ingot.core.watch.TableAges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * What a table's log tells.
 *
 * @param columns that the table has; none for one that is not there
 * @param problem why the log could not be read
 */
record LogReading(StructType columns, Standing standing, Optional<String> problem) {
  /** Versions that are looked at, the latest ones. */
  private static final int VERSIONS = 40;

  static LogReading of(Table table, Lake lake, QuarantineWork quarantine, Discretion discretion) {
    try {
      TableState state = lake.table(table.name()).state();
      return state.exists()
          ? of(table, state, lake, quarantine, discretion)
          : new LogReading(new StructType(), Standing.nothing(), Optional.empty());
    } catch (RuntimeException e) {
      // One broken table is told and does not hide the others.
      return new LogReading(
          new StructType(), Standing.nothing(), Optional.of(e.getClass().getSimpleName() + "."));
    }
  }

  private static LogReading of(
      Table table, TableState state, Lake lake, QuarantineWork quarantine, Discretion discretion) {
    LakeTable log = lake.table(table.name());
    List<CommittedBatch> commits = new ArrayList<>();
    log.committedAfter(state.version() - VERSIONS, commits::add);
    CheckWords words = new CheckWords(table, discretion);
    Map<String, List<Point>> points = new LinkedHashMap<>();
    List<BatchLine> batches = new ArrayList<>();
    for (CommittedBatch commit : commits) {
      if (!commit.record().isEmpty()) {
        BatchRecord record = Json.read(commit.record(), BatchRecord.class);
        batches.add(line(commit, record, discretion));
        record
            .verdicts()
            .forEach(
                verdict ->
                    points
                        .computeIfAbsent(words.of(verdict.check()), any -> new ArrayList<>())
                        .add(point(record, verdict, discretion)));
      }
    }
    Optional<Size> aside =
        table.name().layer() == Layer.SILVER
            ? size(lake, table.name().quarantine())
            : Optional.empty();
    return new LogReading(
        state.schema(),
        new Standing(
            Optional.of(state.version()),
            size(lake, table.name()),
            aside,
            batches,
            points.entrySet().stream()
                .map(check -> new CheckLine(check.getKey(), check.getValue()))
                .toList(),
            aside.flatMap(any -> refused(table.name(), quarantine)),
            Optional.empty()),
        Optional.empty());
  }

  /** The same with the table's age; one that cannot be told is a problem of the table alone. */
  LogReading aged(TableName table, TableAges ages, Instant at) {
    if (problem.isPresent()) {
      return this;
    }
    try {
      Freshness freshness = ages.of(List.of(table), at).get(0);
      return new LogReading(columns, standing.aged(Standing.Age.of(freshness)), problem);
    } catch (RuntimeException e) {
      return new LogReading(columns, standing, Optional.of(e.getClass().getSimpleName() + "."));
    }
  }

  private static BatchLine line(CommittedBatch commit, BatchRecord record, Discretion discretion) {
    return new BatchLine(
        record.batch(),
        commit.version(),
        record.run(),
        record.at(),
        discretion.said(record.plan().range()),
        discretion.said(record.plan().reason()),
        record.counts().read(),
        record.counts().written(),
        record.counts().duplicates(),
        record.counts().quarantined());
  }

  private static Point point(BatchRecord record, Verdict verdict, Discretion discretion) {
    return new Point(
        record.batch(),
        record.at(),
        verdict.ruling().name().toLowerCase(Locale.ROOT),
        discretion.said(verdict.measured()),
        verdict.value());
  }

  private static Optional<Size> size(Lake lake, TableName table) {
    return lake.table(table).size().map(LogReading::size);
  }

  private static Size size(TableSize size) {
    return new Size(size.bytes(), size.files(), size.changed());
  }

  private static Optional<Refused> refused(TableName table, QuarantineWork quarantine) {
    return quarantine.summaries(List.of(table)).stream()
        .filter(summary -> summary.opened() > 0)
        .findFirst()
        .map(LogReading::refused);
  }

  /** The examples of offending values stay behind. */
  private static Refused refused(RefusedSummary summary) {
    return new Refused(
        summary.opened(),
        summary.fates(),
        summary.groups().stream()
            .map(
                group ->
                    new ByRule(
                        group.rule(),
                        group.column(),
                        group.fates(),
                        group.firstSeen(),
                        group.lastSeen()))
            .toList());
  }
}
