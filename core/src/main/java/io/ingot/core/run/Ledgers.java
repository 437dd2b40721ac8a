package io.ingot.core.run;

import io.ingot.core.batch.Json;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeFiles;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The interval ledgers of a lake's tables. Each is kept below {@code _ingot/intervals}, so that
 * only commits that came since are read; a copy that is gone, unreadable or of another table is
 * made anew from the whole log.
 */
public final class Ledgers {
  private final Lake lake;

  public Ledgers(Lake lake) {
    this.lake = Objects.requireNonNull(lake, "lake");
  }

  /** The ledger of a table, up to its latest version. */
  public IntervalLedger of(TableName name) {
    LakeTable table = lake.table(name);
    TableState state = table.state();
    IntervalLedger kept = kept(name, state);
    if (kept.upTo() >= state.version()) {
      return kept;
    }
    List<Interval> later = new ArrayList<>();
    table.committedAfter(kept.upTo(), commit -> Interval.of(commit).ifPresent(later::add));
    IntervalLedger ledger = kept.and(later, state.version());
    keep(ledger);
    return ledger;
  }

  private IntervalLedger kept(TableName table, TableState state) {
    return lake.files()
        .read(file(table))
        .flatMap(Ledgers::parsed)
        .filter(ledger -> ledger.tableId().equals(state.tableId()))
        .filter(ledger -> ledger.upTo() <= state.version())
        .orElseGet(() -> IntervalLedger.empty(table, state.tableId()));
  }

  private static Optional<IntervalLedger> parsed(String text) {
    try {
      return Optional.of(Json.read(text, IntervalLedger.class));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void keep(IntervalLedger ledger) {
    LakeFiles files = lake.files();
    try {
      files.put(file(ledger.table()), Json.pretty(ledger));
    } catch (RuntimeException e) {
      // Whoever may only read the lake can look at its state too; the next reader looks longer.
    }
  }

  private static String file(TableName table) {
    return "intervals/" + table + ".json";
  }
}
