package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.TableName;
import io.ingot.core.run.PastRuns;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.Selection;
import io.ingot.core.run.SparkApplication;
import io.ingot.core.run.TableMetrics;
import io.ingot.core.run.TableStatus;
import io.ingot.core.watch.Freshness;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.Sla;
import io.ingot.core.watch.TableAges;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code ingot status}: where each table stands, by its own log; with {@code --sla} how often its
 * checks passed.
 */
record StatusVerb(Clock clock) implements Verb {
  StatusVerb {
    Objects.requireNonNull(clock, "clock");
  }

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String summary() {
    return "show where each table stands: version, batch, watermark, last run, quarantine, age";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.SELECT,
        Option.OUTPUT,
        Option.METRICS,
        Option.SLA);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    Set<TableName> tables = Selection.of(command.select()).in(opened.project());
    if (command.asks(Option.SLA)) {
      SlaTable.print(
          Sla.of(new MeasureLog(opened.lake()), tables, clock.instant()),
          command.output(),
          console);
    } else if (command.asks(Option.METRICS)) {
      MetricsTable.print(
          tables.stream().map(table -> TableMetrics.of(table, opened.lake())).toList(),
          command.output(),
          console);
    } else {
      print(lines(opened, tables), command.output(), console);
    }
    return ExitCode.DONE;
  }

  private List<StatusLine> lines(Opened opened, Set<TableName> tables) {
    List<Freshness> ages =
        new TableAges(opened.project(), opened.lake()).of(tables, clock.instant());
    Map<String, Optional<URI>> pages = new HashMap<>();
    return ages.stream()
        .map(
            age -> {
              TableStatus status = TableStatus.of(age.table(), opened.lake());
              return StatusLine.of(
                  status,
                  age,
                  status
                      .run()
                      .flatMap(run -> pages.computeIfAbsent(run, told -> page(opened, told))));
            })
        .toList();
  }

  /** Asks for no record where no address can come of it. */
  private static Optional<URI> page(Opened opened, String run) {
    return opened.project().platform().history().server().isEmpty()
        ? Optional.empty()
        : new PastRuns(opened.lake())
            .record(run)
            .flatMap(RunRecord::application)
            .flatMap(SparkApplication::page);
  }

  private static void print(List<StatusLine> lines, OutputFormat output, Console console) {
    if (output == OutputFormat.JSON) {
      console.line(Json.pretty(lines));
    } else {
      console.table(StatusLine.HEAD, lines.stream().map(StatusLine::row).toList());
      Map<String, URI> pages = new TreeMap<>();
      for (StatusLine line : lines) {
        line.page().ifPresent(page -> pages.put(line.status().run().orElseThrow(), page));
      }
      pages.forEach((run, page) -> console.line("run " + run + ": " + page));
    }
  }
}
