package io.ingot.core.watch;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.BusinessCalendar;
import io.ingot.core.project.Fresh;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How old a project's tables are, by their logs: since rows last came, or since the greatest value
 * of the column that is declared.
 */
public final class TableAges {
  private final Project project;
  private final Lake lake;

  public TableAges(Project project, Lake lake) {
    this.project = Objects.requireNonNull(project, "project");
    this.lake = Objects.requireNonNull(lake, "lake");
  }

  /** The ages of some tables, in their order. */
  public List<Freshness> of(Collection<TableName> tables, Instant at) {
    Map<TableName, Optional<Instant>> since = new HashMap<>();
    tables.forEach(table -> since.put(table, rows(table, at)));
    looks(since).forEach((table, look) -> since.merge(table, Optional.of(look), TableAges::later));
    return tables.stream().map(table -> freshness(table, since.get(table), at)).toList();
  }

  /** The ages of those that declare how old they may be. */
  public List<Freshness> declared(Collection<TableName> tables, Instant at) {
    return of(tables.stream().filter(table -> wanted(table).isPresent()).toList(), at);
  }

  private Freshness freshness(TableName table, Optional<Instant> since, Instant at) {
    Optional<Fresh> wanted = wanted(table);
    WorkingTime time =
        new WorkingTime(
            wanted.flatMap(this::calendar),
            wanted.map(fresh -> fresh.zone().id()).orElse(ZoneOffset.UTC));
    return new Freshness(table, at, since, since.map(from -> time.between(from, at)), wanted);
  }

  private Optional<Instant> rows(TableName table, Instant at) {
    return wanted(table)
        .flatMap(fresh -> fresh.by().map(by -> lake.table(table).newest(by, fresh.zone().id(), at)))
        .orElseGet(() -> new LastRows(lake.table(table)).at());
  }

  /** A table without rows was never filled, and no look makes it fresh. */
  private Map<TableName, Instant> looks(Map<TableName, Optional<Instant>> since) {
    Set<TableName> asked =
        since.keySet().stream()
            .filter(table -> since.get(table).isPresent())
            .filter(
                table ->
                    wanted(table).filter(fresh -> fresh.since() == Fresh.Since.LOOK).isPresent())
            .collect(Collectors.toSet());
    return asked.stream()
        .map(table -> since.get(table).orElseThrow())
        .min(Instant::compareTo)
        .map(oldest -> new Looks(project, lake).of(asked, oldest))
        .orElse(Map.of());
  }

  private Optional<Fresh> wanted(TableName table) {
    return project.table(table).flatMap(declared -> declared.watch().fresh());
  }

  private Optional<BusinessCalendar> calendar(Fresh fresh) {
    return fresh.calendar().map(name -> project.watching().calendars().get(name));
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.filter(moment -> other.filter(moment::isBefore).isEmpty()).or(() -> other);
  }
}
