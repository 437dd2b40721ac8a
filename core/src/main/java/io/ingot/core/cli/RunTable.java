package io.ingot.core.cli;

import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run's record as a table that a person reads. */
final class RunTable {
  private RunTable() {}

  static void print(RunRecord record, Console console) {
    console.table(
        List.of(
            "table",
            "outcome",
            "read",
            "written",
            "duplicates",
            "quarantined",
            "version",
            "time",
            "window"),
        record.stages().stream().map(RunTable::row).toList());
    record.stages().stream()
        .filter(stage -> !stage.tallies().isEmpty())
        .map(stage -> stage.table() + ": " + tallies(stage))
        .forEach(console::line);
    record.stages().stream()
        .flatMap(
            stage ->
                stage.verdicts().stream()
                    .map(
                        verdict ->
                            stage.table()
                                + ": "
                                + verdict.summary()
                                + " -> "
                                + verdict.ruling().name().toLowerCase(Locale.ROOT)))
        .filter(line -> !line.endsWith("passed"))
        .forEach(console::line);
    console.line(
        String.format(
            Locale.ROOT,
            "run %s ended with exit code %d after %.1f s",
            record.run(),
            record.exitCode(),
            Duration.between(record.started(), record.ended()).toMillis() / 1000.0));
  }

  private static String tallies(StageRecord stage) {
    return stage.tallies().entrySet().stream()
        .map(tally -> tally.getKey() + " " + tally.getValue())
        .collect(Collectors.joining(", "));
  }

  private static List<String> row(StageRecord stage) {
    return List.of(
        stage.table().toString(),
        stage.outcome(),
        count(stage, stage.read()),
        count(stage, stage.written()),
        count(stage, stage.duplicates()),
        count(stage, stage.quarantined()),
        stage.version().isPresent() ? String.valueOf(stage.version().getAsLong()) : "-",
        String.format(Locale.ROOT, "%.1fs", stage.seconds()),
        stage.window().equals("-") ? stage.reason() : stage.window());
  }

  private static String count(StageRecord stage, long rows) {
    return stage.batches().isEmpty() ? "-" : String.format(Locale.ROOT, "%,d", rows);
  }
}
