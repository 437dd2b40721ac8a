package io.ingot.core.project;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A feature of the events up to a time, over one or more windows; each window gives a column. */
public sealed interface Aggregate extends Feature {
  /** What {@code count} and {@code days_since} say for events, whatever their values. */
  String EVENTS = "*";

  /** The events that it is taken over. */
  Windows over();

  @Override
  default List<String> outputs(String name) {
    return over().outputs(name);
  }

  /** What the values add up to; 0 where there is none. */
  @Key("sum")
  record Sum(
      @Required @Key("sum") @Doc("Numeric column to add up") String column,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements OfColumn {
    public Sum {
      Objects.requireNonNull(column, "sum");
    }

    @Override
    public String word() {
      return "sum";
    }
  }

  /** How many values there are. */
  @Key("count")
  record Count(
      @Required @Key("count") @Doc("Column whose values are counted, or * for events")
          String column,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements OfColumn {
    public Count {
      Objects.requireNonNull(column, "count");
    }

    @Override
    public String word() {
      return "count";
    }
  }

  /** The mean of the values. */
  @Key("mean")
  record Mean(
      @Required @Key("mean") @Doc("Numeric column to average") String column,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements OfColumn {
    public Mean {
      Objects.requireNonNull(column, "mean");
    }

    @Override
    public String word() {
      return "mean";
    }
  }

  /** The least of the values. */
  @Key("min")
  record Least(
      @Required @Key("min") @Doc("Column whose least value is taken") String column,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements OfColumn {
    public Least {
      Objects.requireNonNull(column, "min");
    }

    @Override
    public String word() {
      return "min";
    }
  }

  /** The greatest of the values. */
  @Key("max")
  record Greatest(
      @Required @Key("max") @Doc("Column whose greatest value is taken") String column,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements OfColumn {
    public Greatest {
      Objects.requireNonNull(column, "max");
    }

    @Override
    public String word() {
      return "max";
    }
  }

  /** The standard deviation of the values, of a sample; null of fewer than two. */
  @Key("sd")
  record Deviation(
      @Required @Key("sd") @Doc("Numeric column whose standard deviation is taken") String column,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements OfColumn {
    public Deviation {
      Objects.requireNonNull(column, "sd");
    }

    @Override
    public String word() {
      return "sd";
    }
  }

  /** How many different values there are, exactly. */
  @Key("distinct")
  record Distinct(
      @Required @Key("distinct") @Doc("Column whose different values are counted") String column,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements OfColumn {
    public Distinct {
      Objects.requireNonNull(column, "distinct");
    }

    @Override
    public String word() {
      return "distinct";
    }
  }

  /** How many different values there are, by a sketch: within some 2 %. */
  @Key("approx_distinct")
  record ApproxDistinct(
      @Required @Key("approx_distinct") @Doc("Column whose different values are estimated")
          String column,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements OfColumn {
    public ApproxDistinct {
      Objects.requireNonNull(column, "approx_distinct");
    }

    @Override
    public String word() {
      return "approx_distinct";
    }
  }

  /** The value of the earliest event that has one. */
  @Key("first")
  record First(
      @Required @Key("first") @Doc("Column whose earliest value is taken") String column,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements OfColumn {
    public First {
      Objects.requireNonNull(column, "first");
    }

    @Override
    public String word() {
      return "first";
    }
  }

  /** The value of the latest event that has one. */
  @Key("last")
  record Last(
      @Required @Key("last") @Doc("Column whose latest value is taken") String column,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements OfColumn {
    public Last {
      Objects.requireNonNull(column, "last");
    }

    @Override
    public String word() {
      return "last";
    }
  }

  /** The value that occurs most often; of several the least. */
  @Key("most_frequent")
  record MostFrequent(
      @Required @Key("most_frequent") @Doc("Column whose most frequent value is taken")
          String column,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements OfColumn {
    public MostFrequent {
      Objects.requireNonNull(column, "most_frequent");
    }

    @Override
    public String word() {
      return "most_frequent";
    }
  }

  /** Days from the latest event that has a value to the row's time; null where there is none. */
  @Key("days_since")
  record DaysSince(
      @Required
          @Key("days_since")
          @Doc("Column of which an event needs a value, or * for any event")
          String column,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements OfColumn {
    public DaysSince {
      Objects.requireNonNull(column, "days_since");
    }

    @Override
    public String word() {
      return "days_since";
    }
  }

  /**
   * By how much the sums of days, hours or minutes grow from one to the next: the slope of the
   * least-squares line over the window, where those without an event count as 0.
   */
  @Key("trend")
  record Trend(
      @Required @Key("trend") @Doc("Numeric column whose growth is taken") String column,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements OfColumn {
    public Trend {
      Objects.requireNonNull(column, "trend");
    }

    @Override
    public String word() {
      return "trend";
    }
  }

  /** An aggregate of the values of one column. */
  sealed interface OfColumn extends Aggregate {
    /** The column; {@link #EVENTS} where events are meant and not their values. */
    String column();

    @Override
    default List<String> columns() {
      return column().equals(EVENTS) ? List.of() : List.of(column());
    }

    @Override
    default String meaning() {
      return word() + " of " + column() + " " + over().words();
    }
  }

  /** One feature divided by another of the same view and windows; null where that is 0 or null. */
  @Key("ratio")
  record Ratio(
      @Required @Key("ratio") @Doc("Two features of this view: what is divided, and by what")
          List<String> features,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements Aggregate {
    public Ratio {
      features = List.copyOf(features);
      if (features.size() != 2) {
        throw new IllegalArgumentException("ratio needs two features, such as [clicks, views].");
      }
      if (over.where().isPresent()) {
        throw new IllegalArgumentException("where belongs to the features that ratio divides.");
      }
    }

    @Override
    public String word() {
      return "ratio";
    }

    @Override
    public List<String> columns() {
      return List.of();
    }

    @Override
    public String meaning() {
      return "ratio of " + String.join(" to ", features) + " " + over().words();
    }
  }

  /**
   * One aggregate for each value of a category, which gives a column each: {@code name_food_7d}.
   * Values beyond the list go into {@code name_other_7d}.
   */
  @Key("pivot")
  record Pivot(
      @Required @Key("pivot") @Doc("Column of the category") String category,
      @Required @Doc("The values that get a column; others and nulls are taken together as 'other'")
          List<String> values,
      @Key("adding") @Doc("Numeric column to add up by category; events are counted unless said")
          Optional<String> sum,
      @Inline Windows over,
      @Inline FeatureTerms terms)
      implements Aggregate {
    /** The word for values beyond the list. */
    public static final String OTHER = "other";

    /** The most values that get a column. */
    public static final int MOST = 100;

    public Pivot {
      Objects.requireNonNull(category, "pivot");
      values = List.copyOf(values);
      Objects.requireNonNull(sum, "adding");
      if (values.isEmpty() || values.size() > MOST) {
        throw new IllegalArgumentException(
            "pivot takes 1 to " + MOST + " values, not " + values.size() + ".");
      }
      for (String value : values) {
        if (word(value).isEmpty()) {
          throw new IllegalArgumentException(
              "A value of a pivot needs a letter or a digit for its column's name: " + value + ".");
        }
      }
      List<String> words =
          Stream.concat(values.stream().map(Pivot::word), Stream.of(OTHER)).toList();
      if (words.stream().distinct().count() < words.size()) {
        throw new IllegalArgumentException(
            "Two values of a pivot would give the same column: " + String.join(", ", words) + ".");
      }
    }

    /** A value as column names write it: lower case, whatever is no letter or digit as _. */
    public static String word(String value) {
      String word = value.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]+", "_");
      return word.replaceAll("^_+|_+$", "");
    }

    @Override
    public String word() {
      return "pivot";
    }

    @Override
    public List<String> columns() {
      return Stream.concat(Stream.of(category), sum.stream()).toList();
    }

    @Override
    public List<String> outputs(String name) {
      return Stream.concat(values.stream().map(Pivot::word), Stream.of(OTHER))
          .flatMap(value -> over.outputs(name + "_" + value).stream())
          .toList();
    }

    @Override
    public String meaning() {
      return sum.map(column -> "sum of " + column).orElse("count")
          + " by "
          + category
          + " "
          + values
          + " "
          + over.words();
    }
  }
}
