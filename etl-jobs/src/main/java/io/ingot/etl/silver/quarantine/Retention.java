package io.ingot.etl.silver.quarantine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Forgets what closed rows held once they are old enough: record, key and offending values. Ids,
 * states, rules and times stay, so that the counts of every batch hold for ever. Open rows are left
 * alone.
 */
final class Retention {
  static final Map<String, String> NOTHING =
      Map.of(
          "raw", "CAST(NULL AS STRING)",
          "row", "CAST(NULL AS STRING)",
          "key", "CAST(NULL AS STRING)",
          "errors",
              "transform(t.errors, e -> named_struct("
                  + "'rule', e.rule, 'column', e.column, 'value', CAST(NULL AS STRING)))");

  static final String HOLDS_SOMETHING =
      "t.raw IS NOT NULL OR t.row IS NOT NULL OR t.key IS NOT NULL"
          + " OR exists(t.errors, e -> e.value IS NOT NULL)";

  private final Lake lake;
  private final LakeTable quarantine;
  private final Duration keep;

  Retention(Lake lake, LakeTable quarantine, Duration keep) {
    this.lake = lake;
    this.quarantine = quarantine;
    this.keep = keep;
  }

  /** Forgets, unless that was done on this day already; when is kept below {@code _ingot}. */
  void go(Instant now) {
    String file = "quarantine/" + quarantine.name().name() + ".forgot";
    String today = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
    if (lake.files().read(file).filter(today::equals).isPresent()) {
      return;
    }
    // What carries the mark of a batch may not be near: this commit is none.
    LakeTable own = lake.inOwnSession().table(quarantine.name());
    EventLog log = EventLog.at(own, own.state().version());
    Timestamp before = Timestamp.from(now.minus(keep));
    if (!log.anyEnded(before)) {
      lake.files().put(file, today);
      return;
    }
    Dataset<Row> old =
        log.rows().filter(col(EventLog.ENDED + ".at").lt(lit(before))).select("id").distinct();
    if (own.overwrite(old, NOTHING, HOLDS_SOMETHING)) {
      lake.files().put(file, today);
    }
  }
}
