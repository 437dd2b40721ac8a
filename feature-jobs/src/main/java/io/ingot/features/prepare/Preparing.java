package io.ingot.features.prepare;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Nearest;
import io.ingot.core.project.Preparation;
import io.ingot.features.view.Columns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Learns from the training part, and from it alone, what stands for a missing value, how numbers
 * are scaled and which categories and words there are. A column x stays as it is, and beside it
 * come {@code x_imputed}, and of that, or of x where nothing is imputed, {@code x_scaled}, {@code
 * x_index}, {@code x_onehot} or {@code x_tfidf}.
 */
public final class Preparing {
  private final Dataset<Row> train;
  private final Map<String, Preparation> prepare;

  private Preparing(Dataset<Row> train, Map<String, Preparation> prepare) {
    this.train = train;
    this.prepare = prepare;
  }

  /**
   * Fits on the rows of which {@code _split} is {@code train}, other than twins that the
   * augmentation added: they would make their words and values count more.
   *
   * @param rows split; read once or twice for each kind of preparation, so they had better be
   *     stored
   * @param prepare what columns become, by column; at least one
   * @throws ProjectException when a column is not there, is of a type that cannot be prepared so,
   *     or has no value in the training part
   */
  public static Prepared fit(Dataset<Row> rows, Map<String, Preparation> prepare) {
    if (prepare.isEmpty()) {
      throw new IllegalArgumentException("Nothing is to be prepared.");
    }
    return new Preparing(rows.filter(teaches(rows)), prepare).fit(List.of(rows.columns()));
  }

  private static Column teaches(Dataset<Row> rows) {
    return List.of(rows.columns()).contains(Augmenting.AUGMENTED)
        ? TimeSplit.trains().and(not(Columns.named(Augmenting.AUGMENTED)))
        : TimeSplit.trains();
  }

  /** The columns that a preparation adds, in order. */
  public static List<String> outputs(Map<String, Preparation> prepare) {
    List<String> outputs = new ArrayList<>();
    prepare.forEach(
        (column, preparation) -> {
          preparation.impute().ifPresent(impute -> outputs.add(Imputing.output(column)));
          preparation.scale().ifPresent(scale -> outputs.add(Rescaling.output(column)));
          preparation.encode().ifPresent(encode -> outputs.add(Encoding.output(column, encode)));
        });
    return outputs;
  }

  private Prepared fit(List<String> there) {
    requireRoom(there);
    Lesson lesson = lesson(fields(there));
    Imputing imputing = Imputing.of(lesson);
    Lesson after = imputing.after();
    Rescaling rescaling = Rescaling.of(after);
    Encoding encoding = Encoding.of(after);
    List<Transformer> stages = new ArrayList<>(imputing.stage().stages());
    stages.addAll(rescaling.stage().stages());
    stages.addAll(encoding.stages());
    Map<String, Learned> learned =
        Stream.of(imputing.learned(), rescaling.learned(), encoding.learned())
            .flatMap(List::stream)
            .collect(Collectors.toMap(Learned::output, step -> step));
    return new Prepared(
        new PreparationParameters(
            lesson.rows(), outputs(prepare).stream().map(learned::get).toList()),
        model(stages));
  }

  /** Without an estimator nothing is fitted again, and no row is read. */
  private PipelineModel model(List<Transformer> stages) {
    return new Pipeline("preparation").setStages(stages.toArray(PipelineStage[]::new)).fit(train);
  }

  private void requireRoom(List<String> there) {
    Stream.concat(outputs(prepare).stream(), prepare.keySet().stream().flatMap(Encoding::between))
        .filter(there::contains)
        .findFirst()
        .ifPresent(
            output -> {
              throw new ProjectException(
                  "Cannot prepare: the rows have a column '"
                      + output
                      + "' already, which a preparation would add. Rename it where it comes from.");
            });
  }

  private Map<String, Field> fields(List<String> there) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (String column : prepare.keySet()) {
      if (!there.contains(column)) {
        throw Lesson.unfit(column, "the rows have no such column. " + Nearest.hint(column, there));
      }
      fields.put(column, new Field(column, train.schema().apply(column).dataType()));
    }
    return fields;
  }

  private Lesson lesson(Map<String, Field> fields) {
    List<Column> counts = new ArrayList<>();
    fields.values().forEach(field -> counts.add(count_if(expr(field.present()))));
    Row row = train.agg(count(lit(1)), counts.toArray(Column[]::new)).first();
    long rows = row.getLong(0);
    if (rows == 0) {
      throw new ProjectException(
          "Cannot prepare columns: no row trains, so there is nothing to learn from. Set another"
              + " split, or bring other labels.");
    }
    Map<String, Long> values = new LinkedHashMap<>();
    for (String column : fields.keySet()) {
      values.put(column, row.getLong(values.size() + 1));
      if (values.get(column) == 0 && prepare.get(column).constant().isEmpty()) {
        throw Lesson.unfit(
            column,
            "none of the "
                + rows
                + " rows that train has a value. Leave it out, or impute a"
                + " constant.");
      }
    }
    return new Lesson(train, prepare, fields, values, rows);
  }
}
