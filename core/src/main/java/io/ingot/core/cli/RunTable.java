package io.ingot.core.cli;

import io.ingot.core.run.RunRecord;
import io.ingot.core.run.SparkApplication;
import io.ingot.core.run.StageRecord;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A run's record as a table that a person reads. */
final class RunTable {
  /** How the names of tallies begin that count the rows which break a rule. */
  private static final String RULE = "rule:";

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
    for (StageRecord stage : record.stages()) {
      tell(stage, "", tally -> !tally.startsWith(RULE), console);
      tell(stage, "rows by broken rule: ", tally -> tally.startsWith(RULE), console);
    }
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
    record.application().flatMap(RunTable::pages).ifPresent(console::line);
  }

  /** Where to look at what Spark did; nowhere, where nothing of it was written down. */
  private static Optional<String> pages(SparkApplication application) {
    return application
        .page()
        .map(page -> "its Spark pages: " + page)
        .or(
            () ->
                application.logged()
                    ? Optional.of("its Spark pages: ingot history (" + application.id() + ")")
                    : Optional.empty());
  }

  private static void tell(
      StageRecord stage, String what, Predicate<String> told, Console console) {
    String tallies =
        stage.tallies().entrySet().stream()
            .filter(tally -> told.test(tally.getKey()))
            .map(tally -> tally.getKey().replaceFirst("^" + RULE, "") + " " + tally.getValue())
            .collect(Collectors.joining(", "));
    if (!tallies.isEmpty()) {
      console.line(stage.table() + ": " + what + tallies);
    }
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
