package io.ingot.core.project;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which rows of a table have to be computed again when an input changes.
 *
 * @param driver the input whose changed rows decide
 * @param by columns of the table; their rows with the same values are computed together
 * @param from SQL expressions that give those values, in the order of {@code by}, over the driver's
 *     columns, or over those of {@code of}; none for columns of the same names
 * @param key columns of the driver by which rows of another input refer to it; none for a driver
 *     whose own rows tell the values
 * @param of that other input
 * @param ofKey its columns that hold the key; none for columns of the same names
 */
@Alone
@Doc("Which rows have to be computed again when an input changes")
public record Recompute(
    @Required @Doc("The table whose changed rows decide") TableName driver,
    @Required
        @Doc("The partition columns of this table; with mode merge some or all columns of its key")
        List<String> by,
    @Doc(
            "SQL over the driver's columns, or over those of 'of', that gives the values of 'by'; the"
                + " same names unless said")
        List<String> from,
    @Doc("Columns by which rows of 'of' refer to the driver, such as a dimension's key")
        List<String> key,
    @Doc("The input whose rows with a changed key tell what to compute again")
        Optional<TableName> of,
    @Doc("Columns of 'of' that hold the key; the same names unless said") List<String> ofKey) {
  public Recompute {
    Objects.requireNonNull(driver, "driver");
    by = List.copyOf(by);
    from = List.copyOf(from);
    key = List.copyOf(key);
    Objects.requireNonNull(of, "of");
    ofKey = List.copyOf(ofKey);
    if (by.isEmpty()) {
      throw new IllegalArgumentException("recompute.by must name a column.");
    }
    requireAsMany("from", from, "by", by);
    if (key.isEmpty() == of.isPresent()) {
      throw new IllegalArgumentException(
          "recompute.key and recompute.of go together, such as {driver: silver.product, key:"
              + " product_id, of: silver.sales, by: sold_on}.");
    }
    requireAsMany("of_key", ofKey, "key", key);
    if (of.filter(driver::equals).isPresent()) {
      throw new IllegalArgumentException("recompute.of must be another table than its driver.");
    }
  }

  /** A driver whose own rows tell the values. */
  public static Recompute of(TableName driver, List<String> by, List<String> from) {
    return new Recompute(driver, by, from, List.of(), Optional.empty(), List.of());
  }

  /** The expressions that give the values of {@link #by}. */
  public List<String> values() {
    return from.isEmpty() ? by.stream().map(Recompute::quoted).toList() : from;
  }

  /** The columns that hold the driver's key in the rows that refer to it. */
  public List<String> references() {
    return ofKey.isEmpty() ? key : ofKey;
  }

  private static String quoted(String column) {
    return "`" + column.replace("`", "``") + "`";
  }

  private static void requireAsMany(
      String what, List<String> some, String other, List<String> others) {
    if (!some.isEmpty() && some.size() != others.size()) {
      throw new IllegalArgumentException(
          "recompute."
              + what
              + " must have as many entries as recompute."
              + other
              + " ("
              + others.size()
              + "), not "
              + some.size()
              + ".");
    }
  }
}
