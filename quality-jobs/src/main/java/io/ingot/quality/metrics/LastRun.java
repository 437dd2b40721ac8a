package io.ingot.quality.metrics;

import io.ingot.core.project.TableName;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is told of the run that ended last. */
record LastRun(String run, Instant ended, String status, List<Work> work) {
  LastRun {
    work = List.copyOf(work);
  }

  static LastRun of(RunRecord record) {
    return new LastRun(
        record.run(),
        record.ended(),
        Totals.status(record),
        record.stages().stream().map(Work::of).toList());
  }

  /** One table's part of a run. */
  record Work(
      TableName table, double seconds, long read, long written, long duplicates, long quarantined) {
    static Work of(StageRecord stage) {
      return new Work(
          stage.table(),
          stage.seconds(),
          stage.read(),
          stage.written(),
          stage.duplicates(),
          stage.quarantined());
    }

    /** Its rows by where they went. */
    Map<String, Long> rows() {
      Map<String, Long> rows = new LinkedHashMap<>();
      rows.put("read", read);
      rows.put("written", written);
      rows.put("duplicates", duplicates);
      rows.put("quarantined", quarantined);
      return rows;
    }
  }
}
