package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Selection;
import io.ingot.core.watch.AgeWatch;
import io.ingot.core.watch.Freshness;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.TableAges;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * {@code ingot quality fresh}: the age of every table that declares how old it may be, which is
 * kept; ends with 4 when one is late, so that a scheduler can tell.
 */
record FreshVerb(Clock clock) implements Verb {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'fresh-'HHmmssSSS").withZone(ZoneOffset.UTC);

  FreshVerb {
    Objects.requireNonNull(clock, "clock");
  }

  @Override
  public String name() {
    return "quality fresh";
  }

  @Override
  public String summary() {
    return "measure how old tables are that declare fresh; exit 4 when one is late";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    Set<TableName> tables = Selection.of(command.select()).in(opened.project());
    Instant now = clock.instant();
    List<Freshness> ages = new TableAges(opened.project(), opened.lake()).declared(tables, now);
    String call = NAME.format(now);
    new MeasureLog(opened.lake()).keep(call, call, ages);
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(ages.stream().map(AgeLine::of).toList()));
    } else if (ages.isEmpty()) {
      console.line("No table of these declares how old it may be, by fresh: {within: 26h}.");
    } else {
      console.table(AgeLine.HEAD, ages.stream().map(AgeLine::of).map(AgeLine::row).toList());
    }
    AgeWatch.tell(opened.project(), opened.lake(), ages, console::note);
    return ages.stream().anyMatch(Freshness::isLate) ? ExitCode.WARNINGS : ExitCode.DONE;
  }
}
