package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.col;

import io.ingot.core.project.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The way of all columns from what came to their final values, one projection a step: a plan of one
 * a column takes longer to analyse than to run.
 */
record Values(TableName table, List<TypedColumn> columns) {
  Values {
    columns = List.copyOf(columns);
  }

  /** Rows with what came, and the values beside it. */
  Dataset<Row> of(Dataset<Row> came) {
    Dataset<Row> ready =
        adding(
            came,
            columns.stream().filter(TypedColumn::isPrepared),
            column ->
                column
                    .ready(col(ValuedColumns.came(column.name())))
                    .as(ValuedColumns.ready(column.name())));
    Dataset<Row> typed =
        adding(
            ready,
            columns.stream(),
            column -> column.value(ValuedColumns.ready(column)).as(column.name()));
    List<TypedColumn> made =
        columns.stream().filter(column -> column.contract().value().isPresent()).toList();
    return made.isEmpty()
        ? typed
        : RowSql.applied(table, typed, rows -> finished(made(rows, made), made));
  }

  /** Each expression sees what was read of all columns. */
  private static Dataset<Row> made(Dataset<Row> typed, List<TypedColumn> made) {
    return adding(
        typed,
        made.stream(),
        column ->
            RowSql.tried(column.contract().value().orElseThrow())
                .as(ValuedColumns.made(column.name())));
  }

  private static Dataset<Row> finished(Dataset<Row> rows, List<TypedColumn> made) {
    List<Column> finished = new ArrayList<>();
    for (String name : rows.columns()) {
      Optional<TypedColumn> column =
          made.stream().filter(candidate -> candidate.name().equals(name)).findFirst();
      finished.add(
          column.map(found -> result(found, rows.schema()).as(name)).orElse(col("`" + name + "`")));
      column.ifPresent(
          found -> finished.add(ValuedColumns.value(name).as(ValuedColumns.typed(name))));
    }
    return rows.select(finished.toArray(Column[]::new));
  }

  private static Column result(TypedColumn column, StructType schema) {
    String made = ValuedColumns.made(column.name());
    return Reading.of(
            column.contract(),
            column.type(),
            ((StructType) schema.apply(made).dataType()).apply(0).dataType())
        .value(RowSql.result(col(made)));
  }

  private static Dataset<Row> adding(
      Dataset<Row> rows, Stream<TypedColumn> some, Function<TypedColumn, Column> added) {
    Column[] all = Stream.concat(Stream.of(col("*")), some.map(added)).toArray(Column[]::new);
    return all.length == 1 ? rows : rows.select(all);
  }
}
