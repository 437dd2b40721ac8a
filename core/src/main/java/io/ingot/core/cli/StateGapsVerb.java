package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Gap;
import io.ingot.core.run.IntervalLedger;
import io.ingot.core.run.IntervalLedger.Untold;
import io.ingot.core.run.Ledgers;
import io.ingot.core.run.Selection;
import io.ingot.core.run.Stages;
import io.ingot.core.run.States;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code ingot state gaps}: what was passed over of the sources when progress was moved. */
record StateGapsVerb(Supplier<Stages> stages) implements Verb {
  StateGapsVerb {
    Objects.requireNonNull(stages, "stages");
  }

  @Override
  public String name() {
    return "state gaps";
  }

  @Override
  public String summary() {
    return "list what was passed over of the sources; exit code 6 while something is missing";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    List<TableName> tables =
        States.withSource(
            Selection.of(command.select()).in(opened.project()), opened.project(), stages.get());
    List<IntervalLedger> ledgers = ledgers(tables, opened.lake());
    List<Gap> gaps = ledgers.stream().flatMap(ledger -> ledger.gaps().stream()).toList();
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(gaps));
    } else if (gaps.isEmpty()) {
      console.line("no gap");
    } else {
      console.table(
          List.of("table", "line", "from", "to", "batch", "since", "moved by", "why", "state"),
          gaps.stream().map(StateGapsVerb::row).toList());
    }
    ledgers.forEach(ledger -> note(ledger, console));
    return gaps.stream().anyMatch(Gap::open) ? ExitCode.GAP : ExitCode.DONE;
  }

  private static List<IntervalLedger> ledgers(List<TableName> tables, Lake lake) {
    Ledgers ledgers = new Ledgers(lake);
    return tables.stream().map(ledgers::of).toList();
  }

  private static List<String> row(Gap gap) {
    return List.of(
        gap.table().toString(),
        gap.line(),
        gap.from(),
        gap.to(),
        String.valueOf(gap.batch()),
        gap.at().toString(),
        gap.who().orElse("?"),
        gap.why().orElse("-"),
        gap.state().name().toLowerCase(Locale.ROOT));
  }

  private static void note(IntervalLedger ledger, Console console) {
    if (!ledger.untold().isEmpty()) {
      console.note(
          ledger.table()
              + ": the log no longer tells of "
              + ledger.untold().stream().map(Untold::describe).collect(Collectors.joining(", "))
              + ", so gaps beside those are not seen.");
    }
  }
}
