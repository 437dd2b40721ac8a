package io.ingot.etl.bronze;

import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.Connection;
import java.math.BigInteger;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** Questions to a table of PostgreSQL that a plan needs answered; each is one small query. */
final class PostgresTable implements AutoCloseable {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private final String origin;
  private final String quoted;
  private final java.sql.Connection session;

  private PostgresTable(String origin, String quoted, java.sql.Connection session) {
    this.origin = origin;
    this.quoted = quoted;
    this.session = session;
  }

  static PostgresTable open(String origin, Connection.Jdbc connection, String table) {
    Properties login = new Properties();
    connection.user().ifPresent(user -> login.setProperty("user", user));
    connection.password().ifPresent(password -> login.setProperty("password", password.reveal()));
    login.setProperty("loginTimeout", "15");
    login.setProperty("options", "-c default_transaction_read_only=on -c timezone=UTC");
    try {
      return new PostgresTable(
          origin,
          Arrays.stream(table.split("\\."))
              .map(PostgresTable::quote)
              .collect(Collectors.joining(".")),
          DriverManager.getConnection(connection.url(), login));
    } catch (SQLException e) {
      throw JdbcExtractor.failed(origin, e);
    }
  }

  /** A name that SQL takes as it is, whatever is in it. */
  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A moment to the microsecond, whatever the session's zone. */
  static String literal(Instant moment) {
    return "TIMESTAMP WITH TIME ZONE '" + MICROS.format(moment) + "+00'";
  }

  /** The table's name for a FROM clause. */
  String quoted() {
    return quoted;
  }

  /** The database's clock. */
  Instant now() {
    return one("SELECT clock_timestamp()", row -> row.getObject(1, OffsetDateTime.class))
        .orElseThrow()
        .toInstant();
  }

  /** The greatest value of a whole-number column; empty for an empty table. */
  Optional<Long> greatest(String column) {
    return one("SELECT max(" + quote(column) + ")::bigint FROM " + quoted, PostgresTable::number);
  }

  /** Whether any row fulfils a condition. */
  boolean anyRow(String condition) {
    return one(
            "SELECT EXISTS (SELECT 1 FROM " + quoted + " WHERE " + condition + ")",
            row -> row.getBoolean(1))
        .orElseThrow();
  }

  /** Refuses a watermark whose type does not tell which rows are new. */
  void requireType(String column, Set<String> allowed) {
    String type =
        one(
                "SELECT pg_typeof((SELECT "
                    + quote(column)
                    + " FROM "
                    + quoted
                    + " LIMIT 0))::text",
                row -> row.getString(1))
            .orElseThrow();
    if (!allowed.contains(type)) {
      throw new ProjectException(
          "Cannot read "
              + origin
              + ": its watermark "
              + column
              + " is of type "
              + type
              + ". With 'lag' it has to be a timestamp with time zone, with 'gap' a whole number; a"
              + " view can cast it.");
    }
  }

  /** Refuses a watermark that is null somewhere: such rows would never be read. */
  void requireNoNull(String column) {
    if (anyRow(quote(column) + " IS NULL")) {
      throw new SourceException(
          "Cannot read "
              + origin
              + ": some rows have no "
              + column
              + ", so no window would ever hold them. Fill it in at the source, for instance by a"
              + " default, and run again.");
    }
  }

  /** Least and greatest value of a whole-number column within a condition; empty without rows. */
  Optional<Range> range(String column, String condition) {
    String name = quote(column);
    return one(
        "SELECT min("
            + name
            + ")::bigint, max("
            + name
            + ")::bigint FROM "
            + quoted
            + " WHERE "
            + condition,
        row -> {
          long least = row.getLong(1);
          return row.wasNull() ? null : new Range(name, least, row.getLong(2));
        });
  }

  private static Long number(ResultSet row) throws SQLException {
    long value = row.getLong(1);
    return row.wasNull() ? null : value;
  }

  private <T> Optional<T> one(String sql, Reader<T> reader) {
    try (Statement statement = session.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return Optional.ofNullable(reader.read(result));
    } catch (SQLException e) {
      throw JdbcExtractor.failed(origin, e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (SQLException e) {
      throw JdbcExtractor.failed(origin, e);
    }
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** A closed range of a column that several queries share out among them. */
  record Range(String column, long least, long greatest) {
    /** Conditions that cover every row, nulls too, and no row twice. */
    List<String> cut(int parts) {
      BigInteger first = BigInteger.valueOf(least);
      BigInteger width = BigInteger.valueOf(greatest).subtract(first).add(BigInteger.ONE);
      int used = width.min(BigInteger.valueOf(parts)).intValue();
      // The ends stay open: a row may have come between this question and the queries.
      List<String> cuts = new ArrayList<>();
      for (int part = 1; part < used; part++) {
        BigInteger share =
            width.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(used));
        cuts.add(first.add(share).toString());
      }
      return cuts.isEmpty() ? List.of("TRUE") : between(cuts);
    }

    private List<String> between(List<String> cuts) {
      List<String> conditions = new ArrayList<>();
      conditions.add(column + " < " + cuts.get(0) + " OR " + column + " IS NULL");
      for (int cut = 1; cut < cuts.size(); cut++) {
        conditions.add(
            column + " >= " + cuts.get(cut - 1) + " AND " + column + " < " + cuts.get(cut));
      }
      conditions.add(column + " >= " + cuts.get(cuts.size() - 1));
      return conditions;
    }
  }
}
