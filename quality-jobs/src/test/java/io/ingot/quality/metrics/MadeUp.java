package io.ingot.quality.metrics;

import io.ingot.core.batch.Nulls;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.project.TableName;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import io.ingot.core.watch.Measurement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Records of runs that never were, of a project of two tables. */
final class MadeUp {
  private static final double SECONDS = 4.5;

  private MadeUp() {}

  /** The project, with a line of {@code ingot.yml}, and one of its silver table. */
  static Project project(Path folder, String line, String silver) {
    file(
        folder,
        "ingot.yml",
        "name: shop\nlake: lake\nconnections:\n"
            + "  drop: {type: files, root: in}\n"
            + line
            + "\n");
    file(
        folder,
        "bronze/item.yml",
        "source: {connection: drop, path: '*.csv', format: csv, settle: 0s}\n");
    file(
        folder,
        "silver/item.yml",
        "from: bronze.item\ncolumns:\n  id: {type: bigint, key: true}\n  amount: {type: int}\n"
            + "write: {mode: merge}\n"
            + silver
            + "\n");
    return ProjectLoader.load(folder, "dev").orThrow();
  }

  private static void file(Path folder, String name, String text) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run that took one minute. */
  static RunRecord run(String id, String ended, int exitCode, StageRecord... stages) {
    Instant end = Instant.parse(ended);
    return new RunRecord(id, "shop", "dev", end.minusSeconds(60), end, exitCode, List.of(stages));
  }

  /** A table that got a batch of rows. */
  static StageRecord published(String table, long read, long quarantined, long late) {
    return stage(table, "published", List.of(0L), read, quarantined, late);
  }

  /** A table that got none. */
  static StageRecord ended(String table, String outcome) {
    return stage(table, outcome, List.of(), 0, 0, 0);
  }

  private static StageRecord stage(
      String table, String outcome, List<Long> batches, long read, long quarantined, long late) {
    return new StageRecord(
        TableName.of(table),
        outcome,
        "",
        "-",
        batches,
        OptionalLong.empty(),
        read,
        read - quarantined,
        0,
        quarantined,
        0,
        SECONDS,
        1,
        late == 0 ? Map.of() : Map.of("late_rows", late),
        List.of(),
        Nulls.none(),
        Map.of());
  }

  /** A number that one run measured of the silver table. */
  static Measurement measured(
      String run, String at, Measurement.Kind kind, String name, double value) {
    return Measurement.of(Instant.parse(at), run, TableName.of("silver.item"), kind, name, value);
  }

  /** What one run said of checks of the silver table. */
  static List<Measurement> judged(String run, String at, Verdict.Ruling ruling, String... checks) {
    return Arrays.stream(checks)
        .map(
            check ->
                Measurement.of(
                    Instant.parse(at),
                    run,
                    TableName.of("silver.item"),
                    Verdict.of(check, ruling, "so").measuring(0.5)))
        .toList();
  }

  /** The lines of a metric without its name and the labels that all have. */
  static List<String> lines(Readings readings, Metric metric) {
    return readings
        .text()
        .lines()
        .filter(line -> line.startsWith(metric.word() + "{"))
        .map(line -> line.substring(metric.word().length()))
        .map(line -> line.replaceAll(",?(pipeline=\"shop\"|environment=\"dev\")", ""))
        .map(line -> line.replaceFirst("^\\{,?", "{").replaceFirst("^\\{}", ""))
        .map(String::strip)
        .toList();
  }
}
