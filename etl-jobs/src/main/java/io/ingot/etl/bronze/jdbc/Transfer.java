package io.ingot.etl.bronze.jdbc;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.when;

import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import scala.Option;

/**
 * How the values of a column travel from the database into a dataset without a change.
 *
 * @param sql what is selected
 * @param arrives the type that Spark's reader takes them as
 * @param parsed the type that their text is read as; empty where they stay as they arrive
 */
record Transfer(String sql, DataType arrives, Optional<DataType> parsed) {
  Transfer {
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(arrives, "arrives");
    Objects.requireNonNull(parsed, "parsed");
  }

  static Transfer as(DataType type, String sql) {
    return new Transfer(sql, type, Optional.empty());
  }

  static Transfer text(String sql) {
    return as(DataTypes.StringType, sql);
  }

  /**
   * As text that Spark reads. A driver's own time objects depend on the zone of the JVM, and Spark
   * takes an infinite time for the year 9999.
   */
  static Transfer parsed(DataType type, String sql) {
    return new Transfer(sql, DataTypes.StringType, Optional.of(type));
  }

  static Transfer decimal(SourceColumn column, String sql, String text) {
    return column.fitsDecimal()
        ? as(DecimalType.apply(column.precision(), column.scale()), sql)
        : text(text);
  }

  /**
   * The values as a dataset holds them.
   *
   * @param origin where the column is, for the error about a text that is no such value
   */
  Column value(Column arrived, String origin) {
    return parsed
        .map(
            type ->
                coalesce(
                    new Column(new Cast(arrived.expr(), type, Option.empty(), EvalMode.TRY())),
                    when(
                        arrived.isNotNull(),
                        raise_error(
                                concat(
                                    lit("Cannot read " + origin + ": it holds "),
                                    arrived,
                                    lit(
                                        ", which no "
                                            + type.sql()
                                            + " of the lake can be. Leave such rows out by a"
                                            + " view, or cast the column to text there.")))
                            .cast(type))))
        .orElse(arrived);
  }
}
