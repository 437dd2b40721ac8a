package io.ingot.core.project;

import java.util.List;
import java.util.Objects;

/** A feature of one row of the input, for a view that has a row for each of its input. */
public sealed interface RowFeature extends Feature {
  /** The column that it is made of. */
  String column();

  @Override
  default List<String> columns() {
    return List.of(column());
  }

  @Override
  default List<String> outputs(String name) {
    return List.of(name);
  }

  @Override
  default String meaning() {
    return word() + " of " + column();
  }

  /** The column as it is. */
  @Key("value")
  record Value(
      @Required @Key("value") @Doc("Column that is taken as it is") String column,
      @Inline FeatureTerms terms)
      implements RowFeature {
    public Value {
      Objects.requireNonNull(column, "value");
    }

    @Override
    public String word() {
      return "value";
    }
  }

  /** The hour of the day, 0 to 23. */
  @Key("hour")
  record Hour(
      @Required @Key("hour") @Doc("Timestamp column") String column, @Inline FeatureTerms terms)
      implements RowFeature {
    public Hour {
      Objects.requireNonNull(column, "hour");
    }

    @Override
    public String word() {
      return "hour";
    }
  }

  /** The day of the week, 1 for Monday to 7. */
  @Key("weekday")
  record Weekday(
      @Required @Key("weekday") @Doc("Date or timestamp column") String column,
      @Inline FeatureTerms terms)
      implements RowFeature {
    public Weekday {
      Objects.requireNonNull(column, "weekday");
    }

    @Override
    public String word() {
      return "weekday";
    }
  }

  /** The natural logarithm of 1 + the value; null below -1 or at it. */
  @Key("log1p")
  record Log1p(
      @Required @Key("log1p") @Doc("Numeric column") String column, @Inline FeatureTerms terms)
      implements RowFeature {
    public Log1p {
      Objects.requireNonNull(column, "log1p");
    }

    @Override
    public String word() {
      return "log1p";
    }
  }

  /**
   * The words of a text in lower case: runs of letters and digits, and each Chinese character by
   * itself.
   */
  @Key("tokens")
  record Tokens(
      @Required @Key("tokens") @Doc("Text column") String column, @Inline FeatureTerms terms)
      implements RowFeature {
    public Tokens {
      Objects.requireNonNull(column, "tokens");
    }

    @Override
    public String word() {
      return "tokens";
    }
  }

  /**
   * How often each word of a text occurs, by the hash of the word: an array of that many numbers.
   */
  @Key("hashed")
  record Hashed(
      @Required @Key("hashed") @Doc("Text column") String column,
      @Doc("Length of the array; 1000 unless said") int size,
      @Inline FeatureTerms terms)
      implements RowFeature {
    public Hashed {
      Objects.requireNonNull(column, "hashed");
      size = size == 0 ? 1000 : size;
      if (size < 2 || size > 1 << 20) {
        throw new IllegalArgumentException("size must be from 2 to 1048576.");
      }
    }

    @Override
    public String word() {
      return "hashed";
    }

    @Override
    public String meaning() {
      return "hashed words of " + column + " into " + size;
    }
  }
}
