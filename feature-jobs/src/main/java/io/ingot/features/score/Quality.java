package io.ingot.features.score;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How well a model tells a label of 0 and 1 on some rows.
 *
 * @param rows those with a score
 * @param unscored those without, for want of a value
 * @param baseRate share of ones; whoever always says the more frequent one is right that often
 * @param auc area under the ROC curve; empty where the label is the same in all rows
 * @param accuracy share of rows in which the more likely answer is right
 * @param logLoss mean of -ln of the probability that the model gave to what is right
 */
record Quality(
    long rows,
    long unscored,
    OptionalDouble baseRate,
    OptionalDouble auc,
    OptionalDouble accuracy,
    OptionalDouble logLoss) {
  /** No answer is given less, so that one wrong row does not make all of it infinite. */
  private static final double LEAST = 1e-15;

  private static final String PROBABILITY = "_p";

  /**
   * Looks at a model's answers.
   *
   * @param rows with the label as a double
   */
  static Quality of(PipelineModel model, Dataset<Row> rows, String label) {
    Dataset<Row> answered =
        model
            .transform(rows)
            .select(
                col(label),
                vector_to_array(col(Fitting.PROBABILITY), "float64").getItem(1).as(PROBABILITY))
            // Sums have one order then, so that the same rows give the same digits.
            .repartition(1)
            .sortWithinPartitions(PROBABILITY, label);
    Column one = col(PROBABILITY);
    Column scored = not(coalesce(isnan(one), lit(true)));
    Column right = when(col(label).equalTo(1), one).otherwise(lit(1).minus(one));
    Row row =
        answered
            .agg(
                count(when(scored, lit(1))),
                count(when(not(scored), lit(1))),
                avg(when(scored, col(label))),
                avg(when(scored, when(right.gt(0.5), 1.0).otherwise(0.0))),
                avg(when(scored, log(greatest(right, lit(LEAST))).multiply(-1))))
            .first();
    OptionalDouble base = number(row, 2);
    boolean both = base.orElse(0) > 0 && base.orElse(1) < 1;
    return new Quality(
        row.getLong(0),
        row.getLong(1),
        base,
        both
            ? OptionalDouble.of(
                new BinaryClassificationEvaluator()
                    .setLabelCol(label)
                    .setRawPredictionCol(PROBABILITY)
                    .setNumBins(0)
                    .evaluate(answered.filter(scored)))
            : OptionalDouble.empty(),
        number(row, 3),
        number(row, 4));
  }

  /** By name, those that there are. */
  Map<String, Double> measures() {
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("rows", (double) rows);
    baseRate.ifPresent(value -> measures.put("base_rate", value));
    auc.ifPresent(value -> measures.put("auc", value));
    accuracy.ifPresent(value -> measures.put("accuracy", value));
    logLoss.ifPresent(value -> measures.put("log_loss", value));
    return measures;
  }

  private static OptionalDouble number(Row row, int at) {
    return row.isNullAt(at) ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(at));
  }
}
