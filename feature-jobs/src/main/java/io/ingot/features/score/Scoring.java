package io.ingot.features.score;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Nearest;
import io.ingot.features.view.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What a model answers to rows. */
final class Scoring {
  private Scoring() {}

  /**
   * The columns that are kept of each row, and behind them the model's answers: vectors as arrays
   * of doubles, and null all of them where one is no number, since a model that lacks a value
   * answers all the same, and at random.
   *
   * @param kept columns of the rows
   * @throws ProjectException when the rows lack a column that the model wants
   */
  static Dataset<Row> of(PipelineModel model, Dataset<Row> rows, List<String> kept) {
    ModelColumns columns = ModelColumns.of(model);
    require(columns.wanted(), List.of(rows.columns()), "the model");
    // A training set has what its own preparation made; the model makes it by its own.
    Dataset<Row> answered =
        model.transform(
            rows.drop(
                columns.added().stream()
                    .filter(name -> !kept.contains(name))
                    .toArray(String[]::new)));
    List<String> answers = ModelColumns.answers(model);
    Column numbers =
        answers.stream().map(name -> told(answered.schema(), name)).reduce(lit(true), Column::and);
    List<Column> told = new ArrayList<>(Columns.named(kept));
    answers.forEach(name -> told.add(when(numbers, plain(answered.schema(), name)).as(name)));
    return answered.select(told.toArray(Column[]::new));
  }

  /** How many rows there are, and how many of them without an answer. */
  static Row counted(PipelineModel model, Dataset<Row> scored) {
    Column answer = Columns.named(ModelColumns.answers(model).get(0));
    return scored.agg(count(lit(1)), count_if(answer.isNull())).first();
  }

  /**
   * Requires columns.
   *
   * @param by who wants them, in words
   * @throws ProjectException when one is not there, with the names that are nearest
   */
  static void require(List<String> wanted, List<String> there, String by) {
    List<String> missing = wanted.stream().filter(name -> !there.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new ProjectException(
          "Cannot score: the rows lack "
              + missing.size()
              + " of the "
              + wanted.size()
              + " columns that "
              + by
              + " wants. "
              + missing.stream()
                  .map(name -> "'" + name + "': " + Nearest.hint(name, there))
                  .collect(Collectors.joining(" ")));
    }
  }

  private static Column plain(StructType schema, String name) {
    return isVector(schema, name)
        ? vector_to_array(Columns.named(name), "float64")
        : Columns.named(name);
  }

  /** Whether an answer is made of numbers. */
  private static Column told(StructType schema, String name) {
    if (isVector(schema, name)) {
      return not(exists(plain(schema, name), one -> isnan(one)));
    }
    DataType type = schema.apply(name).dataType();
    return type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType)
        ? not(coalesce(isnan(Columns.named(name)), lit(true)))
        : Columns.named(name).isNotNull();
  }

  private static boolean isVector(StructType schema, String name) {
    return schema.apply(name).dataType().equals(SQLDataTypes.VectorType());
  }
}
