package io.ingot.core.project;

import java.util.Set;

/** A gold table's query and recompute rule must name tables of the project. */
final class GoldRules implements CrossChecks.Rules {
  private static final Set<Layer> READ = Set.of(Layer.SILVER, Layer.GOLD);

  private final Declared declared;
  private final Problems problems;

  GoldRules(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  @Override
  public void judge(Draft draft) {
    draft
        .query()
        .ifPresent(
            query ->
                query
                    .inputs()
                    .forEach((table, place) -> declared.require(table, READ, place, problems)));
    draft.bound().child("recompute").ifPresent(recompute -> recompute(recompute, draft));
  }

  /** With a query at hand the record itself demands that the driver stands in it. */
  private void recompute(Bound recompute, Draft draft) {
    if (draft.query().flatMap(GoldSql::sql).isEmpty()) {
      recompute
          .at("driver", TableName.class)
          .ifPresent(
              driver ->
                  declared.require(
                      driver, READ, recompute.child("driver").orElseThrow().place(), problems));
    }
    recompute.child("from").ifPresent(from -> Conditions.judge(from, problems));
  }
}
