package io.ingot.etl.bronze.jdbc;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Window;
import io.ingot.core.error.GapException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Deletes;
import io.ingot.core.project.Source;
import io.ingot.core.project.Watermark;
import io.ingot.core.project.Watermark.OpenTransactions;
import io.ingot.etl.bronze.Extraction;
import io.ingot.etl.bronze.Extractor;
import io.ingot.etl.bronze.jdbc.JdbcWindows.Ahead;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a table of a database: in windows of its watermark, or whole where it has none. */
public final class JdbcExtractor implements Extractor {
  private final BronzeTable declared;
  private final Source.JdbcTable source;
  private final Connection.Jdbc connection;

  public JdbcExtractor(BronzeTable declared, Source.JdbcTable source, Connection.Jdbc connection) {
    this.declared = declared;
    this.source = source;
    this.connection = connection;
  }

  @Override
  public Plan plan(Lake lake, TableState state) {
    try (JdbcTable table = open()) {
      JdbcRows.of(table, connection);
      if (declared.watermark().isEmpty()) {
        Instant now = table.clock(OpenTransactions.IGNORE).now();
        return new Plan.Extract(new Window.Whole(now), "whole table", false);
      }
      Optional<BatchRecord> last =
          BatchRecord.of(lake.table(declared.name()), state.generation(), state.batch());
      Ahead ahead = windows(table).next(bound(state), last.map(JdbcExtractor::nullsTaken));
      // In turns, so that neither a source with new rows at every moment nor a comparison that
      // takes longer than its interval keeps the other from its work.
      boolean compare = ahead.window().isEmpty() || last.filter(JdbcExtractor::compared).isEmpty();
      return (compare ? comparison(table, state) : Optional.<Window>empty())
          .<Plan>map(
              keys -> new Plan.Extract(keys, "keys are compared", ahead.window().isPresent()))
          .or(
              () ->
                  ahead
                      .window()
                      .map(next -> new Plan.Extract(next, reason(state), ahead.backlog())))
          .orElseGet(() -> new Plan.NothingToDo(ahead.reason()));
    }
  }

  /** How many rows without a value a batch took. */
  private static long nullsTaken(BatchRecord last) {
    return last.tallies().getOrDefault(JdbcReader.NULLS, 0L);
  }

  private static boolean compared(BatchRecord last) {
    return last.plan() instanceof Plan.Extract extract && extract.window() instanceof Window.Keys;
  }

  private static String reason(TableState state) {
    return state.exists() ? "rows changed at the source" : "first batch";
  }

  /** Where the last batch ended; empty before the first one. */
  private Optional<Long> bound(TableState state) {
    Optional<Long> bound = Optional.ofNullable(state.bounds().get(high()));
    if (state.batch() >= 0 && bound.isEmpty()) {
      throw new GapException(
          "Cannot go on with "
              + declared.name()
              + ": its batch "
              + state.batch()
              + " did not end at a value of "
              + watermark().column()
              + ", so rows could be lost or doubled. Put the former watermark back into bronze/"
              + declared.name().name()
              + ".yml, or delete the table so that it starts anew.");
    }
    return bound;
  }

  /** The comparison of keys, where it is due. */
  private Optional<Window> comparison(JdbcTable table, TableState state) {
    if (declared.deletes().mode() != Deletes.Mode.RECONCILE || state.batch() < 0) {
      return Optional.empty();
    }
    SourceClock clock = table.clock(watermark().openTransactions());
    Optional<Instant> due =
        Optional.ofNullable(state.bounds().get(keys()))
            .map(JdbcWindows::moment)
            .map(last -> last.plus(declared.deletes().every().orElseThrow()));
    return due.filter(clock.now()::isBefore).isPresent()
        ? Optional.empty()
        : Optional.of(new Window.Keys(compared(table, state, clock)));
  }

  /**
   * The time that vanished keys are marked with. A key that comes back carries the time of its
   * transaction, as exact as the column is; so this is the end of what a window could take, and no
   * earlier than what was taken.
   */
  private Instant compared(JdbcTable table, TableState state, SourceClock clock) {
    Instant young = clock.now().minus(watermark().lag().orElse(Duration.ZERO));
    Instant settled = clock.oldest().filter(young::isAfter).orElse(young);
    Cursor cursor = Cursor.of(table, watermark());
    if (cursor.kind() == CursorKind.NUMBER) {
      return settled;
    }
    Instant floor = cursor.floor(settled);
    return bound(state).map(JdbcWindows::moment).filter(floor::isBefore).orElse(floor);
  }

