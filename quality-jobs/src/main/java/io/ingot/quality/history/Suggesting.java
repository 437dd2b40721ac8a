package io.ingot.quality.history;

import com.amazon.deequ.profiles.ColumnProfile;
import com.amazon.deequ.suggestions.ConstraintSuggestionWithValue;
import com.amazon.deequ.suggestions.Rules;
import com.amazon.deequ.suggestions.rules.CategoricalRangeRule;
import com.amazon.deequ.suggestions.rules.CompleteIfCompleteRule;
import com.amazon.deequ.suggestions.rules.ConstraintRule;
import com.amazon.deequ.suggestions.rules.FractionalCategoricalRangeRule;
import com.amazon.deequ.suggestions.rules.NonNegativeNumbersRule;
import com.amazon.deequ.suggestions.rules.RetainCompletenessRule;
import com.amazon.deequ.suggestions.rules.RetainTypeRule;
import com.amazon.deequ.suggestions.rules.UniqueIfApproximatelyUniqueRule;
import io.ingot.quality.history.Facts.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Which checks a column suggests, by Deequ's rules: its default ones and the one for unique
 * columns. Those for the exact least, greatest and mean value are left out, since the next batch
 * breaks them.
 */
record Suggesting(Facts facts, long rows) {
  /** A longer list of values is a table's business, not a check's. */
  private static final int MOST_VALUES = 30;

  private static final int LONGEST_VALUE = 60;

  /** As Deequ has it where nothing is said. */
  private static final double CONFIDENCE = 0.95;

  List<Suggestion> suggestions() {
    ColumnProfile profile = new DeequProfile(facts, rows).column();
    List<Suggestion> all = new ArrayList<>();
    if (rows > 0) {
      rules()
          .filter(rule -> rule.shouldBeApplied(profile, rows))
          .flatMap(rule -> suggestion(rule, profile).stream())
          // Of two lists of values the whole one, which Deequ's order has first, is enough.
          .filter(next -> all.stream().noneMatch(known -> known.kind().equals(next.kind())))
          .forEach(all::add);
    }
    return all;
  }

  private static Stream<ConstraintRule<ColumnProfile>> rules() {
    return Stream.of(Rules.DEFAULT(), Rules.COMMON())
        .flatMap(rules -> JavaConverters.seqAsJavaList(rules).stream());
  }

  private Optional<Suggestion> suggestion(
      ConstraintRule<ColumnProfile> rule, ColumnProfile profile) {
    if (rule instanceof CompleteIfCompleteRule) {
      return Optional.of(said("complete", List.of(), of(rows) + " rows"));
    }
    if (rule instanceof RetainCompletenessRule retain) {
      double least =
          retain
              .intervalStrategy()
              .calculateTargetConfidenceInterval(profile.completeness(), rows, CONFIDENCE)
              .lowerBound();
      return mostly(least).map(share -> said("complete", List.of(share), of(values()) + " rows"));
    }
    if (rule instanceof RetainTypeRule) {
      return facts.reads(rows).map(kind -> said("typed", List.of("is: " + kind), whole(values())));
    }
    if (rule instanceof NonNegativeNumbersRule && facts.notNumbers() == 0) {
      return Optional.of(said("between", List.of("min: 0"), whole(values())));
    }
    if (rule instanceof UniqueIfApproximatelyUniqueRule) {
      return Optional.of(said("unique", List.of(), of(rows) + " rows"));
    }
    if (rule instanceof CategoricalRangeRule) {
      return in(facts.values(), List.of());
    }
    return rule instanceof FractionalCategoricalRangeRule ? most(rule, profile) : Optional.empty();
  }

  /** The values that most rows have; what the others have only warns, for it may be right. */
  private Optional<Suggestion> most(ConstraintRule<ColumnProfile> rule, ColumnProfile profile) {
    ConstraintSuggestionWithValue<?> candidate =
        (ConstraintSuggestionWithValue<?>) rule.candidate(profile, rows);
    Set<Object> common = new HashSet<>(JavaConverters.seqAsJavaList((Seq<?>) candidate.value()));
    List<Value> values =
        facts.values().stream().filter(value -> common.contains(value.value())).toList();
    long held = held(values);
    double least =
        ((FractionalCategoricalRangeRule) (Object) rule)
            .intervalStrategy()
            .calculateTargetConfidenceInterval(
                (double) (held + facts.nulls()) / rows, rows, CONFIDENCE)
            .lowerBound();
    return mostly(least).flatMap(share -> in(values, List.of(share, "level: warn")));
  }

  private Optional<Suggestion> in(List<Value> values, List<String> terms) {
    boolean few =
        !values.isEmpty()
            && values.size() <= MOST_VALUES
            && values.stream().allMatch(value -> value.value().length() <= LONGEST_VALUE);
    return few && !facts.personal()
        ? Optional.of(
            said(
                "in",
                Stream.concat(
                        Stream.of(
                            values.stream()
                                .map(Value::value)
                                .sorted()
                                .map(Suggesting::scalar)
                                .collect(Collectors.joining(", ", "values: [", "]"))),
                        terms.stream())
                    .toList(),
                whole(held(values))))
        : Optional.empty();
  }

  /** A number is written as one where it is short, so that nobody takes it for a text. */
  private static String scalar(String value) {
    return value.matches("-?(0|[1-9][0-9]{0,14})") ? value : Quoted.yaml(value);
  }

  private Suggestion said(String kind, List<String> terms, String evidence) {
    return new Suggestion(kind, facts.name(), terms, evidence);
  }

  private long values() {
    return rows - facts.nulls();
  }

  private static long held(List<Value> values) {
    return values.stream().mapToLong(Value::rows).sum();
  }

  private String of(long part) {
    return part + " of " + rows;
  }

  /** Of the rows that have a value, since nulls pass. */
  private String whole(long part) {
    return part + " of " + values() + (facts.nulls() == 0 ? " rows" : " rows with a value");
  }

  /** Down to a tenth of a percent, and none where that is nothing. */
  private static Optional<String> mostly(double least) {
    BigDecimal percent =
        BigDecimal.valueOf(Math.max(0, least) * 100).setScale(1, RoundingMode.DOWN);
    return percent.signum() == 0
        ? Optional.empty()
        : Optional.of("mostly: " + percent.stripTrailingZeros().toPlainString() + "%");
  }
}
