package io.ingot.etl.why;

import io.ingot.core.cli.Console;
import io.ingot.core.run.RefusedRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;

/** A row's way, for a person. */
record AnswerText(Answer answer) {
  void print(Console console) {
    if (!answer.isFound()) {
      console.line("No such row. Looked in: " + String.join("; ", answer.looked()) + ".");
      return;
    }
    console.line(answer.table() + " at version " + answer.version());
    if (answer.rows().isEmpty()) {
      console.line("  the row is not there now");
    }
    answer.rows().forEach(row -> console.line("  " + line(row)));
    head(console, "came from", answer.origins().isEmpty());
    answer.origins().forEach(origin -> console.line("  " + line(origin)));
    head(console, "made by", answer.batches().isEmpty());
    answer.batches().forEach(batch -> console.line("  " + line(batch)));
    head(console, "changes, " + answer.reach(), answer.changes().isEmpty());
    answer.changes().forEach(change -> console.line("  " + line(change)));
    head(console, "in quarantine", answer.refused().isEmpty());
    answer.refused().forEach(row -> console.line("  " + line(row)));
    head(console, "went to", answer.went().isEmpty());
    answer.went().forEach(went -> console.line("  " + line(went)));
    head(console, "computed from", answer.inputs().isEmpty());
    answer
        .inputs()
        .forEach((table, version) -> console.line("  " + table + " at version " + version));
    answer.sql().ifPresent(sql -> sql.lines().forEach(line -> console.line("  | " + line)));
  }

  private static void head(Console console, String head, boolean nothing) {
    if (!nothing) {
      console.line(head);
    }
  }

  private static String line(Map<String, String> row) {
    return row.entrySet().stream()
        .map(cell -> cell.getKey() + " " + safe(cell.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** A value breaks no line, and does nothing to a terminal. */
  private static String safe(String value) {
    return value.replaceAll("\\p{Cntrl}", "?");
  }

  private static String line(Answer.Origin origin) {
    return safe(origin.source())
        + origin.position().map(position -> " at " + position).orElse("")
        + ", "
        + origin.table()
        + " batch "
        + origin.batch()
        + ", run "
        + origin.run()
        + ", extracted "
        + seconds(origin.extractedAt())
        + (origin.duplicates() == 0
            ? ""
            : ", one of " + (origin.duplicates() + 1) + " of this key, of which one is kept");
  }

  private static String line(Answer.Made batch) {
    return "batch "
        + batch.batch()
        + ", run "
        + batch.run()
        + ", "
        + seconds(batch.at())
        + ", rules "
        + batch.definition()
        + ", "
        + batch.mode()
        + " "
        + batch.range();
  }

  private static String line(Answer.Change change) {
    return "version "
        + change.version()
        + " "
        + seconds(change.at())
        + change.batch().map(batch -> " batch " + batch).orElse(" no batch")
        + " "
        + change.kind()
        + ": "
        + line(change.columns());
  }

  private static String line(RefusedRow row) {
    return row.id()
        + " "
        + row.state()
        + row.end().map(end -> " by batch " + end.batch()).orElse("")
        + ", refused "
        + seconds(row.firstSeen())
        + " by batch "
        + row.batch()
        + ", rules "
        + row.definition()
        + ": "
        + row.broken().stream()
            .map(
                broken ->
                    broken.rule()
                        + " "
                        + broken.column()
                        + broken.value().map(value -> " (" + safe(value) + ")").orElse(""))
            .collect(Collectors.joining(", "));
  }

  private static String line(Answer.Went went) {
    return went.table()
        + ", "
        + safe(went.place())
        + ": "
        + went.rows()
        + (went.rows() == 1 ? " row, " : " rows, ")
        + went.batch()
            .map(
                batch ->
                    "with batch "
                        + batch.batch()
                        + " "
                        + seconds(batch.at())
                        + " by run "
                        + batch.run())
            .orElse("not yet with the row's last change");
  }

  private static Instant seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }
}
