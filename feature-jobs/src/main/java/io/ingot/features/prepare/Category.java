package io.ingot.features.prepare;

import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.row_number;

import io.ingot.core.error.ProjectException;
import io.ingot.features.view.Columns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** A value that a column takes, as text, and in how many rows it does. */
record Category(String text, long rows) {
  /** Of the count that tells whether there are too many, which is estimated. */
  private static final double ERROR = 0.01;

  /** So many errors off no estimate is. */
  private static final int ERRORS = 5;

  /**
   * Refuses columns of far more values than can be told, before those are sorted and brought
   * together.
   *
   * @param rows read once
   * @param most by the columns' names, how many a column may have
   * @throws ProjectException when one has more
   */
  static void require(Dataset<Row> rows, List<Field> fields, Map<String, Integer> most) {
    if (fields.isEmpty()) {
      return;
    }
    List<Column> estimates =
        fields.stream()
            .map(field -> approx_count_distinct(Columns.named(field.name()), ERROR))
            .toList();
    Row row =
        rows.agg(estimates.get(0), estimates.subList(1, estimates.size()).toArray(Column[]::new))
            .first();
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.get(i).name();
      if (row.getLong(i) > most.get(name) * (1 + ERRORS * ERROR)) {
        throw tooMany(name, most.get(name));
      }
    }
  }

  /** What is said of a column with more values than can be told. */
  static ProjectException tooMany(String column, int most) {
    return Lesson.unfit(
        column,
        "it has more than "
            + most
            + " values in the training part. Leave it out, or encode fewer categories of it.");
  }

  /**
   * The values of some columns, by name: the most frequent first, of equally frequent ones the
   * lesser text.
   *
   * @param rows read once
   * @param most how many are told of each column
   */
  static Map<String, List<Category>> of(Dataset<Row> rows, List<Field> fields, int most) {
    if (fields.isEmpty()) {
      return Map.of();
    }
    List<String> texts = new ArrayList<>();
    Map<String, List<Category>> categories = new LinkedHashMap<>();
    for (Field field : fields) {
      texts.add(
          "struct(%d AS field, %s AS text)"
              .formatted(
                  texts.size(), field.wherePresent("CAST(" + field.quoted() + " AS STRING)")));
      categories.put(field.name(), new ArrayList<>());
    }
    rows.select(expr("inline(array(" + String.join(", ", texts) + "))"))
        .filter("text IS NOT NULL")
        .groupBy("field", "text")
        .count()
        .withColumn(
            "place",
            row_number().over(Window.partitionBy("field").orderBy(desc("count"), col("text"))))
        .filter(col("place").leq(most))
        .orderBy("field", "place")
        .collectAsList()
        .forEach(
            row ->
                categories
                    .get(fields.get(row.getInt(0)).name())
                    .add(new Category(row.getString(1), row.getLong(2))));
    return categories;
  }
}
