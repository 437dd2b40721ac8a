package io.ingot.core.run;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.error.FencedException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.util.Objects;

/**
 * A stage that does what was shown, once, or refuses. A table whose inputs move in the same run
 * could not be shown exactly: it is planned when its time comes, from inputs that nobody but this
 * run moved.
 */
final class ShownStage implements Stage {
  private final Stage usual;
  private final ExactStage shown;
  private final String run;

  /**
   * @param run the id of the run that carries the plan out
   */
  ShownStage(Stage usual, ExactStage shown, String run) {
    this.usual = Objects.requireNonNull(usual, "usual");
    this.shown = Objects.requireNonNull(shown, "shown");
    this.run = Objects.requireNonNull(run, "run");
  }

  @Override
  public Table table() {
    return usual.table();
  }

  @Override
  public Plan plan(StageContext context) {
    TableState state = context.lake().table(shown.table()).state();
    if (!Footing.of(state).equals(shown.base())) {
      if (isOurs(shown.table(), context.lake(), state)) {
        return new Plan.NothingToDo("what was shown is done");
      }
      throw moved(shown.table() + " is " + Footing.of(state).words() + " now");
    }
    requireInputs(context.lake());
    return allowed(usual.plan(context));
  }

  @Override
  public Published run(StageContext context, Batch batch) {
    // A plan that another run left behind comes before this stage's own.
    requireWindow(allowed(batch.plan()), batch.plan());
    return usual.run(context, batch);
  }

  /** What was left behind is carried out as it stands, so that no part of it can be shown. */
  private void requireWindow(Plan agreed, Plan standing) {
    if (agreed instanceof Plan.Extract before
        && standing instanceof Plan.Extract now
        && !before.window().equals(now.window())) {
      throw moved(
          "shown was "
              + agreed.range()
              + ", and a run before left "
              + standing.range()
              + " to be done");
    }
  }

  private Plan allowed(Plan plan) {
    return shown.shown().after().isEmpty() ? same(plan) : follows(plan);
  }

  private Plan same(Plan plan) {
    return shown
        .plan()
        .flatMap(before -> Agreement.of(before, plan))
        .orElseThrow(
            () ->
                moved(
                    "shown was "
                        + shown.shown().mode()
                        + " "
                        + shown.shown().range()
                        + ", and now it is "
                        + plan.mode()
                        + " "
                        + plan.range()));
  }

  private Plan follows(Plan plan) {
    if (plan.replacesAll()
        && !shown.shown().destroys().tells(Destroys.ALL)
        && shown.base().version() >= 0) {
      throw moved("all of its rows would be replaced (" + plan.reason() + "), which was not shown");
    }
    return plan;
  }

  /** What moves under the table is what this run moved. */
  private void requireInputs(Lake lake) {
    shown
        .inputs()
        .forEach(
            (input, before) -> {
              TableState now = lake.table(input).state();
              if (!Pin.of(now).equals(before) && !isOurs(input, lake, now)) {
                throw moved(input + " went on to version " + now.version() + " by another run");
              }
            });
  }

  private boolean isOurs(TableName table, Lake lake, TableState state) {
    return BatchRecord.of(lake.table(table), state.generation(), state.batch())
        .filter(record -> record.run().equals(run))
        .isPresent();
  }

  private FencedException moved(String how) {
    return new FencedException(
        "Cannot do what was shown for "
            + shown.table()
            + ": "
            + how
            + ". The table was not changed; plan again.");
  }
}
