package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.ColumnContract.Outcome;
import io.ingot.core.project.Reject;
import io.ingot.core.project.Share;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RejectGateTest {
  private static final Reject SHARES =
      new Reject(Optional.of(Share.of("1%")), Optional.of(Share.of("5%")));

  @Test
  void aColumnWarnsAndRefusesAboveItsSharesAndNotAtThem() {
    List<Rule> rules = List.of(rule("MIN", "a", Outcome.QUARANTINE).within(SHARES));

    assertThat(List.of(1L, 2L, 5L, 6L))
        .map(broken -> judged(rules, Map.of("rule:MIN a", broken, "_broken a", broken)).get(0))
        .extracting(Verdict::ruling)
        .containsExactly(Ruling.PASSED, Ruling.WARNED, Ruling.WARNED, Ruling.REFUSED);
  }

  @Test
  void aVerdictNamesColumnRulesShareLimitAndAnExample() {
    List<Rule> rules =
        List.of(
            rule("BAD_INT", "a", Outcome.QUARANTINE).within(SHARES),
            rule("MIN", "a", Outcome.QUARANTINE).within(SHARES),
            rule("MAX", "a", Outcome.QUARANTINE).within(SHARES));

    assertThat(
            judged(rules, Map.of("rule:BAD_INT a", 4L, "rule:MAX a", 3L, "_broken a", 6L))
                .get(0)
                .describe())
        .isEqualTo(
            "a warn above 1% fail above 5%: measured 6.00% (6 of 100 rows, BAD_INT 4, MAX 3);"
                + " e.g. a row that breaks BAD_INT a");
  }

  @Test
  void eachRuleOfTheRowHasSharesOfItsOwn() {
    List<Rule> rules =
        List.of(
            rule("FIRST", "*", Outcome.QUARANTINE).within(SHARES),
            rule("SECOND", "*", Outcome.QUARANTINE).within(SHARES));

    assertThat(judged(rules, Map.of("rule:SECOND *", 9L, "_broken SECOND *", 9L)))
        .extracting(Verdict::check, Verdict::ruling)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "FIRST * warn above 1% fail above 5%", Ruling.PASSED),
            org.assertj.core.groups.Tuple.tuple(
                "SECOND * warn above 1% fail above 5%", Ruling.REFUSED));
  }

  @Test
  void aRuleThatWarnsDoesSoForOneRowUnlessAShareIsGiven() {
    Rule warning = rule("MIN", "a", Outcome.WARN);

    assertThat(judged(List.of(warning), Map.of("rule:MIN a", 1L)))
        .extracting(Verdict::ruling)
        .containsExactly(Ruling.WARNED);
    assertThat(judged(List.of(warning.within(SHARES)), Map.of("rule:MIN a", 1L, "_broken a", 1L)))
        .extracting(Verdict::ruling)
        .containsExactly(Ruling.PASSED);
    assertThat(judged(List.of(rule("MIN", "a", Outcome.FAIL)), Map.of("rule:MIN a", 1L)))
        .extracting(Verdict::ruling)
        .containsExactly(Ruling.REFUSED);
    assertThat(judged(List.of(rule("YEAR_RANGE", "a", Outcome.WARN)), Map.of())).isEmpty();
  }

  private static Rule rule(String code, String column, Outcome outcome) {
    return Rule.of(code, column, lit(true), lit("x"), outcome);
  }

  private static List<Verdict> judged(List<Rule> rules, Map<String, Object> counted) {
    return new RejectGate(
            Reject.none(), rules, rule -> rule.map(told -> "a row that breaks " + told.describe()))
        .judge(
            new Evidence(
                new Counts(100, 100, 0, 0),
                Map.of(),
                counted,
                () -> {
                  throw new IllegalStateException("Nothing needs to be read again");
                }));
  }
}
