package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.run.Selection;
import io.ingot.core.run.TableMetrics;
import io.ingot.core.run.TableStatus;
import java.util.List;
import java.util.Set;

/** {@code ingot status}: where each table stands, by its own log. */
final class StatusVerb implements Verb {
  @Override
  public String name() {
    return "status";
  }

  @Override
  public String summary() {
    return "show where each table stands: version, batch, watermark, last run, quarantine";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.OUTPUT, Option.METRICS);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    if (command.asks(Option.METRICS)) {
      MetricsTable.print(
          Selection.of(command.select()).in(opened.project()).stream()
              .map(table -> TableMetrics.of(table, opened.lake()))
              .toList(),
          command.output(),
          console);
      return ExitCode.DONE;
    }
    List<TableStatus> tables =
        Selection.of(command.select()).in(opened.project()).stream()
            .map(table -> TableStatus.of(table, opened.lake()))
            .toList();
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(tables));
    } else {
      console.table(
          List.of(
              "table", "version", "batch", "last window", "last run", "rows read", "quarantined"),
          tables.stream().map(StatusVerb::row).toList());
    }
    return ExitCode.DONE;
  }

  private static List<String> row(TableStatus status) {
    return List.of(
        status.table().toString(),
        status.batch() < 0 ? "-" : String.valueOf(status.version()),
        status.batch() < 0 ? "-" : String.valueOf(status.batch()),
        status.window().orElse("-"),
        status.run().orElse("-"),
        status.counts().map(counts -> String.valueOf(counts.read())).orElse("-"),
        String.valueOf(status.quarantined()));
  }
}
