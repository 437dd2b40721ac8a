package io.ingot.quality.metrics;

import io.ingot.core.project.TableName;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import io.ingot.core.watch.Measurement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that the runs of a project told up to now: what a counter has to go on from, and what has to
 * be told again of the tables that a run does not work on.
 *
 * @param from runs and parts of the measure log of before this moment are in it
 * @param runs ids of the later ones that are
 * @param parts names of the later parts of the measure log that are
 * @param succeeded when the last run ended that did all it was to do
 */
record Told(
    Instant from,
    Set<String> runs,
    Set<String> parts,
    Totals totals,
    Optional<LastRun> last,
    Optional<Instant> succeeded,
    Map<TableName, Standing> tables) {
  Told {
    runs = Collections.unmodifiableSet(new TreeSet<>(runs));
    parts = Collections.unmodifiableSet(new TreeSet<>(parts));
    tables = Collections.unmodifiableMap(new TreeMap<>(tables));
  }

  static Told nothing() {
    return new Told(
        Instant.EPOCH,
        Set.of(),
        Set.of(),
        Totals.none(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /** After a run ended; the same where it is in it already. */
  Told and(RunRecord record) {
    if (runs.contains(record.run())) {
      return this;
    }
    Map<TableName, Standing> more = new TreeMap<>(tables);
    for (StageRecord stage : record.stages()) {
      more.put(stage.table(), standing(stage.table()).and(record, stage));
    }
    boolean newest = last.filter(run -> run.ended().isAfter(record.ended())).isEmpty();
    boolean better = succeeded.filter(record.ended()::isBefore).isEmpty();
    return new Told(
        from,
        plus(runs, record.run()),
        parts,
        totals.and(record),
        newest ? Optional.of(LastRun.of(record)) : last,
        better && Totals.succeeded(Totals.status(record)) ? Optional.of(record.ended()) : succeeded,
        more);
  }

  /** After a part of the measure log was read. */
  Told and(String part, List<Measurement> measured) {
    if (parts.contains(part)) {
      return this;
    }
    Map<TableName, Standing> more = new TreeMap<>(tables);
    measured.stream()
        .collect(Collectors.groupingBy(Measurement::table))
        .forEach((table, its) -> more.put(table, standing(table).and(its)));
    return new Told(from, runs, plus(parts, part), totals, last, succeeded, more);
  }

  /** With the rows that were found open in quarantines. */
  Told open(Map<TableName, Long> rows) {
    Map<TableName, Standing> more = new TreeMap<>(tables);
    rows.forEach((table, open) -> more.put(table, standing(table).open(open)));
    return new Told(from, runs, parts, totals, last, succeeded, more);
  }

  /** With a run whose record is no record of this project noted as read. */
  Told seen(String run) {
    return new Told(from, plus(runs, run), parts, totals, last, succeeded, tables);
  }

  /** The same, remembering single runs and parts only from a later moment on. */
  Told forgetting(Instant before, String run, String part) {
    return new Told(
        before,
        runs.stream().filter(id -> id.compareTo(run) >= 0).collect(Collectors.toSet()),
        parts.stream().filter(name -> name.compareTo(part) >= 0).collect(Collectors.toSet()),
        totals,
        last,
        succeeded,
        tables);
  }

  Standing standing(TableName table) {
    return tables.getOrDefault(table, Standing.unknown());
  }

  private static Set<String> plus(Set<String> all, String one) {
    return Stream.concat(all.stream(), Stream.of(one)).collect(Collectors.toSet());
  }
}
