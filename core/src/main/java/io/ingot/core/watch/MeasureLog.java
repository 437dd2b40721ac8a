package io.ingot.core.watch;

import io.ingot.core.batch.Json;
import io.ingot.core.lake.Lake;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lake's measures over time: one file of JSON lines for each run below {@code
 * _ingot/measures/DAY}, so that keeping them costs no Spark job, a stretch of days is read by
 * listing its folders, and Spark reads them all as one table.
 */
public final class MeasureLog {
  private static final String ROOT = "measures";

  private final Lake lake;

  public MeasureLog(Lake lake) {
    this.lake = lake;
  }

  /** Keeps what a run measured; nothing is written for a run that measured nothing. */
  public void keep(RunRecord record) {
    List<Measurement> measured =
        record.stages().stream().flatMap(stage -> of(record, stage)).toList();
    keep(record.run(), record.ended(), measured);
  }

  /**
   * Keeps what one call measured; the same call may keep more than once by different names.
   *
   * @param name of the file, unique in its day
   */
  public void keep(String name, Instant at, List<Measurement> measured) {
    if (!measured.isEmpty()) {
      lake.files()
          .put(
              ROOT + "/" + day(at) + "/" + name + ".json",
              measured.stream().map(Json::write).collect(Collectors.joining("\n")));
    }
  }

  /**
   * Keeps how old tables are.
   *
   * @param name of the file, unique in its day
   * @param run the run, or the call, that measured it
   */
  public void keep(String name, String run, List<Freshness> ages) {
    ages.stream()
        .findFirst()
        .ifPresent(
            any -> keep(name, any.at(), ages.stream().map(age -> age.measured(run)).toList()));
  }

  /** Everything that was measured since a moment, the oldest first. */
  public List<Measurement> since(Instant from) {
    return names(from).stream()
        .flatMap(name -> of(name).stream())
        .filter(measurement -> !measurement.at().isBefore(from))
        .sorted(Comparator.comparing(Measurement::at))
        .toList();
  }

  /**
   * What the parts of the log are called, day by day from that of a moment on, for whoever
   * remembers which of them were read; a part never changes.
   */
  public List<String> names(Instant from) {
    return lake.files().folders(ROOT).stream()
        .filter(day -> day.compareTo(day(from)) >= 0)
        .flatMap(day -> lake.files().list(ROOT + "/" + day).stream().map(file -> day + "/" + file))
        .toList();
  }

  /** What one part of the log tells; nothing where it is gone. */
  public List<Measurement> of(String name) {
    return lake.files().read(ROOT + "/" + name).map(MeasureLog::in).orElse(List.of());
  }

  private static List<Measurement> in(String text) {
    return Arrays.stream(text.split("\n")).map(line -> Json.read(line, Measurement.class)).toList();
  }

  private static Stream<Measurement> of(RunRecord record, StageRecord stage) {
    List<Measurement> measured = new ArrayList<>();
    stage
        .verdicts()
        .forEach(
            verdict ->
                measured.add(Measurement.of(record.ended(), record.run(), stage.table(), verdict)));
    if (!stage.batches().isEmpty()) {
      measured.add(rows(record, stage, "read", stage.read()));
      measured.add(rows(record, stage, "written", stage.written()));
      measured.add(rows(record, stage, "duplicates", stage.duplicates()));
      measured.add(rows(record, stage, "quarantined", stage.quarantined()));
      stage
          .nulls()
          .ratio()
          .ifPresent(
              ratio ->
                  measured.add(
                      Measurement.of(
                          record.ended(),
                          record.run(),
                          stage.table(),
                          Measurement.Kind.NULLS,
                          "table",
                          ratio)));
    }
    return measured.stream();
  }

  private static Measurement rows(RunRecord record, StageRecord stage, String name, long rows) {
    return Measurement.of(
        record.ended(), record.run(), stage.table(), Measurement.Kind.ROWS, name, rows);
  }

  private static String day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
  }
}
