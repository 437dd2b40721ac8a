package io.ingot.core.project;

import java.util.List;
import java.util.Set;

/** The suites of a folder {@code quality}: each about a table that is there. */
final class SuiteRules {
  private static final Set<Layer> JUDGED =
      Set.of(Layer.BRONZE, Layer.SILVER, Layer.GOLD, Layer.FEATURES);

  private static final List<String> OF_BATCHES = List.of("loaded", "anomaly", "volume");

  private final Declared declared;
  private final Problems problems;

  SuiteRules(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  void judge(Bound suite) {
    CheckRules checks = new CheckRules(declared, problems);
    suite
        .child("table")
        .ifPresent(
            table ->
                table
                    .as(TableName.class)
                    .flatMap(name -> declared.require(name, JUDGED, table.place(), problems))
                    .ifPresent(
                        draft -> {
                          checks.judge(draft.name(), suite);
                          if (isScheduled(suite)) {
                            tellBatches(suite);
                          } else {
                            new ScopeRules(problems).judge(draft, suite);
                            tellScore(suite);
                          }
                        }));
  }

  /** A schedule looks at tables as they stand. */
  private void tellBatches(Bound suite) {
    for (Bound check : suite.below("checks")) {
      for (String kind : OF_BATCHES) {
        check
            .child(kind)
            .ifPresent(
                of ->
                    problems.add(
                        of.place(),
                        kind
                            + " is about a batch, and a suite with when: schedule is judged over the"
                            + " table. Declare it in the table, or in a suite with when: gate."));
      }
    }
  }

  /** What is judged of the table, another gate judges; a score of both would need both. */
  private void tellScore(Bound suite) {
    boolean mixed =
        suite.below("checks").stream()
            .anyMatch(
                check ->
                    check
                        .at("on", CheckTerms.Scope.class)
                        .filter(CheckTerms.Scope.TABLE::equals)
                        .isPresent());
    if (mixed) {
      suite
          .child("score")
          .ifPresent(
              score ->
                  problems.add(
                      score.place(),
                      "A score is of checks on the batch. Move those with on: table into a suite of"
                          + " their own."));
    }
  }

  private static boolean isScheduled(Bound suite) {
    return suite.at("when", Suite.When.class).filter(Suite.When.SCHEDULE::equals).isPresent();
  }
}
