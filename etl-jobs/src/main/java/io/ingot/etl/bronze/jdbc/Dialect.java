package io.ingot.etl.bronze.jdbc;

import io.ingot.core.project.Watermark.OpenTransactions;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What differs from one kind of database to another. */
sealed interface Dialect permits PostgresDialect, MariaDialect {
  /** A time of day and its date to the microsecond, as every dialect's literals have it. */
  DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  /** The dialect of an address. */
  static Dialect of(String url) {
    return url.startsWith("jdbc:postgresql:") ? new PostgresDialect() : new MariaDialect();
  }

  /** The driver's class. */
  String driver();

  /** The address by which Spark knows how names are quoted, and the driver knows the server. */
  String address(String url);

  /** Settings of each session: it only reads, in UTC, and gives up on a silent server. */
  Map<String, String> session();

  /** A name that SQL takes as it is, whatever is in it. */
  String quote(String name);

  /** A table's name, with its schema where one is said. */
  default String quoteTable(String table) {
    return Arrays.stream(table.split("\\.")).map(this::quote).collect(Collectors.joining("."));
  }

  /** What a column's values say as a watermark; empty where they don't order rows. */
  Optional<CursorKind> cursor(SourceColumn column);

  /** The shortest time between two values that a column, and what fills it, tell apart. */
  int fractionDigits(SourceColumn column);

  /** A moment to the microsecond, for a column that holds moments. */
  String moment(Instant moment);

  /** A time to the microsecond, for a column whose times have no zone. */
  String local(LocalDateTime time);

  /** An expression's time as text such as {@code 2026-01-31 23:59:59.123456}; moments in UTC. */
  String text(String expression, CursorKind kind);

  /** How a column's values travel, or empty for a type that cannot. */
  Optional<Transfer> transfer(SourceColumn column);

  /**
   * The database's clock.
   *
   * @param open whether the oldest open transaction is asked for, where the database tells it
   */
  SourceClock clock(JdbcTable table, OpenTransactions open);
}
