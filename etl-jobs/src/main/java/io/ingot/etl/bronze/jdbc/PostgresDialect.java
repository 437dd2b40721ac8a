package io.ingot.etl.bronze.jdbc;

import io.ingot.core.error.Fault;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.Watermark.OpenTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;

/** PostgreSQL. */
record PostgresDialect() implements Dialect {
  private static final String READER = "ingot";

  /**
   * The clock of the question's begin, and the transactions that the question then finds open: one
   * that it does not find has ended, so its rows are seen, or begins later. A transaction that has
   * written nothing yet counts too, since its {@code now()} is old already. Ingot's own readers,
   * which cannot write, do not.
   */
  private static final String CLOCK =
      """
      SELECT statement_timestamp(), pg_is_in_recovery(), min(xact_start) FILTER (WHERE NOT (
          usename = current_user AND application_name = '%s')),
        count(*) FILTER (WHERE usesysid IS NOT NULL AND query = '<insufficient privilege>'),
        (SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database())
      FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_type IS DISTINCT FROM 'autovacuum worker'
      """
          .formatted(READER);

  @Override
  public String driver() {
    return "org.postgresql.Driver";
  }

  @Override
  public String address(String url) {
    return url;
  }

  @Override
  public Map<String, String> session() {
    return Map.of(
        "ApplicationName",
        READER,
        "loginTimeout",
        "15",
        "tcpKeepAlive",
        "true",
        "options",
        "-c default_transaction_read_only=on -c timezone=UTC");
  }

  @Override
  public String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public Optional<CursorKind> cursor(SourceColumn column) {
    return Optional.ofNullable(
        Map.of(
                "timestamptz", CursorKind.MOMENT,
                "timestamp", CursorKind.LOCAL,
                "int2", CursorKind.NUMBER,
                "int4", CursorKind.NUMBER,
                "int8", CursorKind.NUMBER)
            .get(column.type()));
  }

  @Override
  public int fractionDigits(SourceColumn column) {
    return column.scale();
  }

  @Override
  public String moment(Instant moment) {
    return "TIMESTAMP WITH TIME ZONE '" + MICROS.withZone(ZoneOffset.UTC).format(moment) + "+00'";
  }

  @Override
  public String local(LocalDateTime time) {
    return "TIMESTAMP '" + MICROS.format(time) + "'";
  }

  @Override
  public String text(String expression, CursorKind kind) {
    return kind == CursorKind.MOMENT
        ? "(" + expression + " AT TIME ZONE 'UTC')::text"
        : "(" + expression + ")::text";
  }

  @Override
  public Optional<Transfer> transfer(SourceColumn column) {
    String name = quote(column.name());
    String text = name + "::text";
    return Optional.of(
        switch (column.type()) {
          case "bool" -> Transfer.as(DataTypes.BooleanType, name);
          case "int2" -> Transfer.as(DataTypes.ShortType, name);
          case "int4" -> Transfer.as(DataTypes.IntegerType, name);
          case "int8" -> Transfer.as(DataTypes.LongType, name);
          case "float4" -> Transfer.as(DataTypes.FloatType, name);
          case "float8" -> Transfer.as(DataTypes.DoubleType, name);
          case "numeric" -> Transfer.decimal(column, name, text);
          case "text", "varchar", "bpchar", "json", "jsonb", "uuid" -> Transfer.text(name);
          case "bytea" -> Transfer.as(DataTypes.BinaryType, name);
          case "date" -> Transfer.parsed(DataTypes.DateType, text);
          case "timestamp" -> Transfer.parsed(DataTypes.TimestampNTZType, text);
          case "timestamptz" -> Transfer.parsed(DataTypes.TimestampType, text);
          default ->
              Transfer.text(column.type().startsWith("_") ? "to_json(" + name + ")::text" : text);
        });
  }

  @Override
  public SourceClock clock(JdbcTable table, OpenTransactions open) {
    if (open == OpenTransactions.IGNORE) {
      return table.one(
          "SELECT statement_timestamp()", row -> new SourceClock(moment(row, 1), Optional.empty()));
    }
    return table.one(CLOCK, row -> clock(table.origin(), row));
  }

  private static SourceClock clock(String origin, ResultSet row) throws SQLException {
    if (row.getBoolean(2)) {
      throw new ProjectException(
          "Cannot tell how far "
              + origin
              + " may be read: its server is a standby, which does not know the transactions that"
              + " are open at the primary. Connect to the primary, or set open_transactions: ignore"
              + " with a lag longer than any transaction and the replication's delay together.");
    }
    if (row.getLong(4) > 0) {
      throw new SourceException(
          "Cannot tell how far "
              + origin
              + " may be read: the transactions of "
              + row.getLong(4)
              + " other sessions are hidden from this user. GRANT pg_read_all_stats to it, or set"
              + " open_transactions: ignore with a lag longer than any transaction.");
    }
    if (row.getLong(5) > 0) {
      String told =
          "Cannot tell how far "
              + origin
              + " may be read: "
              + row.getLong(5)
              + " prepared transactions wait for their commit, and when they began is not known."
              + " End them, or set open_transactions: ignore with a lag longer than any"
              + " transaction.";
      throw new SourceException(Fault.BUSY, told, told, null);
    }
    Optional<Instant> oldest =
        Optional.ofNullable(row.getObject(3, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    return new SourceClock(moment(row, 1), oldest);
  }

  private static Instant moment(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
