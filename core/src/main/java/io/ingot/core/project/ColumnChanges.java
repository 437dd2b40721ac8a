package io.ingot.core.project;

import io.ingot.core.project.ColumnContract.Outcome;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.types.DataType;

/** What differs between two contracts of a column of the same name. */
record ColumnChanges(String name, ColumnContract before, ColumnContract now, Differences told) {
  private static final String TELL = "Tell readers, who may meet values that they never saw";

  void tell() {
    type();
    if (before.required() && !now.required() && !now.key()) {
      loosened("is no longer required, so readers may meet null", "required");
    } else if (now.required() && !before.required()) {
      tightened("is required now", "required");
    }
    if (before.fallback().isPresent() && now.fallback().isEmpty() && !now.required()) {
      loosened("lost its default, so readers may meet null", "default");
    }
    bound("min", text(before.min()), text(now.min()), ColumnChanges::less);
    bound("max", text(before.max()), text(now.max()), ColumnChanges::greater);
    bound("min_length", number(before.minLength()), number(now.minLength()), ColumnChanges::less);
    bound(
        "max_length", number(before.maxLength()), number(now.maxLength()), ColumnChanges::greater);
    allowed();
    rule("matches", before.matches(), now.matches());
    rule("check", before.check(), now.check());
    rule("ref", before.ref(), now.ref());
    permission("non_finite", before.nonFinite(), now.nonFinite());
    permission("controls", before.controls(), now.controls());
    outcome();
    meaning();
  }

  private void type() {
    DataType old = DataType.fromDDL(before.type());
    DataType type = DataType.fromDDL(now.type());
    if (old.equals(type)) {
      return;
    }
    String what = "column " + name + " changed its type from " + words(old) + " to " + words(type);
    if (Widening.widens(old, type)) {
      told.compatible(what + ", which holds all its values", "", path("type"));
    } else {
      told.breaking(
          what, "Take " + words(old) + " again, or a new column of the other type", path("type"));
    }
  }

  private void bound(
      String key, Optional<String> old, Optional<String> limit, BinaryOperator<String> wider) {
    if (old.equals(limit)) {
      return;
    }
    boolean loose =
        limit.isEmpty()
            || (old.isPresent() && wider.apply(old.get(), limit.get()).equals(limit.get()));
    String what =
        "has another "
            + key
            + ": "
            + Differences.words(limit)
            + " and not "
            + Differences.words(old);
    if (loose) {
      loosened(what, key);
    } else {
      tightened(what, key);
    }
  }

  private void allowed() {
    if (before.in().isEmpty() && now.in().isEmpty()) {
      return;
    }
    if (now.in().isEmpty()) {
      loosened("may have any value, and not only those of its list", "in");
      return;
    }
    if (before.in().isEmpty()) {
      tightened("may only have the values of a list", "in");
      return;
    }
    TreeSet<String> more = new TreeSet<>(now.in());
    more.removeAll(before.in());
    TreeSet<String> gone = new TreeSet<>(before.in());
    gone.removeAll(now.in());
    if (!more.isEmpty()) {
      loosened("may have the values " + String.join(", ", more) + " too", "in");
    }
    if (!gone.isEmpty()) {
      tightened("may not have the values " + String.join(", ", gone) + " any more", "in");
    }
  }

  private void rule(String key, Optional<?> old, Optional<?> rule) {
    if (old.isEmpty() && rule.isPresent()) {
      tightened("has a new rule, " + key, key);
    } else if (!old.equals(rule)) {
      loosened(
          rule.isEmpty() ? "lost its rule " + key : "has another " + key + " than it had", key);
    }
  }

  private void permission(String key, boolean old, boolean allowed) {
    if (allowed && !old) {
      loosened("allows what " + key + " refused", key);
    } else if (old && !allowed) {
      tightened("no longer allows " + key, key);
    }
  }

  private void outcome() {
    if (before.otherwise() != Outcome.WARN && now.otherwise() == Outcome.WARN) {
      loosened("only warns of broken rules", "else");
    } else if (before.otherwise() == Outcome.WARN && now.otherwise() != Outcome.WARN) {
      tightened("no longer only warns", "else");
    }
  }

  /** How a value is made; what changed about it is not seen by its type. */
  private void meaning() {
    Map<String, List<Object>> parts = new LinkedHashMap<>();
    parts.put("value", List.of(before.value(), now.value()));
    parts.put("case", List.of(before.letterCase(), now.letterCase()));
    parts.put("normal", List.of(before.normalForm(), now.normalForm()));
    parts.put("trim", List.of(before.trim(), now.trim()));
    parts.put("zone", List.of(before.zone(), now.zone()));
    parts.put("ambiguous", List.of(before.ambiguous(), now.ambiguous()));
    parts.put("format", List.of(before.format(), now.format()));
    // Further names are only looked at where the first is not there.
    parts.put("from", List.of(before.fields(name).get(0), now.fields(name).get(0)));
    if (before.fallback().isPresent() && now.fallback().isPresent()) {
      parts.put("default", List.of(before.fallback(), now.fallback()));
    }
    parts.forEach(
        (key, both) ->
            told.same(
                "column " + name + ": " + key,
                both.get(0),
                both.get(1),
                "Values are made in another way; take a new column for them",
                path(key)));
  }

  private void loosened(String what, String key) {
    told.breaking("column " + name + " " + what, TELL, path(key));
  }

  private void tightened(String what, String key) {
    told.compatible("column " + name + " " + what, Differences.REFUSES, path(key));
  }

  private String[] path(String key) {
    return new String[] {"columns", name, key};
  }

  private static Optional<String> text(Optional<Limit> limit) {
    return limit.map(Limit::text);
  }

  private static Optional<String> number(Optional<Integer> number) {
    return number.map(String::valueOf);
  }

  private static String less(String one, String other) {
    return compare(one, other) <= 0 ? one : other;
  }

  private static String greater(String one, String other) {
    return compare(one, other) >= 0 ? one : other;
  }

  /** Numbers by what they are worth; dates and times stand in the order of their text. */
  private static int compare(String one, String other) {
    String number = "[-+]?[0-9]+(\\.[0-9]+)?";
    return one.matches(number) && other.matches(number)
        ? new BigDecimal(one).compareTo(new BigDecimal(other))
        : one.compareTo(other);
  }

  private static String words(DataType type) {
    return type.sql().toLowerCase(Locale.ROOT);
  }
}
