package io.ingot.quality;

import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Conductor;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.IngotException;
import io.ingot.core.lineage.PersonalColumns;
import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Selection;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.Measurement;
import io.ingot.quality.alert.Looked;
import io.ingot.quality.alert.Notice;
import io.ingot.quality.alert.Notifier;
import io.ingot.quality.state.TableMeasures;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code ingot quality check}: all checks of tables, judged over the tables as they stand. */
final class CheckVerb implements Verb {
  @Override
  public String name() {
    return "quality check";
  }

  @Override
  public String summary() {
    return "judge all checks of tables as they stand, reading what is new; changes no table";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.EXCLUDE, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.toWrite(command);
    Set<TableName> selected =
        Selection.of(command.select())
            .without(command.said(Option.EXCLUDE).orElse(""))
            .in(opened.project(), opened.lake());
    Calling calling = new Calling(opened, console, Conductor.newId());
    List<JudgedTable> judged = new ArrayList<>();
    ExitCode worst = ExitCode.DONE;
    for (TableName name : selected) {
      try {
        Optional<JudgedTable> table = calling.judge(opened.project().table(name).orElseThrow());
        table.ifPresent(judged::add);
        worst = worst.orWorse(table.map(JudgedTable::exitCode).orElse(ExitCode.DONE));
      } catch (IngotException e) {
        // The other tables are judged all the same.
        console.error(name + ": " + e.getMessage());
        worst = worst.orWorse(e.exitCode());
      }
    }
    print(judged, command.output(), console);
    calling.notify(judged);
    return worst;
  }

  private static void print(List<JudgedTable> judged, OutputFormat output, Console console) {
    if (output == OutputFormat.JSON) {
      console.line(Json.pretty(judged));
      return;
    }
    if (judged.isEmpty()) {
      console.line("None of these tables has checks and rows; see docs/table-measures.md.");
      return;
    }
    console.table(
        List.of("table", "check", "ruling", "measured", "wanted", "owner"),
        judged.stream()
            .flatMap(table -> table.verdicts().stream().map(verdict -> row(table, verdict)))
            .toList());
    console.line("");
    console.table(
        List.of("table", "version", "rows", "checks", "broken", "score"),
        judged.stream().map(CheckVerb::row).toList());
  }

  private static List<String> row(JudgedTable table, Verdict verdict) {
    return List.of(
        table.table().toString(),
        verdict.check(),
        word(verdict.ruling()),
        verdict.measured(),
        verdict.wanted().orElse("-"),
        verdict.owner().orElse("-"));
  }

  private static List<String> row(JudgedTable table) {
    return List.of(
        table.table().toString(),
        String.valueOf(table.version()),
        String.valueOf(table.rows()),
        String.valueOf(table.verdicts().size()),
        String.valueOf(table.broken()),
        String.format(Locale.ROOT, "%.4f", table.score()));
  }

  private static Stream<Notice> notices(JudgedTable table) {
    return table.verdicts().stream()
        .filter(verdict -> verdict.ruling() == Ruling.REFUSED || verdict.ruling() == Ruling.WARNED)
        .map(verdict -> Notice.of(table.table(), Trouble.WARNED, verdict));
  }

  /** Nothing is refused here: the rows are in the table already. */
  private static String word(Ruling ruling) {
    return ruling == Ruling.REFUSED ? "broken" : ruling.name().toLowerCase(Locale.ROOT);
  }

  /**
   * One call.
   *
   * @param run the id that its measurements carry
   */
  private record Calling(Opened opened, Console console, String run) {
    /** Judges a table, keeps what was measured and tells it; empty where there is nothing to. */
    Optional<JudgedTable> judge(Table table) {
      opened.lake().words().about(table.name().toString(), "judge its rows by the checks");
      Optional<Gate> gate = new QualityGates().whole(opened.project(), table, opened.lake());
      if (gate.isEmpty()) {
        return Optional.empty();
      }
      if (!opened.lake().table(table.name()).state().exists()) {
        console.note("check=" + table.name() + " outcome=no-table");
        return Optional.empty();
      }
      Instant began = Instant.now();
      TableMeasures known =
          new TableMeasures(
              opened.lake(),
              table.name(),
              new PersonalColumns(opened.project(), opened.lake()).of(table.name()));
      JudgedTable judged = new TableJudge(opened.lake()).judge(table.name(), known, gate.get());
      keep(judged);
      tell(judged, began.until(Instant.now(), ChronoUnit.MILLIS));
      return Optional.of(judged);
    }

    /** Tells the project's channels what is broken, and what is well again. */
    void notify(List<JudgedTable> judged) {
      Notifier.of(opened.project(), opened.lake(), "check", console::note)
          .tell(
              judged.stream().flatMap(CheckVerb::notices).toList(),
              judged.stream()
                  .map(table -> new Looked(table.table(), Trouble.WARNED))
                  .collect(Collectors.toSet()));
    }

    private void keep(JudgedTable judged) {
      Instant now = Instant.now();
      new MeasureLog(opened.lake())
          .keep(
              run + "-" + judged.table(),
              now,
              judged.verdicts().stream()
                  .map(verdict -> Measurement.of(now, run, judged.table(), verdict))
                  .toList());
    }

    private void tell(JudgedTable judged, long millis) {
      console.note(
          String.format(
              Locale.ROOT,
              "check=%s version=%d rows=%d checks=%d broken=%d score=%.4f seconds=%.1f",
              judged.table(),
              judged.version(),
              judged.rows(),
              judged.verdicts().size(),
              judged.broken(),
              judged.score(),
              millis / 1000.0));
      judged.verdicts().stream()
          .filter(verdict -> verdict.ruling() != Ruling.PASSED)
          .forEach(verdict -> console.note("  " + judged.table() + ": " + verdict.describe()));
    }
  }
}
