package io.ingot.features.prepare;

import java.util.List;

/**
 * What a preparation learned, for readers without Spark; {@code parameters.json} in the model's
 * folder.
 *
 * @param trainingRows rows that it was fitted on
 * @param steps in the order in which they are applied: one that imputes is before those that take
 *     the imputed column
 */
public record PreparationParameters(long trainingRows, List<Learned> steps) {
  public PreparationParameters {
    steps = List.copyOf(steps);
  }
}
