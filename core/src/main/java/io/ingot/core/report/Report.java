package io.ingot.core.report;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Everything that the page tells, as its JSON has it. It holds no value of any row.
 *
 * @param project the project's name
 * @param environment which environment's lake was looked at
 * @param at when
 * @param tables by layer and name
 * @param runs the latest runs, the latest first
 * @param releases those that readers may still use, the latest first
 * @param notes what could not be told, and why
 */
public record Report(
    String project,
    String environment,
    Instant at,
    List<TablePage> tables,
    List<RunLine> runs,
    List<ReleaseLine> releases,
    List<String> notes) {
  public Report {
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(at, "at");
    tables = List.copyOf(tables);
    runs = List.copyOf(runs);
    releases = List.copyOf(releases);
    notes = List.copyOf(notes);
  }
}
