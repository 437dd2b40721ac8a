package io.ingot.etl.why;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The values that were said of a key, in the types of their columns, so that a scan passes over
 * files that cannot hold them.
 *
 * @param texts as they were said
 * @param typed by column
 */
record Keys(Map<String, String> texts, Map<String, Object> typed) {
  /**
   * Reads values.
   *
   * @param columns of the key, in order
   * @param said the values by comma
   * @throws ProjectException when they are more or fewer than the columns, or not of their types
   */
  static Keys of(Lake lake, TableName table, List<String> columns, StructType schema, String said) {
    List<String> values = columns.size() == 1 ? List.of(said) : Arrays.asList(said.split(",", -1));
    if (values.size() != columns.size()) {
      throw new ProjectException(
          "Cannot look for a row of "
              + table
              + ": its key is "
              + String.join(", ", columns)
              + ", and "
              + values.size()
              + " values were said. Say --key "
              + String.join(",", columns)
              + ".");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    List<String> casts = new ArrayList<>();
    StructType row = new StructType();
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      texts.put(column, values.get(i).strip());
      row = row.add(column, DataTypes.StringType);
      casts.add("try_cast(`" + column + "` AS " + schema.apply(column).dataType().sql() + ")");
    }
    Row typed =
        lake.spark()
            .createDataFrame(List.of(RowFactory.create(texts.values().toArray())), row)
            .selectExpr(casts.toArray(String[]::new))
            .first();
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      if (typed.isNullAt(i)) {
        throw new ProjectException(
            "Cannot look for a row of "
                + table
                + ": '"
                + values.get(i)
                + "' is no "
                + schema.apply(columns.get(i)).dataType().sql()
                + ", which "
                + columns.get(i)
                + " is.");
      }
      all.put(columns.get(i), typed.get(i));
    }
    return new Keys(texts, all);
  }

  /** Rows of the key, in a table that has its columns. */
  Column match() {
    return typed.entrySet().stream()
        .map(key -> col("`" + key.getKey() + "`").equalTo(lit(key.getValue())))
        .reduce(Column::and)
        .orElse(lit(true));
  }
}
