package io.ingot.core.project;

import java.time.LocalDate;
import java.util.Objects;

/**
 * A split by time: rows whose event time is before {@code validationFrom} train, the others
 * validate.
 */
@Doc("A split by time; scaling is fitted on the earlier part only")
public record Training(
    @Required @Doc("First day of the validation part, such as 1998-10-01")
        LocalDate validationFrom) {
  public Training {
    Objects.requireNonNull(validationFrom, "validation_from");
  }
}
