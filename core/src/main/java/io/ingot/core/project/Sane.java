package io.ingot.core.project;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What every number that a model learns from should be: there, not always the same, within its
 * range and not far outside what is usual. It gives one verdict for each column and limit.
 *
 * @param columns the columns; where none are named, all numeric columns that are no key
 */
@Key("sane")
public record Sane(
    @Required @Key("sane") @Doc("Numeric columns, or all") List<String> columns,
    @Doc("Greatest share of nulls; 10% unless said") Share nulls,
    @Doc("Greatest share beyond 3 interquartile ranges from the quartiles; 5% unless said")
        Share outliers,
    @Doc("Least value") Optional<BigDecimal> min,
    @Doc("Greatest value") Optional<BigDecimal> max,
    @Inline CheckTerms terms)
    implements Check {
  private static final List<String> ALL = List.of("all");

  public Sane {
    columns = columns.equals(ALL) ? List.of() : List.copyOf(columns);
    nulls = nulls == null ? Share.of("10%") : nulls;
    outliers = outliers == null ? Share.of("5%") : outliers;
    Objects.requireNonNull(min, "min");
    Objects.requireNonNull(max, "max");
  }

  @Override
  public String describe() {
    return "sane " + (columns.isEmpty() ? "all" : String.join(", ", columns));
  }
}
