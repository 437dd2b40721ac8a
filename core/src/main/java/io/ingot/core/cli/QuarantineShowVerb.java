package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.batch.Pick;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import io.ingot.core.run.RefusedRow;
import io.ingot.core.run.Stages;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** {@code ingot quarantine show}: refused rows, each with all that is known of it. */
record QuarantineShowVerb(Supplier<Stages> stages) implements Verb {
  private static final int FEW = 20;

  QuarantineShowVerb {
    Objects.requireNonNull(stages, "stages");
  }

  @Override
  public String name() {
    return "quarantine show";
  }

  @Override
  public String summary() {
    return "show a table's refused rows: state, where from, every broken rule, the record";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.SELECT,
        Option.OUTPUT,
        Option.RULE,
        Option.COLUMN,
        Option.BATCH,
        Option.ID,
        Option.LIMIT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    QuarantineVerbs.requireSelection(command);
    Pick pick = command.order().rows().pick();
    int limit = command.order().rows().limit().orElse(FEW);
    Opened opened = Opened.of(command);
    Set<TableName> tables = QuarantineVerbs.selected(command, opened);
    if (tables.size() != 1) {
      throw new ProjectException(
          "Cannot show the rows of " + tables.size() + " tables at once. Select one.");
    }
    TableName table = tables.iterator().next();
    List<RefusedRow> rows =
        QuarantineVerbs.look(opened, console, stages, work -> work.rows(table, pick, limit));
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(rows));
    } else {
      rows.forEach(row -> print(row, console));
      console.line(
          rows.isEmpty()
              ? table + " has refused no such row."
              : rows.size() == limit
                  ? limit + " rows; there may be more: say --limit."
                  : rows.size() + (rows.size() == 1 ? " row." : " rows."));
    }
    return ExitCode.DONE;
  }

  private static void print(RefusedRow row, Console console) {
    RefusedRow.Origin origin = row.origin();
    console.line(row.id() + "  " + row.state() + row.end().map(QuarantineShowVerb::end).orElse(""));
    console.line(
        "  from    "
            + origin.name().orElse("?")
            + origin.position().map(position -> " at " + position).orElse("")
            + ", "
            + origin.table().map(table -> table + " ").orElse("")
            + "batch "
            + origin.batch());
    console.line(
        "  refused "
            + row.firstSeen().truncatedTo(ChronoUnit.SECONDS)
            + " by batch "
            + row.batch()
            + ", run "
            + row.run()
            + ", rules "
            + row.definition());
    row.broken()
        .forEach(
            broken ->
                console.line(
                    "  broke   "
                        + broken.rule()
                        + " "
                        + broken.column()
                        + broken
                            .value()
                            .map(value -> ": " + QuarantineVerbs.oneLine(value))
                            .orElse("")));
    console.line(
        "  record  "
            + row.raw().map(raw -> raw.replaceAll("\\p{Cntrl}", "?")).orElse("(forgotten)"));
  }

  private static String end(RefusedRow.End end) {
    return " by batch "
        + end.batch()
        + " "
        + end.at().truncatedTo(ChronoUnit.SECONDS)
        + end.who().map(who -> " by " + who).orElse("")
        + end.reason().map(reason -> ": " + reason).orElse("");
  }
}
