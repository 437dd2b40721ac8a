package io.ingot.quality;

import io.ingot.core.batch.Verdict;
import io.ingot.core.project.Check;
import io.ingot.core.project.Suite;
import io.ingot.core.project.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A check where it is declared.
 *
 * @param suite that it is declared in; empty where its table declares it
 */
record Clause(Check check, Optional<Suite> suite) {
  /** A table's own checks, and those of suites. */
  static List<Clause> of(Table table, List<Suite> suites) {
    return Stream.concat(
            of(table.checks()).stream(),
            suites.stream()
                .flatMap(
                    suite ->
                        suite.checks().stream()
                            .map(check -> new Clause(check, Optional.of(suite)))))
        .toList();
  }

  /** Checks that a table declares itself. */
  static List<Clause> of(List<Check> checks) {
    return checks.stream().map(check -> new Clause(check, Optional.empty())).toList();
  }

  /** The same in a suite of which no score is taken here. */
  Clause unscored() {
    return new Clause(check, suite.map(Suite::withoutScore));
  }

  /** The check's words, with the suite's name in front where it is of one. */
  String words() {
    return named(check.words());
  }

  /** A verdict on the check with what its place adds. */
  Verdict told(Verdict verdict) {
    return new Verdict(
        named(verdict.check()),
        verdict.ruling(),
        verdict.measured(),
        verdict.value(),
        verdict.wanted(),
        check.terms().owner().or(() -> suite.flatMap(Suite::owner)),
        verdict.examples(),
        verdict.samples());
  }

  private String named(String words) {
    return suite.map(of -> of.name() + ": " + words).orElse(words);
  }
}
