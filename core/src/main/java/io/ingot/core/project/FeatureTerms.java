package io.ingot.core.project;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What every feature can say.
 *
 * @param deprecated what to use instead, or why; a feature that says it is kept and warned of
 */
public record FeatureTerms(
    @Doc("What the feature means") Optional<String> description,
    @Doc("What its values are measured in, such as USD or days") Optional<String> unit,
    @Doc("Words to find it by") Set<String> labels,
    @Doc("Why it should not be used any more, and what to use instead") Optional<String> deprecated,
    @Doc("standard: subtract the mean and divide by the deviation of the training part")
        Optional<Feature.Scaling> scale) {
  public FeatureTerms {
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(unit, "unit");
    labels = Set.copyOf(labels);
    Objects.requireNonNull(deprecated, "deprecated");
    Objects.requireNonNull(scale, "scale");
  }

  /** Of a feature that says none of it. */
  public static FeatureTerms none() {
    return new FeatureTerms(
        Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty());
  }
}
