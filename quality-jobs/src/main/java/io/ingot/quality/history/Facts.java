package io.ingot.quality.history;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a column holds. Of one that tells of a person there are counts alone.
 *
 * @param name as the table has it
 * @param type its SQL type
 * @param personal whether it tells of a person
 * @param nulls rows without a value
 * @param distinct different values, by a sketch that is off by some 2 %; empty for nested types
 * @param notNumbers how many values are NaN
 * @param extent the least and the greatest value, as text
 * @param numbers what a numeric column's values are like, NaN left out
 * @param lengths characters of a text column's values
 * @param kinds how many texts can be read as what; empty for other columns
 * @param values values with how often they occur, the most frequent first
 * @param listed whether these are all the column's values
 * @param bars how often values of each range occur, the ranges in order
 */
record Facts(
    String name,
    String type,
    boolean personal,
    long nulls,
    OptionalLong distinct,
    long notNumbers,
    Optional<Extent> extent,
    Optional<Spread> numbers,
    Optional<Lengths> lengths,
    Optional<Kinds> kinds,
    List<Value> values,
    boolean listed,
    List<Bar> bars) {
  Facts {
    values = List.copyOf(values);
    bars = List.copyOf(bars);
  }

  /** The same with what only a second look at the rows tells. */
  Facts with(List<Value> all, boolean whole, List<Bar> ranges) {
    return new Facts(
        name,
        type,
        personal,
        nulls,
        distinct,
        notNumbers,
        extent,
        numbers,
        lengths,
        kinds,
        all,
        whole,
        ranges);
  }

  /** A column's ends. */
  record Extent(String least, String greatest) {}

  /**
   * What numbers are like.
   *
   * @param sd deviation of these values as a whole
   */
  record Spread(double least, double greatest, double mean, double sd, List<Quantile> quantiles) {
    Spread {
      quantiles = List.copyOf(quantiles);
    }
  }

  /** The value that a share {@code at} of the values do not exceed. */
  record Quantile(double at, double value) {}

  /** Characters of texts. */
  record Lengths(long least, long greatest, double mean) {}

  /** How many texts are of a form. */
  record Kinds(long integral, long fractional, long truth, long date) {
    /** What all of some texts can be read as; empty for none of these. */
    Optional<String> of(long texts) {
      if (texts == 0) {
        return Optional.empty();
      }
      if (integral == texts) {
        return Optional.of("integral");
      }
      if (integral + fractional == texts) {
        return Optional.of("fractional");
      }
      return truth == texts
          ? Optional.of("boolean")
          : Optional.of("date").filter(any -> date == texts);
    }
  }

  /** A value and how often it occurs. */
  record Value(String value, long rows) {}

  /** Rows whose value is in a range; the last range holds its end, too. */
  record Bar(double from, double to, long rows) {}

  /** What all values of a text column can be read as; empty for none of the usual kinds. */
  Optional<String> reads(long rows) {
    return kinds.flatMap(known -> known.of(rows - nulls));
  }

  /** The mean, where there is one. */
  OptionalDouble mean() {
    return numbers.map(spread -> OptionalDouble.of(spread.mean())).orElse(OptionalDouble.empty());
  }
}
