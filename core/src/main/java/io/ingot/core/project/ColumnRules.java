package io.ingot.core.project;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;

/** One column's contract must make sense for the column's type. */
final class ColumnRules {
  static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final Map<String, TypeNeed> KEYS =
      Map.ofEntries(
          Map.entry("min", TypeNeed.ORDERED),
          Map.entry("max", TypeNeed.ORDERED),
          Map.entry("min_length", TypeNeed.TEXT),
          Map.entry("max_length", TypeNeed.TEXT),
          Map.entry("matches", TypeNeed.TEXT),
          Map.entry("case", TypeNeed.TEXT),
          Map.entry("normal", TypeNeed.TEXT),
          Map.entry("controls", TypeNeed.TEXT),
          Map.entry("non_finite", TypeNeed.FLOATING),
          Map.entry("format", TypeNeed.TIME),
          Map.entry("zone", TypeNeed.ZONED),
          Map.entry("trim", TypeNeed.SIMPLE),
          Map.entry("default", TypeNeed.SIMPLE),
          Map.entry("ref", TypeNeed.SIMPLE),
          Map.entry("key", TypeNeed.SIMPLE));

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
    range(column, "min_length", "max_length", Integer.class, problems);
    regex(column, "matches", problems);
    outcome(column, problems);
    pattern(column);
    together(column);
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
    column.child("default").ifPresent(value -> AllowedValue.fits(value, type, problems));
    for (String key : List.of("min", "max")) {
      column.child(key).ifPresent(limit -> AllowedValue.limits(limit, type, problems));
    }
    limits(column, type);
  }

  @SuppressWarnings("unchecked")
  private void limits(Bound column, DataType type) {
    Optional<Comparable<?>> min = limit(column, "min", type);
    Optional<Comparable<?>> max = limit(column, "max", type);
    if (min.isPresent()
        && max.isPresent()
        && ((Comparable<Object>) min.get()).compareTo(max.get()) > 0) {
      problems.add(
          column.child("min").orElseThrow().place(),
          "min "
              + column.at("min", Limit.class).orElseThrow()
              + " is greater than max "
              + column.at("max", Limit.class).orElseThrow()
              + ".");
    }
  }

  private static Optional<Comparable<?>> limit(Bound column, String key, DataType type) {
    return column.at(key, Limit.class).flatMap(limit -> Literals.value(limit.text(), type));
  }

  private void pattern(Bound column) {
    column
        .at("format", String.class)
        .ifPresent(
            text -> {
              try {
                DateTimeFormatter.ofPattern(text, Locale.ROOT);
              } catch (IllegalArgumentException e) {
                problems.add(
                    column.child("format").orElseThrow().place(),
                    "Invalid format '" + text + "': " + e.getMessage() + ".");
              }
            });
  }

  /** Keys that say nothing without another, or that another one contradicts. */
  private void together(Bound column) {
    if (column.child("zone").isEmpty()) {
      column
          .child("ambiguous")
          .ifPresent(key -> problems.add(key.key(), "ambiguous needs a zone. Add 'zone'."));
    }
    if (isTrue(column, "key") && isTrue(column, "non_finite")) {
      problems.add(
          column.child("non_finite").orElseThrow().key(),
          "A key can't be NaN or infinite: neither tells rows apart. Leave out 'non_finite'.");
    }
  }

  private static boolean isTrue(Bound column, String key) {
    return column.at(key, Boolean.class).orElse(false);
  }

  /** Tells shares that contradict each other, or an outcome that leaves nothing to share. */
  static void outcome(Bound rule, Problems problems) {
    for (String key : List.of("warn", "fail")) {
      if (rule.at("else", ColumnContract.Outcome.class)
          .filter(ColumnContract.Outcome.FAIL::equals)
          .isPresent()) {
        rule.child(key)
            .ifPresent(
                share ->
                    problems.add(
                        share.key(),
                        key
                            + " says nothing beside 'else: fail', which refuses the batch for one"
                            + " row. Leave one of them out."));
      }
    }
    double warn = rule.at("warn", Share.class).map(Share::value).orElse(0.0);
    double fail = rule.at("fail", Share.class).map(Share::value).orElse(1.0);
    if (warn > fail) {
      problems.add(
          rule.child("warn").orElseThrow().place(), "warn is greater than fail. Swap them.");
    }
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
