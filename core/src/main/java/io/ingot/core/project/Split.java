package io.ingot.core.project;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which rows of a training set train, and which validate.
 *
 * @param by what decides: the time of a row, its entity, or both
 * @param validationFrom for time and both: the first day of the validation part
 * @param validation for entity and both: the share of entities that validate
 * @param of for entity and both: the key columns whose combinations are the entities; all keys of
 *     all views where none is said, so that with users and items each pair of them is one
 * @param stratify a column whose every value gives the same share of its entities
 */
@Doc("Which rows train and which validate")
public record Split(
    @Doc("time, entity or both; time unless said") By by,
    @Doc("First day of the validation part, such as 1998-10-01") Optional<LocalDate> validationFrom,
    @Doc("Share of entities that validate; 20% unless said") Optional<Share> validation,
    @Doc("Key columns by which entities are told apart, such as [user_id]; all keys unless said")
        List<String> of,
    @Doc("Column of which every value gives the same share to validation, such as the label")
        Optional<String> stratify) {
  public Split {
    by = by == null ? By.TIME : by;
    Objects.requireNonNull(validationFrom, "validation_from");
    Objects.requireNonNull(validation, "validation");
    of = of == null ? List.of() : List.copyOf(of);
    Objects.requireNonNull(stratify, "stratify");
    if ((by == By.ENTITY) == validationFrom.isPresent()) {
      throw new IllegalArgumentException(
          by == By.ENTITY
              ? "validation_from belongs to a split by time or both."
              : "A split by time needs validation_from, such as 1998-10-01.");
    }
    if (by == By.TIME && (validation.isPresent() || !of.isEmpty() || stratify.isPresent())) {
      throw new IllegalArgumentException(
          "validation, of and stratify belong to a split by entity or both.");
    }
  }

  /** What decides on which side a row is. */
  public enum By {
    /** Rows before a day train, the others validate. */
    TIME,
    /** Every row of an entity is on the same side, by a hash of its keys and the seed. */
    ENTITY,
    /**
     * Rows before the day of entities that train, and rows from that day on of entities that
     * validate; the others are in neither part.
     */
    BOTH
  }
}
