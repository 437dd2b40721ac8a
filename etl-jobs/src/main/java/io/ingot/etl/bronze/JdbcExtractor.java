package io.ingot.etl.bronze;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Window;
import io.ingot.core.error.GapException;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Source;
import io.ingot.core.project.Watermark;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Reads a table of a PostgreSQL database in windows of its watermark, {@code [lo, hi)}. {@code hi}
 * is decided before anything is read: the database's own clock minus the lag, or for a number the
 * greatest value minus the gap.
 */
final class JdbcExtractor implements Extractor {
  private static final String FETCH_SIZE = "10000";

  /** A time without a zone is not a moment, and a date holds rows that are still to come. */
  private static final Set<String> TIME_TYPES = Set.of("timestamp with time zone");

  private static final Set<String> NUMBER_TYPES = Set.of("smallint", "integer", "bigint");

  private final BronzeTable declared;
  private final Source.JdbcTable source;
  private final Connection.Jdbc connection;
  private final Watermark watermark;

  JdbcExtractor(BronzeTable declared, Source.JdbcTable source, Connection.Jdbc connection) {
    this.declared = declared;
    this.source = source;
    this.connection = connection;
    this.watermark = declared.watermark().orElseThrow();
  }

  @Override
  public Plan plan(Lake lake, TableState state) {
    try (PostgresTable table = PostgresTable.open(origin(), connection, source.table())) {
      table.requireType(
          watermark.column(), watermark.lag().isPresent() ? TIME_TYPES : NUMBER_TYPES);
      table.requireNoNull(watermark.column());
      Optional<Long> bound = bound(state);
      Optional<Window> window =
          watermark.lag().isPresent() ? times(table, bound) : numbers(table, bound);
      return window
          .filter(next -> table.anyRow(condition(table, next)))
          .<Plan>map(
              next ->
                  new Plan.Extract(
                      next, state.exists() ? "rows changed at the source" : "first batch"))
          .orElseGet(() -> new Plan.NothingToDo("no row of the source is newer"));
    }
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
              + watermark.column()
              + ", so rows could be lost or doubled. Put the former watermark back into bronze/"
              + declared.name().name()
              + ".yml, or delete the table so that it starts anew.");
    }
    return bound;
  }

  /** The name of the number that a window's end is kept by; another column's says nothing here. */
  private String high() {
    return "hi/" + origin() + "/" + watermark.column();
  }

  private Optional<Window> times(PostgresTable table, Optional<Long> bound) {
    Instant hi = table.now().minus(watermark.lag().orElseThrow()).truncatedTo(ChronoUnit.MICROS);
    Optional<Instant> lo = bound.map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    return lo.filter(last -> !last.isBefore(hi)).isPresent()
        ? Optional.empty()
        : Optional.of(new Window.Times(lo, hi));
  }

  private Optional<Window> numbers(PostgresTable table, Optional<Long> bound) {
    Optional<Long> greatest = table.greatest(watermark.column());
    requireNotStartedOver(greatest, bound);
    return greatest
        .map(value -> value - watermark.gap().orElseThrow() + 1)
        .filter(hi -> bound.filter(lo -> lo >= hi).isEmpty())
        .map(hi -> new Window.Numbers(bound, hi));
  }

  private void requireNotStartedOver(Optional<Long> greatest, Optional<Long> bound) {
    if (bound.isPresent() && greatest.isPresent() && greatest.get() < bound.get() - 1) {
      throw new GapException(
          "Cannot go on with "
              + declared.name()
              + ": "
              + watermark.column()
              + " of "
              + origin()
              + " was read up to "
              + (bound.get() - 1)
              + " and ends at "
              + greatest.get()
              + " now, so the source started over or lost rows. Delete the table if it is to start"
              + " anew too.");
    }
  }

  @Override
  public void requireUnchanged(Lake lake, Window window) {
    // A window lies in the past: what changes later moves out of it and is met by the next one.
  }

  @Override
  public Dataset<Row> read(Lake lake, Window window) {
    try (PostgresTable table = PostgresTable.open(origin(), connection, source.table())) {
      String inWindow = condition(table, window);
      Properties options = new Properties();
      options.setProperty("driver", "org.postgresql.Driver");
      options.setProperty("fetchsize", FETCH_SIZE);
      options.setProperty(
          "sessionInitStatement", "SET default_transaction_read_only = on; SET TIME ZONE 'UTC'");
      connection.user().ifPresent(user -> options.setProperty("user", user));
      connection
          .password()
          .ifPresent(password -> options.setProperty("password", password.reveal()));
      Dataset<Row> rows =
          lake.spark()
              .read()
              .jdbc(
                  connection.url(),
                  table.quoted(),
                  parts(table, inWindow).toArray(String[]::new),
                  options);
      BronzeColumns.requireFree(origin(), Arrays.asList(rows.columns()));
      return rows.withColumn(
              BronzeColumns.SOURCE,
              BronzeColumns.source(
                  functions.lit(origin()),
                  BronzeColumns.none(),
                  BronzeColumns.none(),
                  BronzeColumns.none()))
          .withColumn(BronzeColumns.CORRUPT, BronzeColumns.none().cast("string"));
    }
  }

  /** One condition a query; together they cover the window, and no row fulfils two. */
  private List<String> parts(PostgresTable table, String inWindow) {
    return declared
        .read()
        .filter(read -> read.partitions() > 1)
        .map(
            read ->
                table
                    .range(read.partitionBy(), inWindow)
                    .map(range -> range.cut(read.partitions()))
                    .orElse(List.of("TRUE"))
                    .stream()
                    .map(part -> inWindow + " AND (" + part + ")")
                    .toList())
        .orElse(List.of(inWindow));
  }

  private String condition(PostgresTable table, Window window) {
    String column = PostgresTable.quote(watermark.column());
    if (window instanceof Window.Times times) {
      return times.lo().map(lo -> column + " >= " + PostgresTable.literal(lo) + " AND ").orElse("")
          + column
          + " < "
          + PostgresTable.literal(times.hi());
    }
    Window.Numbers numbers = (Window.Numbers) window;
    return numbers.lo().map(lo -> column + " >= " + lo + " AND ").orElse("")
        + column
        + " < "
        + numbers.hi();
  }

  @Override
  public Map<String, Long> bounds(Window window) {
    return Map.of(
        high(),
        window instanceof Window.Times times
            ? ChronoUnit.MICROS.between(Instant.EPOCH, times.hi())
            : ((Window.Numbers) window).hi());
  }

  @Override
  public void remember(Lake lake, TableState before, Batch batch) {
    // The bound in the commit is all that the next plan needs.
  }

  private String origin() {
    return source.connection() + "/" + source.table();
  }

  /** The error of a statement that failed; the driver's words hold no password. */
  static SourceException failed(String origin, SQLException cause) {
    String told = "Cannot read " + origin + " (SQL state " + cause.getSQLState() + ")";
    return new SourceException(
        told + ": " + cause.getMessage() + " Look at the database and the declaration.",
        told,
        cause);
  }
}
