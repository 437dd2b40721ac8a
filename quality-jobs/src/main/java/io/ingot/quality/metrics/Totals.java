package io.ingot.quality.metrics;

import io.ingot.core.error.ExitCode;
import io.ingot.core.project.TableName;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sums over all runs, which only grow.
 *
 * @param runs how many ended, by how
 * @param read rows read, by table
 * @param durations how long they took
 */
record Totals(Map<String, Long> runs, Map<TableName, Long> read, Durations durations) {
  private static final Map<ExitCode, String> WORDS =
      Map.of(
          ExitCode.DONE, "success",
          ExitCode.WARNINGS, "warned",
          ExitCode.GATE_REFUSED, "refused",
          ExitCode.FENCED, "fenced",
          ExitCode.GAP, "gap",
          ExitCode.PROJECT_WRONG, "failed",
          ExitCode.CRASH, "failed");

  /** How a run ended that did all it was to do. */
  private static final Set<String> WELL = Set.of("success", "warned");

  Totals {
    runs = Collections.unmodifiableMap(new TreeMap<>(runs));
    read = Collections.unmodifiableMap(new TreeMap<>(read));
  }

  /** Every status is there from the first run on: a counter that appears late hides its first. */
  static Totals none() {
    Map<String, Long> runs = new TreeMap<>();
    WORDS.values().forEach(word -> runs.put(word, 0L));
    return new Totals(runs, Map.of(), Durations.none());
  }

  static String status(RunRecord record) {
    return WORDS.get(ExitCode.of(record.exitCode()));
  }

  static boolean succeeded(String status) {
    return WELL.contains(status);
  }

  Totals and(RunRecord record) {
    Map<String, Long> more = new TreeMap<>(runs);
    more.merge(status(record), 1L, Long::sum);
    Map<TableName, Long> rows = new TreeMap<>(read);
    for (StageRecord stage : record.stages()) {
      rows.merge(stage.table(), stage.read(), Long::sum);
    }
    return new Totals(
        more, rows, durations.and(Duration.between(record.started(), record.ended())));
  }
}
