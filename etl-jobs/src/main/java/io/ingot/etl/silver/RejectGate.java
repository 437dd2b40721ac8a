package io.ingot.etl.silver;

import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.ColumnContract.Outcome;
import io.ingot.core.project.Reject;
import io.ingot.core.project.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * Judges how many rows of a batch broke their contract.
 *
 * @param limits for the share of rows that are kept out
 * @param rules the rules whose outcome is to warn or to refuse
 * @param example finds a row that breaks a rule, or any that is kept out where no rule is named
 */
record RejectGate(
    Reject limits, List<Rule> rules, Function<Optional<Rule>, Optional<String>> example)
    implements Gate {
  RejectGate {
    rules = rules.stream().filter(rule -> rule.outcome() != Outcome.QUARANTINE).toList();
  }

  @Override
  public List<Column> measures(StructType schema) {
    return List.of();
  }

  @Override
  public List<Verdict> judge(Evidence evidence) {
    List<Verdict> verdicts = new ArrayList<>();
    long kept = evidence.counts().quarantined();
    long read = evidence.counts().read();
    limits.fail().or(limits::warn).ifPresent(limit -> verdicts.add(share(kept, read)));
    for (Rule rule : rules) {
      long broken = (Long) evidence.rejected().get(rule.flag());
      Ruling ruling =
          broken == 0
              ? Ruling.PASSED
              : rule.outcome() == Outcome.FAIL ? Ruling.REFUSED : Ruling.WARNED;
      verdicts.add(
          new Verdict(
              rule.describe(),
              ruling,
              broken + " of " + read + " rows",
              broken == 0 ? Optional.empty() : example.apply(Optional.of(rule))));
    }
    return verdicts;
  }

  private Verdict share(long kept, long read) {
    double share = read == 0 ? 0 : (double) kept / read;
    Ruling ruling =
        above(limits.fail(), share)
            ? Ruling.REFUSED
            : above(limits.warn(), share) ? Ruling.WARNED : Ruling.PASSED;
    return new Verdict(
        "reject"
            + limits.warn().map(limit -> " warn above " + limit).orElse("")
            + limits.fail().map(limit -> " fail above " + limit).orElse(""),
        ruling,
        String.format(Locale.ROOT, "%.2f%% (%d of %d rows)", share * 100, kept, read),
        ruling == Ruling.PASSED ? Optional.empty() : example.apply(Optional.empty()));
  }

  private static boolean above(Optional<Share> limit, double share) {
    return limit.filter(value -> share > value.value()).isPresent();
  }
}
