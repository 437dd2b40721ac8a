package io.ingot.core.project;

import io.ingot.core.project.CheckTerms.Level;
import io.ingot.core.project.CheckTerms.Scope;

/**
 * Checks on a whole table that are to refuse a batch: how the table will be with the batch is known
 * before the commit only where rows are appended.
 */
final class ScopeRules {
  private final Problems problems;

  ScopeRules(Problems problems) {
    this.problems = problems;
  }

  /**
   * Judges checks that are judged before a commit.
   *
   * @param table that they are about
   * @param declaring the table's own declaration, or a suite's
   */
  void judge(Draft table, Bound declaring) {
    if (!isAppended(table)) {
      declaring.below("checks").stream().filter(ScopeRules::isOfTable).forEach(this::refuse);
    }
  }

  private void refuse(Bound check) {
    problems.add(
        check.child("on").orElseThrow().place(),
        "A check on the table can refuse a batch only where batches are appended. Say level: warn,"
            + " or declare it in a suite with when: schedule: ingot quality check judges it after"
            + " the commit.");
  }

  /** Those that read other tables see to the whole table themselves. */
  private static boolean isOfTable(Bound check) {
    return check.at("on", Scope.class).filter(Scope.TABLE::equals).isPresent()
        && check.at("level", Level.class).filter(Level.WARN::equals).isEmpty()
        && check.child("relates").isEmpty()
        && check.child("query").isEmpty();
  }

  private static boolean isAppended(Draft table) {
    return switch (table.name().layer()) {
      case BRONZE -> true;
      case SILVER ->
          table
              .bound()
              .child("write")
              .flatMap(write -> write.at("mode", Write.Mode.class))
              .filter(mode -> mode != Write.Mode.APPEND)
              .isEmpty();
      default -> false;
    };
  }
}
