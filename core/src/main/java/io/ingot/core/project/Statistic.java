package io.ingot.core.project;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * A number that is measured over the rows of one column or several, and lies in a range. Where
 * there is nothing to measure, such as the mean of nulls alone, nothing is broken.
 */
public sealed interface Statistic extends Check {
  /** The range that the number must lie in. */
  Bounds bounds();

  /** The mean of the values. */
  @Key("mean")
  record Mean(
      @Required @Key("mean") @Doc("Numeric column") String column,
      @Inline Bounds bounds,
      @Inline CheckTerms terms)
      implements Statistic {
    public Mean {
      Objects.requireNonNull(column, "mean");
    }

    @Override
    public String describe() {
      return said("mean " + column, bounds);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** The sum of the values. */
  @Key("sum")
  record Sum(
      @Required @Key("sum") @Doc("Numeric column") String column,
      @Inline Bounds bounds,
      @Inline CheckTerms terms)
      implements Statistic {
    public Sum {
      Objects.requireNonNull(column, "sum");
    }

    @Override
    public String describe() {
      return said("sum " + column, bounds);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** The standard deviation of the values, of the population. */
  @Key("sd")
  record Deviation(
      @Required @Key("sd") @Doc("Numeric column") String column,
      @Inline Bounds bounds,
      @Inline CheckTerms terms)
      implements Statistic {
    public Deviation {
      Objects.requireNonNull(column, "sd");
    }

    @Override
    public String describe() {
      return said("sd " + column, bounds);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** The least of the values. */
  @Key("minimum")
  record Least(
      @Required @Key("minimum") @Doc("Numeric column") String column,
      @Inline Bounds bounds,
      @Inline CheckTerms terms)
      implements Statistic {
    public Least {
      Objects.requireNonNull(column, "minimum");
    }

    @Override
    public String describe() {
      return said("minimum " + column, bounds);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** The greatest of the values. */
  @Key("maximum")
  record Greatest(
      @Required @Key("maximum") @Doc("Numeric column") String column,
      @Inline Bounds bounds,
      @Inline CheckTerms terms)
      implements Statistic {
    public Greatest {
      Objects.requireNonNull(column, "maximum");
    }

    @Override
    public String describe() {
      return said("maximum " + column, bounds);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** The value that a share of the values do not exceed. */
  @Key("quantile")
  record Quantile(
      @Required @Key("quantile") @Doc("Numeric column") String column,
      @Required @Doc("Which quantile, 0 to 1: 0.5 is the median") BigDecimal at,
      @Doc("true sorts the values; a sketch is used unless said") boolean exact,
      @Inline Bounds bounds,
      @Inline CheckTerms terms)
      implements Statistic {
    public Quantile {
      Objects.requireNonNull(column, "quantile");
      Objects.requireNonNull(at, "at");
      if (at.signum() < 0 || at.compareTo(BigDecimal.ONE) > 0) {
        throw new IllegalArgumentException("at must be from 0 to 1, such as 0.95.");
      }
    }

    @Override
    public String describe() {
      return said("quantile " + column + " at " + at.toPlainString(), bounds);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** How many different values there are. */
  @Key("distinct")
  record Distinct(
      @Required @Key("distinct") @Doc("Column, or columns that together make a value")
          List<String> columns,
      @Doc("true counts them one by one; a sketch is used for one column unless said")
          boolean exact,
      @Inline Bounds bounds,
      @Inline CheckTerms terms)
      implements Statistic {
    public Distinct {
      columns = List.copyOf(columns);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("distinct needs at least one column.");
      }
    }

    @Override
    public String describe() {
      return said("distinct " + String.join(", ", columns), bounds);
    }
  }

  /** The share of different values in the number of values. */
  @Key("distinctness")
  record Distinctness(
      @Required @Key("distinctness") @Doc("Column, or columns that together make a value")
          List<String> columns,
      @Inline Bounds bounds,
      @Inline CheckTerms terms)
      implements Statistic {
    public Distinctness {
      columns = List.copyOf(columns);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("distinctness needs at least one column.");
      }
    }

    @Override
    public String describe() {
      return said("distinctness " + String.join(", ", columns), bounds);
    }
  }

  /** The share of values that occur once in the number of values. */
  @Key("uniqueness")
  record Uniqueness(
      @Required @Key("uniqueness") @Doc("Column, or columns that together make a value")
          List<String> columns,
      @Inline Bounds bounds,
      @Inline CheckTerms terms)
      implements Statistic {
    public Uniqueness {
      columns = List.copyOf(columns);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("uniqueness needs at least one column.");
      }
    }

    @Override
    public String describe() {
      return said("uniqueness " + String.join(", ", columns), bounds);
    }
  }

  /** The entropy of the values in nats: 0 where all are equal. */
  @Key("entropy")
  record Entropy(
      @Required @Key("entropy") @Doc("Column") String column,
      @Inline Bounds bounds,
      @Inline CheckTerms terms)
      implements Statistic {
    public Entropy {
      Objects.requireNonNull(column, "entropy");
    }

    @Override
    public String describe() {
      return said("entropy " + column, bounds);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** How much one column tells about the other, in nats: 0 where it tells nothing. */
  @Key("mutual_information")
  record MutualInformation(
      @Required @Key("mutual_information") @Doc("Two columns") List<String> columns,
      @Inline Bounds bounds,
      @Inline CheckTerms terms)
      implements Statistic {
    public MutualInformation {
      columns = List.copyOf(columns);
      if (columns.size() != 2) {
        throw new IllegalArgumentException("mutual_information needs two columns.");
      }
    }

    @Override
    public String describe() {
      return said("mutual_information " + String.join(", ", columns), bounds);
    }
  }

  /** Pearson's correlation of two columns, -1 to 1. */
  @Key("correlation")
  record Correlation(
      @Required @Key("correlation") @Doc("Two numeric columns") List<String> columns,
      @Inline Bounds bounds,
      @Inline CheckTerms terms)
      implements Statistic {
    public Correlation {
      columns = List.copyOf(columns);
      if (columns.size() != 2) {
        throw new IllegalArgumentException("correlation needs two columns.");
      }
    }

    @Override
    public String describe() {
      return said("correlation " + String.join(", ", columns), bounds);
    }
  }

  private static String said(String what, Bounds bounds) {
    String words = bounds.words();
    return words.isEmpty() ? what : what + " " + words;
  }
}
