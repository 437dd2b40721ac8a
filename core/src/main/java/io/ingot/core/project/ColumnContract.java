package io.ingot.core.project;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one silver column must be. A rule that is broken has the outcome that {@code else} names.
 */
@Doc("What one silver column must be")
public record ColumnContract(
    @Required @Doc("Spark SQL type, such as bigint, decimal(10,4), date") String type,
    @Doc("Column or JSON field of the bronze table; this column's own name unless said")
        Optional<String> from,
    @Doc("Pattern of a date or timestamp in text") Optional<String> format,
    @Doc("Part of the key that tells rows apart") boolean key,
    @Doc("Must not be null") boolean required,
    @Doc("Least value") Optional<BigDecimal> min,
    @Doc("Greatest value") Optional<BigDecimal> max,
    @Doc("Least number of characters") Optional<Integer> minLength,
    @Doc("Greatest number of characters") Optional<Integer> maxLength,
    @Doc("Java regular expression that the whole text must match") Optional<String> matches,
    @Doc("The only values allowed") List<String> in,
    @Doc("layer.table.column that must hold the value") Optional<ColumnName> ref,
    @Doc("What happens to a row that breaks a rule of this column; quarantine unless said")
        @Key("else")
        Outcome otherwise) {
  public ColumnContract {
    Objects.requireNonNull(type, "type");
    in = List.copyOf(in);
    otherwise = otherwise == null ? Outcome.QUARANTINE : otherwise;
    if (key && otherwise != Outcome.QUARANTINE) {
      throw new IllegalArgumentException(
          "A key column's broken rows can only go to the quarantine; leave out 'else'.");
    }
  }

  /** What becomes of a row that breaks a rule. */
  public enum Outcome {
    /** Kept aside with its reasons; not published. */
    QUARANTINE,
    /** Published, and counted as a warning. */
    WARN,
    /** The whole batch is refused. */
    FAIL
  }
}
