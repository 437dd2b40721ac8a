package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.run.RefusedSummary;
import io.ingot.core.run.RefusedSummary.Fates;
import io.ingot.core.run.RefusedSummary.Group;
import io.ingot.core.run.Selection;
import io.ingot.core.run.Stages;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** {@code ingot quarantine list}: what tables refused, by broken rule, and what became of it. */
record QuarantineListVerb(Supplier<Stages> stages) implements Verb {
  QuarantineListVerb {
    Objects.requireNonNull(stages, "stages");
  }

  @Override
  public String name() {
    return "quarantine list";
  }

  @Override
  public String summary() {
    return "count refused rows by table and broken rule, with what became of them; --all: closed too";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.OUTPUT, Option.ALL);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    boolean all = command.order().rows().extent() == RowWords.Extent.ALL;
    List<RefusedSummary> summaries =
        QuarantineVerbs.look(
            opened,
            console,
            stages,
            work ->
                work.summaries(Selection.of(command.select()).in(opened.project())).stream()
                    .map(summary -> all ? summary : summary.unsettled())
                    .toList());
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(summaries));
    } else {
      print(summaries, console);
    }
    return ExitCode.DONE;
  }

  private static void print(List<RefusedSummary> summaries, Console console) {
    List<List<String>> rows =
        summaries.stream()
            .flatMap(summary -> summary.groups().stream().map(group -> row(summary, group)))
            .toList();
    if (!rows.isEmpty()) {
      console.table(
          List.of(
              "table",
              "rule",
              "column",
              "open",
              "resolved",
              "corrected",
              "waived",
              "superseded",
              "first seen",
              "last seen",
              "example"),
          rows);
    }
    List<String> totals =
        summaries.stream()
            .filter(summary -> summary.opened() > 0)
            .map(QuarantineListVerb::total)
            .toList();
    totals.forEach(console::line);
    if (totals.isEmpty()) {
      console.line("No row was ever refused.");
    }
  }

  private static List<String> row(RefusedSummary summary, Group group) {
    Fates fates = group.fates();
    return List.of(
        summary.table().toString(),
        group.rule(),
        group.column(),
        String.valueOf(fates.open()),
        String.valueOf(fates.resolved()),
        String.valueOf(fates.corrected()),
        String.valueOf(fates.waived()),
        String.valueOf(fates.superseded()),
        group.firstSeen().truncatedTo(ChronoUnit.SECONDS).toString(),
        group.lastSeen().truncatedTo(ChronoUnit.SECONDS).toString(),
        group.example().map(QuarantineVerbs::oneLine).orElse("-"));
  }

  private static String total(RefusedSummary summary) {
    Fates fates = summary.fates();
    return summary.table()
        + ": "
        + summary.opened()
        + " opened "
        + (summary.reconciles() ? "=" : "IS NOT")
        + " "
        + fates.open()
        + " open + "
        + fates.resolved()
        + " resolved + "
        + fates.corrected()
        + " corrected + "
        + fates.waived()
        + " waived + "
        + fates.superseded()
        + " superseded";
  }
}
