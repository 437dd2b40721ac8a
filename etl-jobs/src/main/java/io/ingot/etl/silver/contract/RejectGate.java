package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.col;

import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.ColumnContract.Outcome;
import io.ingot.core.project.Reject;
import io.ingot.core.project.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * Judges how many rows of a batch broke their contract.
 *
 * @param limits for the share of rows that are kept out
 * @param rules all rules of the contract
 * @param example finds a row that breaks a rule, or any that is kept out where no rule is named
 */
public record RejectGate(
    Reject limits, List<Rule> rules, Function<Optional<Rule>, Optional<String>> example)
    implements Gate {
  /** Rules that no file declares; while they are kept nobody asks for them. */
  private static final Set<String> IMPLIED = Set.of("YEAR_RANGE", "CONTROL_CHAR", "OVERSIZE");

  public RejectGate {
    rules = List.copyOf(rules);
  }

  /** A gate for rows of which each was refused before, so that their share says nothing. */
  public static RejectGate withoutShares(
      List<Rule> rules, Function<Optional<Rule>, Optional<String>> example) {
    return new RejectGate(
        Reject.none(), rules.stream().map(rule -> rule.within(Reject.none())).toList(), example);
  }

  /** Rules whose broken rows have a limit together. */
  record Scope(String name, Reject limits, List<Rule> rules) {
    static List<Scope> of(List<Rule> rules) {
      Map<String, List<Rule>> scopes = new LinkedHashMap<>();
      rules.stream()
          .filter(rule -> rule.limits().warn().isPresent() || rule.limits().fail().isPresent())
          .forEach(
              rule -> scopes.computeIfAbsent(rule.scope(), name -> new ArrayList<>()).add(rule));
      return scopes.entrySet().stream()
          .map(
              scope ->
                  new Scope(scope.getKey(), scope.getValue().get(0).limits(), scope.getValue()))
          .toList();
    }

    Column broken() {
      return rules.stream().map(rule -> col(rule.flag())).reduce(Column::or).orElseThrow();
    }

    /** Begins like all that is counted for a verdict only, which tells it in words. */
    String tally() {
      return "_broken " + name;
    }
  }

  @Override
  public List<Column> measures(StructType schema) {
    return List.of();
  }

  @Override
  public List<Verdict> judge(Evidence evidence) {
    List<Verdict> verdicts = new ArrayList<>();
    long read = evidence.counts().read();
    if (limits.fail().isPresent() || limits.warn().isPresent()) {
      long kept = evidence.counts().quarantined();
      verdicts.add(share("reject", limits, kept, read, "", Optional.empty()));
    }
    for (Rule rule : rules) {
      long broken = counted(evidence, rule.tally());
      if (toldByItself(rule) && (broken > 0 || !IMPLIED.contains(rule.code()))) {
        verdicts.add(any(rule, broken, read));
      }
    }
    Scope.of(rules).forEach(scope -> verdicts.add(share(scope, evidence)));
    return verdicts;
  }

  /** Where a share is given from which to warn, a row below it is no warning. */
  private static boolean toldByItself(Rule rule) {
    return rule.outcome() == Outcome.FAIL
        || rule.outcome() == Outcome.WARN && rule.limits().warn().isEmpty();
  }

  private Verdict any(Rule rule, long broken, long read) {
    Ruling bad = rule.outcome() == Outcome.FAIL ? Ruling.REFUSED : Ruling.WARNED;
    return Verdict.of(
            rule.describe(), broken == 0 ? Ruling.PASSED : bad, broken + " of " + read + " rows")
        .measuring(broken)
        .showing(broken == 0 ? List.of() : shown(Optional.of(rule)));
  }

  private Verdict share(Scope scope, Evidence evidence) {
    List<Rule> broken =
        scope.rules().stream().filter(rule -> counted(evidence, rule.tally()) > 0).toList();
    String codes =
        broken.stream()
            .map(rule -> ", " + rule.code() + " " + counted(evidence, rule.tally()))
            .collect(Collectors.joining());
    return share(
        scope.name(),
        scope.limits(),
        counted(evidence, scope.tally()),
        evidence.counts().read(),
        codes,
        broken.stream().findFirst());
  }

  private Verdict share(
      String name, Reject limits, long rows, long read, String codes, Optional<Rule> rule) {
    double share = read == 0 ? 0 : (double) rows / read;
    Ruling ruling =
        above(limits.fail(), share)
            ? Ruling.REFUSED
            : above(limits.warn(), share) ? Ruling.WARNED : Ruling.PASSED;
    return Verdict.of(
            name
                + limits.warn().map(limit -> " warn above " + limit).orElse("")
                + limits.fail().map(limit -> " fail above " + limit).orElse(""),
            ruling,
            String.format(Locale.ROOT, "%.2f%% (%d of %d rows%s)", share * 100, rows, read, codes))
        .measuring(share)
        .showing(ruling == Ruling.PASSED ? List.of() : shown(rule));
  }

  private List<String> shown(Optional<Rule> rule) {
    return example.apply(rule).stream().toList();
  }

  /** Where nobody broke it nothing was counted. */
  private static long counted(Evidence evidence, String tally) {
    return evidence.rejected().get(tally) instanceof Long count ? count : 0;
  }

  private static boolean above(Optional<Share> limit, double share) {
    return limit.filter(value -> share > value.value()).isPresent();
  }
}
