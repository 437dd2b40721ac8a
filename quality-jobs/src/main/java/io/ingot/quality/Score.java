package io.ingot.quality;

import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.CheckTerms.Level;
import io.ingot.core.project.Suite;
import io.ingot.core.project.Tolerance;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many of a suite's checks passed. */
final class Score {
  private Score() {}

  /**
   * The verdict on a suite as a whole; none where it says no score.
   *
   * @param verdicts of each clause; a check passed when nothing of it is broken
   */
  static Optional<Verdict> of(Suite suite, Map<Clause, List<Verdict>> verdicts) {
    List<List<Verdict>> own =
        verdicts.entrySet().stream()
            .filter(entry -> entry.getKey().suite().filter(suite::equals).isPresent())
            .map(Map.Entry::getValue)
            .toList();
    long passed = own.stream().filter(Score::isPassed).count();
    return suite
        .score()
        .map(
            least ->
                Limit.of(Tolerance.atLeast(least), Level.ERROR)
                    .verdict(
                        suite.name() + ": score",
                        (double) passed / own.size(),
                        Words.portion(passed, own.size())
                            + " of "
                            + checks(own.size())
                            + " passed, at least "
                            + least
                            + " wanted")
                    .ownedBy(suite.owner()));
  }

  private static boolean isPassed(List<Verdict> verdicts) {
    return verdicts.stream()
        .allMatch(verdict -> verdict.ruling() == Ruling.PASSED || verdict.ruling() == Ruling.NOTED);
  }

  private static String checks(int count) {
    return Words.count(count) + (count == 1 ? " check" : " checks");
  }
}
