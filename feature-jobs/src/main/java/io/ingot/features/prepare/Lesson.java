package io.ingot.features.prepare;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Preparation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a step may learn from.
 *
 * @param train the rows that train, with the columns that steps before have made
 * @param prepare what columns become, by the column as it came
 * @param fields the column that a step takes, by the column as it came: the imputed one where there
 *     is one
 * @param values how many rows have a value, by the column as it came
 * @param rows how many there are
 */
record Lesson(
    Dataset<Row> train,
    Map<String, Preparation> prepare,
    Map<String, Field> fields,
    Map<String, Long> values,
    long rows) {
  /** The fields of the columns that are prepared in a way. */
  List<Field> fields(Predicate<Preparation> way) {
    return columns(way).stream().map(fields::get).toList();
  }

  List<String> columns(Predicate<Preparation> way) {
    return prepare.keySet().stream().filter(column -> way.test(prepare.get(column))).toList();
  }

  long missing(String column) {
    return rows - values.get(column);
  }

  /** The same once some columns have no missing values any more. */
  Lesson after(SqlStage stage, Map<String, Field> imputed) {
    Map<String, Field> later = new LinkedHashMap<>(fields);
    later.putAll(imputed);
    Map<String, Long> complete = new LinkedHashMap<>(values);
    imputed.keySet().forEach(column -> complete.put(column, rows));
    return new Lesson(stage.transform(train), prepare, later, complete, rows);
  }

  /** Refuses a column of a type that a step cannot take. */
  void require(String column, Predicate<Field> fits, String step, String types) {
    Field field = fields.get(column);
    if (!fits.test(field)) {
      throw unfit(
          column, step + " takes " + types + ", and this one is " + field.type().sql() + ".");
    }
  }

  static ProjectException unfit(String column, String why) {
    return new ProjectException("Cannot prepare column '" + column + "': " + why);
  }
}
