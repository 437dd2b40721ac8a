package io.ingot.features.score;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Preparation;
import io.ingot.features.prepare.Prepared;
import io.ingot.features.prepare.Preparing;
import io.ingot.features.prepare.TimeSplit;
import io.ingot.features.view.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a logistic regression on the training part, and holds it against the validation part. An
 * example of how a service's set becomes a model; it searches for nothing.
 */
final class Fitting {
  static final String PROBABILITY = "probability";

  private static final String LABEL = "_label";
  private static final String FEATURES = "_features";

  /** Enough that columns which say the same do not share a weight without bounds. */
  private static final double RIDGE = 0.01;

  private static final int ROUNDS = 100;

  private final ServiceTerms terms;
  private final TrainingRows set;
  private final Map<String, Preparation> prepare;

  private Fitting(ServiceTerms terms, TrainingRows set) {
    this.terms = terms;
    this.set = set;
    this.prepare = terms.service().training().prepare();
  }

  /**
   * Trains it.
   *
   * @throws ProjectException when the label is not 0 or 1, a part has no rows, or a feature has no
   *     value somewhere in the training part
   */
  static TrainedModel of(ServiceTerms terms, TrainingRows set) {
    return new Fitting(terms, set).fit();
  }

  private TrainedModel fit() {
    // What the set was written with is learned again, since the model takes the columns before it.
    Dataset<Row> rows = set.labelled(LABEL).drop(Preparing.outputs(prepare).toArray(String[]::new));
    Optional<Prepared> prepared =
        prepare.isEmpty() ? Optional.empty() : Optional.of(Preparing.fit(rows, prepare));
    StructType schema =
        prepared.map(model -> model.model().transformSchema(rows.schema())).orElse(rows.schema());
    List<String> taken =
        set.features().stream().map(this::output).filter(one -> isTaken(schema, one)).toList();
    List<String> leftOut =
        set.features().stream().filter(one -> !isTaken(schema, output(one))).toList();
    if (taken.isEmpty()) {
      throw new ProjectException(
          "Cannot train: no feature of service "
              + terms.service().name()
              + " is a number, or prepared to be one.");
    }
    List<PipelineStage> stages = new ArrayList<>();
    prepared.ifPresent(model -> stages.addAll(Arrays.asList(model.model().stages())));
    Dataset<Row> train = rows.filter(TimeSplit.trains());
    requireValues(
        prepared.map(model -> model.model().transform(train)).orElse(train), schema, taken);
    stages.add(
        new VectorAssembler("assembling")
            .setInputCols(taken.toArray(String[]::new))
            .setOutputCol(FEATURES)
            .setHandleInvalid("keep"));
    stages.add(
        new LogisticRegression("telling")
            .setFeaturesCol(FEATURES)
            .setLabelCol(LABEL)
            .setProbabilityCol(PROBABILITY)
            .setRawPredictionCol("_raw")
            .setRegParam(RIDGE)
            .setMaxIter(ROUNDS));
    PipelineModel model =
        new Pipeline("model")
            .setStages(stages.toArray(PipelineStage[]::new))
            .fit(inOneOrder(train));
    return new TrainedModel(
        model, prepared.map(Prepared::parameters), report(model, rows, taken, leftOut));
  }

  /**
   * In one partition and by all that the model takes, so that sums have one order and the same rows
   * give the same model. What lies before that, such as reading the rows, stays in many tasks.
   */
  private Dataset<Row> inOneOrder(Dataset<Row> train) {
    Column[] order =
        Stream.concat(Stream.of(LABEL), set.features().stream())
            .filter(column -> RowOrdering.isOrderable(train.schema().apply(column).dataType()))
            .map(Columns::named)
            .toArray(Column[]::new);
    return train.repartition(1).sortWithinPartitions(order);
  }

  private ModelReport report(
      PipelineModel model, Dataset<Row> rows, List<String> taken, List<String> leftOut) {
    return new ModelReport(
        terms.service().name(),
        set.from(),
        set.definition(),
        set.checksum(),
        set.label(),
        ModelColumns.of(model).wanted(),
        taken,
        leftOut,
        Quality.of(model, rows.filter(TimeSplit.trains()), LABEL),
        Quality.of(model, rows.filter(col(TimeSplit.SPLIT).equalTo(TimeSplit.VALIDATION)), LABEL),
        rows.sparkSession().version());
  }

  /** What a feature's value becomes before the model takes it. */
  private String output(String feature) {
    List<String> outputs =
        Optional.ofNullable(prepare.get(feature))
            .map(preparation -> Preparing.outputs(Map.of(feature, preparation)))
            .orElse(List.of());
    return outputs.isEmpty() ? feature : outputs.get(outputs.size() - 1);
  }

  private static boolean isTaken(StructType schema, String column) {
    DataType type = schema.apply(column).dataType();
    return type instanceof NumericType
        || type instanceof BooleanType
        || type.equals(SQLDataTypes.VectorType());
  }

  private void requireValues(Dataset<Row> train, StructType schema, List<String> taken) {
    List<String> scalars =
        taken.stream()
            .filter(one -> !schema.apply(one).dataType().equals(SQLDataTypes.VectorType()))
            .toList();
    Column[] missing =
        scalars.stream()
            .map(
                one ->
                    count_if(
                        not(
                            coalesce(
                                Columns.named(one)
                                    .cast("double")
                                    .between(-Double.MAX_VALUE, Double.MAX_VALUE),
                                lit(false)))))
            .toArray(Column[]::new);
    Row row = train.agg(count(lit(1)), missing).first();
    for (int i = 0; i < scalars.size(); i++) {
      if (row.getLong(i + 1) > 0) {
        throw new ProjectException(
            "Cannot train: "
                + scalars.get(i)
                + " has no value in "
                + row.getLong(i + 1)
                + " of the "
                + row.getLong(0)
                + " rows that train. Say in services/"
                + terms.service().name()
                + ".yml, below training and prepare, what is imputed for it.");
      }
    }
  }
}
