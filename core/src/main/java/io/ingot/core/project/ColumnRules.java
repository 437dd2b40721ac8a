package io.ingot.core.project;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;

/** One column's contract must make sense for the column's type. */
final class ColumnRules {
  static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final Map<String, TypeNeed> KEYS =
      Map.of(
          "min", TypeNeed.NUMBER,
          "max", TypeNeed.NUMBER,
          "min_length", TypeNeed.TEXT,
          "max_length", TypeNeed.TEXT,
          "matches", TypeNeed.TEXT,
          "format", TypeNeed.TIME);

  private final Problems problems;

  ColumnRules(Problems problems) {
    this.problems = problems;
  }

  void judge(Bound column) {
    column
        .child("type")
        .flatMap(
            type ->
                type.as(String.class)
                    .flatMap(text -> SparkTypes.parse(text, type.place(), problems)))
        .ifPresent(type -> fits(column, type));
    range(column, "min", "max", BigDecimal.class, problems);
    range(column, "min_length", "max_length", Integer.class, problems);
    regex(column, "matches", problems);
    column
        .child("in")
        .filter(in -> in.value().isPresent() && in.children().isEmpty())
        .ifPresent(
            in ->
                problems.add(in.place(), "in allows no value at all. List some, or leave it out."));
  }

  private void fits(Bound column, DataType type) {
    KEYS.forEach(
        (key, need) ->
            column.child(key).ifPresent(bound -> need.judge(key, type, bound.key(), problems)));
    column.below("in").forEach(value -> AllowedValue.judge(value, type, problems));
  }

  /** Tells a range that holds nothing. */
  static <T extends Comparable<T>> void range(
      Bound bound, String least, String greatest, Class<T> type, Problems problems) {
    Optional<T> min = bound.at(least, type);
    Optional<T> max = bound.at(greatest, type);
    if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
      problems.add(
          bound.child(least).orElseThrow().place(),
          least + " " + min.get() + " is greater than " + greatest + " " + max.get() + ".");
    }
  }

  /** Tells a regular expression that does not compile. */
  static void regex(Bound bound, String key, Problems problems) {
    bound
        .at(key, String.class)
        .flatMap(Patterns::mistake)
        .ifPresent(mistake -> problems.add(bound.child(key).orElseThrow().place(), mistake));
  }
}
