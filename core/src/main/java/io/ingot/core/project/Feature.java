package io.ingot.core.project;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One feature of a view. The first key tells the kind: {@code {sum: amount, windows: [7d, 30d]}}.
 */
public sealed interface Feature permits Aggregate, RowFeature {
  /** What every feature can say. */
  FeatureTerms terms();

  /** The word in the file that tells the kind, such as {@code sum}. */
  String word();

  /** The columns of the input that it reads. */
  List<String> columns();

  /** The columns that it becomes under a name, in declared order. */
  List<String> outputs(String name);

  /**
   * What decides its values, in words, such as {@code sum of amount over 7d, 30d}; nothing that
   * only describes it.
   */
  String meaning();

  /** How a value is scaled for a model. */
  enum Scaling {
    /** Less the mean, divided by the standard deviation. */
    STANDARD,
    /** From 0 at the least to 1 at the greatest. */
    MIN_MAX,
    /** Less the median, divided by the distance of the quartiles. */
    ROBUST;

    /** The word in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A length of time as names and files write it, such as {@code 7d}, {@code 12h} or {@code 30m}.
   */
  static String length(Duration length) {
    if (length.toHours() % 24 == 0 && length.equals(Duration.ofDays(length.toDays()))) {
      return length.toDays() + "d";
    }
    return length.equals(Duration.ofHours(length.toHours()))
        ? length.toHours() + "h"
        : length.toMinutes() + "m";
  }
}
