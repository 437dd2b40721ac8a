package io.ingot.features.prepare;

import io.ingot.core.project.TableName;
import java.time.LocalDate;
import java.util.List;

/**
 * What a scaling learned, in plain numbers for readers without Spark; {@code parameters.json} in
 * the model's folder.
 *
 * @param table the view
 * @param batch the view's batch that was scaled so; the model's version
 * @param definition digest of the view's declaration
 * @param validationFrom first day that did not train
 * @param trainingRows rows that were fitted on
 * @param incompleteRows training rows that were left out, for want of a finite value
 * @param features in the order of the array {@code _scaled}
 */
public record ScalingParameters(
    TableName table,
    long batch,
    String definition,
    LocalDate validationFrom,
    long trainingRows,
    long incompleteRows,
    List<Standard> features) {
  public ScalingParameters {
    features = List.copyOf(features);
  }

  /**
   * One feature; a value x becomes (x - mean) / standardDeviation, or 0 where the deviation is 0.
   *
   * @param standardDeviation of the sample, with n - 1
   */
  public record Standard(String name, double mean, double standardDeviation) {}
}
