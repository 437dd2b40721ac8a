package io.ingot.etl.bronze.jdbc;

import io.ingot.core.project.Connection;
import io.ingot.core.project.Watermark.OpenTransactions;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Questions to a table that a plan needs answered; each is one small query. */
final class JdbcTable implements AutoCloseable {
  private final String origin;
  private final String quoted;
  private final Dialect dialect;
  private final java.sql.Connection session;
  private final List<SourceColumn> columns;

  private JdbcTable(String origin, String quoted, Dialect dialect, java.sql.Connection session)
      throws SQLException {
    this.origin = origin;
    this.quoted = quoted;
    this.dialect = dialect;
    this.session = session;
    this.columns = described(session, quoted);
  }

  /**
   * Opens a session.
   *
   * @throws io.ingot.core.error.SourceException when the database or the table is not there
   */
  static JdbcTable open(String origin, Connection.Jdbc connection, String table) {
    Dialect dialect = Dialect.of(connection.url());
    try {
      java.sql.Connection session =
          DriverManager.getConnection(dialect.address(connection.url()), login(connection));
      try {
        return new JdbcTable(origin, dialect.quoteTable(table), dialect, session);
      } catch (SQLException e) {
        session.close();
        throw e;
      }
    } catch (SQLException e) {
      throw JdbcFaults.told(origin, e);
    }
  }

  private static List<SourceColumn> described(java.sql.Connection session, String quoted)
      throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM " + quoted + " WHERE 1 = 0")) {
      ResultSetMetaData described = none.getMetaData();
      List<SourceColumn> columns = new ArrayList<>();
      for (int i = 1; i <= described.getColumnCount(); i++) {
        columns.add(
            new SourceColumn(
                described.getColumnLabel(i),
                described.getColumnTypeName(i),
                described.getPrecision(i),
                described.getScale(i)));
      }
      return columns;
    }
  }

  /** What the driver is given to open a session. */
  static Properties login(Connection.Jdbc connection) {
    Properties login = new Properties();
    login.putAll(Dialect.of(connection.url()).session());
    connection.user().ifPresent(user -> login.setProperty("user", user));
    connection.password().ifPresent(password -> login.setProperty("password", password.reveal()));
    return login;
  }

  /** Connection and table, for messages. */
  String origin() {
    return origin;
  }

  /** The table's name for a FROM clause. */
  String quoted() {
    return quoted;
  }

  Dialect dialect() {
    return dialect;
  }

  /** The table's columns in order, as they were when it was opened. */
  List<SourceColumn> columns() {
    return columns;
  }

  /** The database's clock, and its oldest transaction where that is asked for and told. */
  SourceClock clock(OpenTransactions open) {
    return dialect.clock(this, open);
  }

  /** How many rows fulfil a condition. */
  long count(String condition) {
    return one("SELECT count(*) FROM " + quoted + where(condition), row -> row.getLong(1));
  }

  /** The least time within a condition; empty without rows. */
  Optional<Instant> least(Cursor cursor, String condition) {
    return one(
            "SELECT " + cursor.text("min(" + cursor.quoted() + ")") + from(condition),
            row -> Optional.ofNullable(row.getString(1)))
        .map(text -> cursor.moment(origin, text));
  }

  /** Least and greatest value of a whole-number column within a condition; empty without rows. */
  Optional<ReadRange> range(String column, String condition) {
    String name = dialect.quote(column);
    return one(
        "SELECT min(" + name + "), max(" + name + ")" + from(condition),
        row -> {
          long least = row.getLong(1);
          return row.wasNull()
              ? Optional.empty()
              : Optional.of(new ReadRange(least, row.getLong(2)));
        });
  }

  private String from(String condition) {
    return " FROM " + quoted + where(condition);
  }

  private static String where(String condition) {
    return " WHERE " + condition;
  }

  /** The answer of a query that gives one row. */
  <T> T one(String sql, Reader<T> reader) {
    try (Statement statement = session.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return reader.read(result);
    } catch (SQLException e) {
      throw JdbcFaults.told(origin, e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (SQLException e) {
      throw JdbcFaults.told(origin, e);
    }
  }

  /** Reads one row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
