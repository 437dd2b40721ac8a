package io.ingot.etl.bronze.jdbc;

import io.ingot.core.project.Watermark.OpenTransactions;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** MariaDB and MySQL, both by MariaDB's driver. */
record MariaDialect() implements Dialect {
  private static final Set<String> INTEGERS =
      Set.of("TINYINT", "SMALLINT", "MEDIUMINT", "INTEGER", "BIGINT");

  private static final String UNSIGNED = " UNSIGNED";

  @Override
  public String driver() {
    return "org.mariadb.jdbc.Driver";
  }

  /** Spark quotes names rightly for jdbc:mysql only, which the driver takes when it is told to. */
  @Override
  public String address(String url) {
    String mysql = url.replaceFirst("^jdbc:mariadb:", "jdbc:mysql:");
    return mysql + (mysql.contains("?") ? "&" : "?") + "permitMysqlScheme=true";
  }

  @Override
  public Map<String, String> session() {
    return Map.of(
        "sessionVariables", "time_zone='+00:00'",
        "initSql", "SET SESSION TRANSACTION READ ONLY",
        "connectTimeout", "15000",
        "tinyInt1isBit", "false",
        "allowLocalInfile", "false",
        "permitRedirect", "false");
  }

  @Override
  public String quote(String name) {
    return '`' + name.replace("`", "``") + '`';
  }

  @Override
  public Optional<CursorKind> cursor(SourceColumn column) {
    return switch (signed(column)) {
      case "TIMESTAMP" -> Optional.of(CursorKind.MOMENT);
      case "DATETIME" -> Optional.of(CursorKind.LOCAL);
      default ->
          INTEGERS.contains(signed(column)) ? Optional.of(CursorKind.NUMBER) : Optional.empty();
    };
  }

  /** Whatever the column can hold, what NOW() writes into it has whole seconds. */
  @Override
  public int fractionDigits(SourceColumn column) {
    return 0;
  }

  @Override
  public String moment(Instant moment) {
    return local(LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
  }

  @Override
  public String local(LocalDateTime time) {
    return "TIMESTAMP'" + MICROS.format(time) + "'";
  }

  @Override
  public String text(String expression, CursorKind kind) {
    return "CAST(" + expression + " AS CHAR)";
  }

  @Override
  public Optional<Transfer> transfer(SourceColumn column) {
    String name = quote(column.name());
    String text = "CAST(" + name + " AS CHAR)";
    return Optional.ofNullable(
        switch (column.type()) {
          case "TINYINT" -> Transfer.as(DataTypes.ByteType, name);
          case "TINYINT UNSIGNED", "SMALLINT" -> Transfer.as(DataTypes.ShortType, name);
          case "SMALLINT UNSIGNED", "MEDIUMINT", "MEDIUMINT UNSIGNED", "INTEGER" ->
              Transfer.as(DataTypes.IntegerType, name);
          case "INTEGER UNSIGNED", "BIGINT" -> Transfer.as(DataTypes.LongType, name);
          case "BIGINT UNSIGNED" -> Transfer.as(DecimalType.apply(20, 0), name);
          case "DECIMAL", "DECIMAL UNSIGNED" -> Transfer.decimal(column, name, text);
            // As text, a FLOAT has six digits.
          case "FLOAT", "FLOAT UNSIGNED" ->
              Transfer.as(DataTypes.DoubleType, "CAST(" + name + " AS DOUBLE)");
          case "DOUBLE", "DOUBLE UNSIGNED" -> Transfer.as(DataTypes.DoubleType, name);
          case "CHAR", "uuid", "TIME" -> Transfer.text(text);
          case "VARCHAR", "TINYTEXT", "TEXT", "MEDIUMTEXT", "LONGTEXT", "JSON" ->
              Transfer.text(name);
          case "BINARY", "VARBINARY", "TINYBLOB", "BLOB", "MEDIUMBLOB", "LONGBLOB" ->
              Transfer.as(DataTypes.BinaryType, name);
          case "YEAR" -> Transfer.as(DataTypes.IntegerType, "CAST(" + name + " AS SIGNED)");
          case "BIT" -> Transfer.as(DecimalType.apply(20, 0), "CAST(" + name + " AS UNSIGNED)");
          case "DATE" -> Transfer.parsed(DataTypes.DateType, text);
          case "DATETIME" -> Transfer.parsed(DataTypes.TimestampNTZType, text);
          case "TIMESTAMP" ->
              Transfer.parsed(DataTypes.TimestampType, "CONCAT(" + text + ", '+00:00')");
          default -> null;
        });
  }

  /** What is open elsewhere is told to administrators only, so the lag has to cover it. */
  @Override
  public SourceClock clock(JdbcTable table, OpenTransactions open) {
    return table.one(
        "SELECT CAST(UTC_TIMESTAMP(6) AS CHAR)",
        row ->
            new SourceClock(
                LocalDateTime.parse(row.getString(1).replace(' ', 'T')).toInstant(ZoneOffset.UTC),
                Optional.empty()));
  }

  private static String signed(SourceColumn column) {
    return column.type().replace(UNSIGNED, "");
  }
}
