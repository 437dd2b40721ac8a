package io.ingot.features.training;

import io.ingot.core.error.ProjectException;
import io.ingot.features.wire.ProtoWriter;
import io.ingot.features.wire.ProtoWriter.Wire;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows as {@code tf.train.Example}: a map from a column's name to a list of its values, of one
 * value where the column is no array. A null has no entry, and is what a parser's default stands
 * for.
 *
 * @param columns in the order of their names, so that equal rows are equal bytes
 */
record TfExample(List<Entry> columns) implements Serializable {
  TfExample {
    columns = List.copyOf(columns);
  }

  /**
   * For the columns of a schema but some.
   *
   * @throws ProjectException for a column that a record cannot hold
   */
  static TfExample of(StructType schema, List<String> without) {
    List<Entry> columns = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      StructField field = schema.fields()[i];
      if (!without.contains(field.name())) {
        columns.add(new Entry(field.name(), i, TfKind.of(field)));
      }
    }
    columns.sort(Comparator.comparing(Entry::name));
    return new TfExample(columns);
  }

  /** The rows as {@link #bytes} takes them: the same columns, as numbers, texts and bytes. */
  static Dataset<Row> plain(Dataset<Row> rows) {
    return rows.select(
        List.of(rows.schema().fields()).stream()
            .map(
                field ->
                    TfKind.plain(functions.col("`" + field.name() + "`"), field.dataType())
                        .as(field.name()))
            .toArray(Column[]::new));
  }

  /** A plain row as the bytes of its message. */
  byte[] bytes(Row row) {
    ProtoWriter features = new ProtoWriter();
    for (Entry entry : columns) {
      if (!row.isNullAt(entry.at())) {
        features.message(
            1,
            new ProtoWriter()
                .tag(1, Wire.SIZED)
                .sized(ProtoWriter.utf8(entry.name()))
                .message(2, entry.kind().feature(entry.values(row))));
      }
    }
    return new ProtoWriter().message(1, features).bytes();
  }

  /**
   * A column of the rows.
   *
   * @param at its place in them
   */
  record Entry(String name, int at, TfKind kind) implements Serializable {
    private List<?> values(Row row) {
      if (!(row.get(at) instanceof scala.collection.Seq<?>)) {
        return List.of(row.get(at));
      }
      List<Object> values = row.getList(at);
      if (values.contains(null)) {
        throw new ProjectException(
            "Cannot write column "
                + name
                + " as tfrecord: a list of it holds a null, which a record cannot. Leave it out, or"
                + " say --format parquet.");
      }
      return values;
    }
  }
}