  @Override
  public Extraction read(Lake lake, Batch batch) {
    try (JdbcTable table = open()) {
      JdbcReader reader = new JdbcReader(declared, lake, table, JdbcRows.of(table, connection));
      if (batch.plan() instanceof Plan.Backfill backfill) {
        return reader.again((Window.Times) backfill.window());
      }
      Window window = ((Plan.Extract) batch.plan()).window();
      if (window instanceof Window.Keys keys) {
        return reader.vanished(keys);
      }
      return window instanceof Window.Whole ? reader.whole() : reader.next(window);
    }
  }

  @Override
  public void requireUnchanged(Lake lake, Window window) {
    // A window lies in the past: what changes later moves out of it and is met by the next one.
  }

  @Override
  public Map<String, Long> bounds(Window window) {
    if (window instanceof Window.Whole) {
      return Map.of();
    }
    if (window instanceof Window.Keys compared) {
      return Map.of(keys(), JdbcWindows.micros(compared.at()));
    }
    Map<String, Long> bounds = new HashMap<>();
    if (window instanceof Window.Times times) {
      bounds.put(high(), JdbcWindows.micros(times.hi()));
      times.lo().ifPresentOrElse(lo -> {}, () -> bounds.putAll(firstComparison()));
    } else {
      Window.Numbers numbers = (Window.Numbers) window;
      bounds.put(high(), numbers.hi());
      numbers.lo().ifPresentOrElse(lo -> {}, () -> bounds.putAll(firstComparison()));
    }
    return bounds;
  }

  /** The first batch needs no comparison: the next one is due when it is old enough. */
  private Map<String, Long> firstComparison() {
    if (declared.deletes().mode() != Deletes.Mode.RECONCILE) {
      return Map.of();
    }
    try (JdbcTable table = open()) {
      return Map.of(keys(), JdbcWindows.micros(table.clock(OpenTransactions.IGNORE).now()));
    }
  }

  @Override
  public List<String> pruned() {
    return declared.watermark().map(Watermark::column).stream().toList();
  }

  @Override
  public Optional<SourceException> blamed(Throwable failure) {
    return JdbcFaults.blamed(origin(), failure);
  }

  @Override
  public void remember(Lake lake, TableState before, Batch batch) {
    // The bound in the commit is all that the next plan needs.
  }

  @Override
  public Map<String, Long> boundsAt(Lake lake, TableState state, String position) {
    try (JdbcTable table = open()) {
      return Map.of(high(), positions(table).bound(position));
    }
  }

  @Override
  public Window closed(Lake lake, TableState state, Instant from, Instant to) {
    try (JdbcTable table = open()) {
      return positions(table).closed(Optional.ofNullable(state.bounds().get(high())), from, to);
    }
  }

  @Override
  public String behind(Lake lake, TableState state) {
    if (declared.watermark().isEmpty() || !state.bounds().containsKey(high())) {
      return "-";
    }
    try (JdbcTable table = open()) {
      return positions(table).behind(state.bounds().get(high()));
    }
  }

  private JdbcPositions positions(JdbcTable table) {
    return new JdbcPositions(table, Cursor.of(table, watermark()));
  }

  private JdbcWindows windows(JdbcTable table) {
    return new JdbcWindows(table, watermark());
  }

  private JdbcTable open() {
    return JdbcTable.open(origin(), connection, source.table());
  }

  private Watermark watermark() {
    return declared
        .watermark()
        .orElseThrow(
            () ->
                new ProjectException(
                    "Cannot move in "
                        + origin()
                        + ": bronze/"
                        + declared.name().name()
                        + ".yml declares no watermark, so each batch is the whole table."));
  }

  /** The name of the number that a window's end is kept by; another column's says nothing here. */
  private String high() {
    return "hi/" + origin() + "/" + watermark().column();
  }

  /** The name of the number that tells when the keys were last compared. */
  private String keys() {
    return "keys/" + origin();
  }

  private String origin() {
    return source.connection() + "/" + source.table();
  }
}
