package io.ingot.core.report;

import io.ingot.core.lake.Lake;
import io.ingot.core.lineage.ColumnLineages;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Graph;
import io.ingot.core.run.QuarantineWork;
import io.ingot.core.watch.TableAges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Looks at a project and its lake for a report: at declarations, logs and run records. Rows are
 * read of quarantines alone, and of those only to count them by rule.
 */
public final class Survey {
  private static final int RUNS = 60;

  /** Logs are read one file after another, each with a pause for its store's answer. */
  private static final int AT_ONCE = 8;

  private final Project project;
  private final Lake lake;
  private final QuarantineWork quarantine;
  private final ColumnLineages lineages;
  private final Discretion discretion;

  public Survey(Project project, Lake lake, QuarantineWork quarantine, ColumnLineages lineages) {
    this.project = Objects.requireNonNull(project, "project");
    this.lake = Objects.requireNonNull(lake, "lake");
    this.quarantine = Objects.requireNonNull(quarantine, "quarantine");
    this.lineages = Objects.requireNonNull(lineages, "lineages");
    this.discretion = new Discretion(project);
  }

  /**
   * What there is to tell of some of the project's tables.
   *
   * @param at the moment that the report is of
   */
  public Report of(Set<TableName> tables, Instant at) {
    Map<TableName, GraphLayout.Place> places =
        GraphLayout.of(Graph.of(project), new TreeSet<>(tables));
    List<String> notes = new ArrayList<>();
    Map<TableName, LogReading> logs = readings(new TreeSet<>(tables), at);
    DriftLines drift = DriftLines.of(lake, at);
    drift
        .problem()
        .ifPresent(
            why -> notes.add("The measures of drift could not be read: " + discretion.said(why)));
    List<TablePage> pages = new ArrayList<>();
    logs.forEach(
        (name, log) -> {
          pages.add(page(project.tables().get(name), places.get(name), log, tables, drift));
          log.problem()
              .ifPresent(why -> notes.add("The log of " + name + " could not be read: " + why));
        });
    RunLines runs =
        RunLines.of(
            lake,
            RUNS,
            tables.stream().map(TableName::toString).collect(Collectors.toSet()),
            discretion);
    if (!runs.unreadable().isEmpty()) {
      notes.add(
          runs.unreadable().size()
              + " run records could not be read, such as "
              + runs.unreadable().get(0)
              + ".");
    }
    return new Report(
        project.name(), project.environment(), at, pages, runs.runs(), ReleaseLine.of(lake), notes);
  }

  private TablePage page(
      Table table,
      GraphLayout.Place place,
      LogReading log,
      Set<TableName> shown,
      DriftLines drift) {
    return new TablePage(
        table.name().toString(),
        table.inputs().stream().filter(shown::contains).sorted().map(TableName::toString).toList(),
        place,
        new Declaration(table, discretion, sources(table), log.columns()).words(),
        log.standing(),
        drift.of(table.name()));
  }

  /** By column the columns that its values come from, as a person calls them. */
  private Map<String, List<String>> sources(Table table) {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    lineages
        .lineage(table.name())
        .ifPresent(
            lineage ->
                lineage
                    .columns()
                    .forEach(
                        (column, inputs) ->
                            sources.put(
                                column,
                                inputs.stream()
                                    .filter(input -> input.kind().isDirect())
                                    .map(input -> input.origin().label() + "." + input.field())
                                    .distinct()
                                    .toList())));
    return sources;
  }

  private Map<TableName, LogReading> readings(Set<TableName> tables, Instant at) {
    ExecutorService readers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      Map<TableName, Future<LogReading>> asked = new LinkedHashMap<>();
      tables.forEach(table -> asked.put(table, readers.submit(() -> reading(table, at))));
      Map<TableName, LogReading> readings = new LinkedHashMap<>();
      asked.forEach((table, reading) -> readings.put(table, answer(reading)));
      return readings;
    } finally {
      readers.shutdownNow();
    }
  }

  private LogReading reading(TableName table, Instant at) {
    return LogReading.of(project.tables().get(table), lake, quarantine, discretion)
        .aged(table, new TableAges(project, lake), at);
  }

  private static LogReading answer(Future<LogReading> reading) {
    try {
      return reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The report was stopped.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException("A table could not be looked at.", e.getCause());
    }
  }
}
