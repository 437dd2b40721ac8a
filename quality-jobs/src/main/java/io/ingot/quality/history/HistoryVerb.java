package io.ingot.quality.history;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.TableName;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.Measurement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** {@code ingot quality history}: what was measured, and how it went. */
public record HistoryVerb(Clock clock) implements Verb {
  private static final Duration REACH = Duration.ofDays(90);
  private static final int FEW = 20;

  public HistoryVerb {
    Objects.requireNonNull(clock, "clock");
  }

  @Override
  public String name() {
    return "quality history";
  }

  @Override
  public String summary() {
    return "show what checks measured in 90 days, the latest first, and how each went";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.TABLE, Option.LIMIT, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Optional<TableName> table = command.said(Option.TABLE).map(TableName::of);
    Opened opened = Opened.of(command);
    table.ifPresent(name -> Tables.require(opened, name));
    List<Measurement> all = new ArrayList<>();
    for (Measurement measured : new MeasureLog(opened.lake()).since(clock.instant().minus(REACH))) {
      if (table.isEmpty() || table.get().equals(measured.table())) {
        all.add(measured);
      }
    }
    Collections.reverse(all);
    List<Measurement> latest = all.subList(0, Math.min(all.size(), command.limit().orElse(FEW)));
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(latest));
    } else if (all.isEmpty()) {
      console.line("Nothing was measured in " + REACH.toDays() + " days.");
    } else {
      console.table(HistoryTable.COURSE, HistoryTable.courses(all));
      console.line("");
      console.table(HistoryTable.HEAD, latest.stream().map(HistoryTable::row).toList());
      if (latest.size() < all.size()) {
        console.note((all.size() - latest.size()) + " more: say --limit.");
      }
    }
    return ExitCode.DONE;
  }
}
