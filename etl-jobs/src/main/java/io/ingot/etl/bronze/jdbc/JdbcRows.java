package io.ingot.etl.bronze.jdbc;

import static org.apache.spark.sql.functions.col;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Connection;
import io.ingot.etl.bronze.BronzeColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.Metadata;

/** Reads rows of a table as a dataset; the values are those of the database, to the last digit. */
final class JdbcRows {
  /** So many rows are in memory at once for each query, however many it gives. */
  private static final String FETCH_SIZE = "2000";

  private static final String PART = "ingot_part";

  private final JdbcTable table;
  private final Connection.Jdbc connection;
  private final List<Sent> columns;

  private JdbcRows(JdbcTable table, Connection.Jdbc connection, List<Sent> columns) {
    this.table = table;
    this.connection = connection;
    this.columns = columns;
  }

  /**
   * All columns of a table.
   *
   * @throws ProjectException when a column is of a type that cannot be read, or has a name of Ingot
   */
  static JdbcRows of(JdbcTable table, Connection.Jdbc connection) {
    List<SourceColumn> columns = table.columns();
    BronzeColumns.requireFree(
        table.origin(), columns.stream().map(SourceColumn::name).collect(Collectors.toList()));
    List<Sent> sent = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (SourceColumn column : columns) {
      // Spark does not quote every name rightly, so it is shown plain ones.
      String alias = "c" + sent.size();
      table
          .dialect()
          .transfer(column)
          .ifPresentOrElse(
              transfer -> sent.add(new Sent(column.name(), alias, transfer)),
              () -> refused.add(column.name() + " (" + column.type() + ")"));
    }
    if (!refused.isEmpty()) {
      throw new ProjectException(
          "Cannot read "
              + table.origin()
              + ": no type of the lake holds its columns "
              + String.join(", ", refused)
              + ". Leave them out by a view, or cast them there.");
    }
    return new JdbcRows(table, connection, sent);
  }

  /** The same with some columns only. */
  JdbcRows only(List<String> names) {
    return new JdbcRows(
        table, connection, columns.stream().filter(sent -> names.contains(sent.name())).toList());
  }

  List<String> names() {
    return columns.stream().map(Sent::name).toList();
  }

  /** The rows within a condition, by one query, which sees them as of one moment. */
  Dataset<Row> within(SparkSession spark, String condition) {
    return named(spark.read().jdbc(address(), query(condition, Optional.empty()), options()));
  }

  /**
   * The rows within a condition, by several queries side by side.
   *
   * @param parts over {@link #part()}
   */
  Dataset<Row> within(SparkSession spark, String condition, String partBy, List<String> parts) {
    return named(
        spark
            .read()
            .jdbc(
                address(),
                query(condition, Optional.of(partBy)),
                parts.toArray(String[]::new),
                options()));
  }

  /** The column, for SQL, that queries side by side are told apart by. */
  String part() {
    return table.dialect().quote(PART);
  }

  private String query(String condition, Optional<String> partBy) {
    String selected =
        columns.stream()
            .map(sent -> sent.transfer().sql() + " AS " + sent.alias())
            .collect(Collectors.joining(", "));
    return "(SELECT "
        + selected
        + partBy.map(column -> ", " + table.dialect().quote(column) + " AS " + part()).orElse("")
        + " FROM "
        + table.quoted()
        + " WHERE "
        + condition
        + ") ingot_rows";
  }

  private String address() {
    return table.dialect().address(connection.url());
  }

  private Properties options() {
    Properties options = JdbcTable.login(connection);
    options.setProperty("driver", table.dialect().driver());
    options.setProperty("fetchsize", FETCH_SIZE);
    options.setProperty(
        "customSchema",
        columns.stream()
            .map(sent -> sent.alias() + " " + sent.transfer().arrives().sql())
            .collect(Collectors.joining(", ")));
    return options;
  }

  private Dataset<Row> named(Dataset<Row> arrived) {
    return arrived.select(
        columns.stream()
            // Without Spark's notes on the column, by which it would judge later writes.
            .map(sent -> sent.value(table.origin()).as(sent.name(), Metadata.empty()))
            .toArray(Column[]::new));
  }

  private record Sent(String name, String alias, Transfer transfer) {
    Column value(String origin) {
      return transfer.value(col(alias), origin + "." + name);
    }
  }
}
