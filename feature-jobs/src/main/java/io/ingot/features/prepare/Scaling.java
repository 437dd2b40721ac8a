package io.ingot.features.prepare;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.TableName;
import io.ingot.features.view.Columns;
import io.ingot.features.view.ViewTable;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Standard scaling of features: (value - mean) / standard deviation, both taken from the training
 * part alone, so that nothing of the validation part leaks into training. The deviation is that of
 * a sample (n - 1). A feature that is constant in training becomes 0.
 *
 * <p>Nothing is imputed. A training row in which a scaled feature is null, NaN or infinite takes no
 * part in the fit; a null becomes NaN when it is scaled, and the row's other features are scaled
 * all the same.
 *
 * @param table the view
 * @param columns the scaled features, all their windows, in declared order
 * @param validationFrom first day that does not train
 */
public record Scaling(TableName table, List<String> columns, LocalDate validationFrom) {
  private static final String FEATURES = "_features";

  public Scaling {
    columns = List.copyOf(columns);
  }

  /**
   * The scaling that a view declares; empty when it scales nothing.
   *
   * @throws ProjectException when a feature is to be scaled otherwise than {@code standard}
   */
  public static Optional<Scaling> of(FeatureView view) {
    List<String> columns =
        view.features().entrySet().stream()
            .filter(feature -> feature.getValue().terms().scale().isPresent())
            .flatMap(feature -> feature.getValue().outputs(feature.getKey()).stream())
            .toList();
    return view.training()
        .filter(training -> !columns.isEmpty())
        .map(
            training ->
                new Scaling(requireStandard(view).name(), columns, training.validationFrom()));
  }

  private static FeatureView requireStandard(FeatureView view) {
    view.scales().entrySet().stream()
        .filter(scale -> scale.getValue() != Feature.Scaling.STANDARD)
        .findFirst()
        .ifPresent(
            other -> {
              throw new ProjectException(
                  "Cannot scale feature "
                      + other.getKey()
                      + " of "
                      + view.name()
                      + " by "
                      + other.getValue().word()
                      + ": a view's table is scaled by standard only. Say scale: standard in"
                      + " features/"
                      + view.name().name()
                      + ".yml, or take it out and scale the feature where a service prepares it.");
            });
    return view;
  }

  /**
   * Fits on the training part.
   *
   * @param rows split; read twice
   * @throws ProjectException when there is no row to fit on
   */
  public FittedScaling fit(Dataset<Row> rows) {
    Tally tally = tally(rows);
    requireRows(tally);
    // Fixed ids: the same rows give the same model, file by file.
    VectorAssembler assembler =
        new VectorAssembler("assembler")
            .setInputCols(columns.toArray(String[]::new))
            .setOutputCol(FEATURES)
            .setHandleInvalid("keep");
    StandardScaler scaler =
        new StandardScaler("scaler")
            .setInputCol(FEATURES)
            .setOutputCol(FittedScaling.SCALED)
            .setWithMean(true)
            .setWithStd(true);
    PipelineModel model =
        new Pipeline("scaling")
            .setStages(new PipelineStage[] {assembler, scaler})
            .fit(rows.filter(TimeSplit.trains().and(complete())));
    return new FittedScaling(this, model, tally.complete(), tally.train() - tally.complete());
  }

  private Tally tally(Dataset<Row> rows) {
    Row row =
        rows.agg(
                min(ViewTable.EVENT_TIME),
                count(lit(1)),
                count_if(TimeSplit.trains()),
                count_if(TimeSplit.trains().and(complete())))
            .first();
    return new Tally(
        Optional.ofNullable(row.get(0)).map(String::valueOf),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3));
  }

  private void requireRows(Tally tally) {
    if (tally.all() == 0) {
      throw unfit("the view has no rows. Leave out 'scale' until its input has some.");
    }
    if (tally.train() == 0) {
      throw unfit(
          "nothing is before validation_from "
              + validationFrom
              + "; the earliest day is "
              + tally.earliest().orElseThrow()
              + ". Set a later validation_from in "
              + file()
              + ", or bring older rows.");
    }
    if (tally.complete() == 0) {
      throw unfit(
          "in none of the "
              + tally.train()
              + " rows before validation_from "
              + validationFrom
              + " do all of "
              + String.join(", ", columns)
              + " have a finite value. Take 'scale' off the ones without in "
              + file()
              + ".");
    }
  }

  private ProjectException unfit(String why) {
    return new ProjectException("Cannot fit the scaling of " + table + ": " + why);
  }

  private String file() {
    return "features/" + table.name() + ".yml";
  }

  private Column complete() {
    return columns.stream()
        .map(Columns::named)
        .map(
            column ->
                column
                    .cast("double")
                    // NaN is greater than every number in Spark, so it falls out here, too.
                    .between(-Double.MAX_VALUE, Double.MAX_VALUE))
        .map(finite -> coalesce(finite, lit(false)))
        .reduce(lit(true), Column::and);
  }

  private record Tally(Optional<String> earliest, long all, long train, long complete) {}
}
