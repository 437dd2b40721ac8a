package io.ingot.core.run;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Failpoint;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.error.FencedException;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Layer;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One stage of a run: finishes what an earlier run had planned, and then what is new. */
final class StageRun {
  private final Stage stage;
  private final StageContext context;
  private final String run;
  private final Instant at;

  StageRun(Stage stage, StageContext context, String run, Instant at) {
    this.stage = stage;
    this.context = context;
    this.run = run;
    this.at = at;
  }

  /**
   * Publishes batches until the table is up to date.
   *
   * @param begins is told each plan before it is carried out
   */
  Outcome go(Consumer<Plan> begins) {
    List<Published> published = new ArrayList<>();
    try {
      while (true) {
        TableState state = context.lake().table(name()).state();
        Optional<Plan> standing =
            context.plans().planned(name(), state, stage.table().definitionHash());
        Plan plan = standing.orElseGet(() -> stage.plan(context));
        if (plan instanceof Plan.NothingToDo idle) {
          return published.isEmpty()
              ? new Outcome.Unchanged(idle.reason())
              : new Outcome.Done(published);
        }
        Batch batch = context.plans().writeAhead(batch(state, plan));
        Failpoint.AFTER_PLAN.reach(name());
        begins.accept(batch.plan());
        published.add(carryOut(batch));
        if (standing.isEmpty()) {
          return new Outcome.Done(published);
        }
      }
    } catch (Exception | LinkageError | StackOverflowError e) {
      // One table's failure is told, and does not take the other tables of the run with it.
      return new Outcome.Failed(published, e);
    }
  }

  /**
   * A plan that failed is withdrawn: nothing of it is published, and what it was pinned to may be
   * what failed. It stands where the run died, or where the batch's refused rows are set aside
   * already, since their batch has to be this one. Whatever a run stumbles over once another was
   * faster, that is why.
   */
  private Published carryOut(Batch batch) {
    try {
      return stage.run(context, batch);
    } catch (FencedException e) {
      throw e;
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      requireOurs(batch, e);
      if (!hasSetAside(batch)) {
        context.plans().withdraw(batch);
      }
      throw e;
    }
  }

  private boolean hasSetAside(Batch batch) {
    return name().layer() == Layer.SILVER
        && BatchRecord.of(
                context.lake().table(name().quarantine()), batch.generation(), batch.number())
            .isPresent();
  }

  private void requireOurs(Batch batch, Exception cause) {
    BatchRecord.of(context.lake().table(name()), batch.generation(), batch.number())
        .map(BatchRecord::run)
        .filter(owner -> !owner.equals(run))
        .ifPresent(
            owner -> {
              throw new FencedException(
                  "Cannot finish batch "
                      + batch.number()
                      + " of "
                      + name()
                      + ": run "
                      + owner
                      + " committed it meanwhile. Nothing was changed; run again.",
                  cause);
            });
  }

  private Batch batch(TableState state, Plan plan) {
    return new Batch(
        name(),
        state.generation(),
        state.nextBatch(),
        plan,
        stage.table().definitionHash(),
        run,
        at);
  }

  private TableName name() {
    return stage.table().name();
  }
}
