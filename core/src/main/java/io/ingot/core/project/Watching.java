package io.ingot.core.project;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a project watches beside what its tables say themselves, and who is told.
 *
 * @param suites checks that are declared apart from their tables, by name
 * @param calendars days off, by name
 * @param alerts who is told of what goes wrong
 * @param metrics where a run's metrics go
 */
public record Watching(
    Map<String, Suite> suites,
    Map<String, BusinessCalendar> calendars,
    Alerts alerts,
    MetricsTerms metrics) {
  public Watching {
    suites = Collections.unmodifiableMap(new TreeMap<>(suites));
    calendars = Collections.unmodifiableMap(new TreeMap<>(calendars));
    Objects.requireNonNull(alerts, "alerts");
    Objects.requireNonNull(metrics, "metrics");
  }

  /** Nothing is watched and nobody is told. */
  public static Watching nothing() {
    return new Watching(Map.of(), Map.of(), Alerts.none(), MetricsTerms.none());
  }

  /** The suites about a table, by name. */
  public List<Suite> suites(TableName table) {
    return suites.values().stream().filter(suite -> suite.table().equals(table)).toList();
  }
}
