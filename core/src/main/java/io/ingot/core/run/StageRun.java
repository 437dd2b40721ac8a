package io.ingot.core.run;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Failpoint;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.error.Fault;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.JobWords;
import io.ingot.core.lake.TableState;
import io.ingot.core.lease.Lease;
import io.ingot.core.lease.Leases;
import io.ingot.core.project.Layer;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;

/**
 * One stage of a run: finishes what an earlier run had planned, and then what is new. Where there
 * is anything to do it holds the table meanwhile.
 */
final class StageRun {
  private final Stage stage;
  private final StageContext context;
  private final Leases leases;
  private final String run;
  private final Instant at;

  StageRun(Stage stage, StageContext context, Leases leases, String run, Instant at) {
    this.stage = stage;
    this.context = context;
    this.leases = leases;
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
    words().about(name().toString(), "look what there is to do");
    try {
      Next next = next();
      if (next.plan() instanceof Plan.NothingToDo idle) {
        // Nothing is going to be written, a lease included.
        return new Outcome.Unchanged(idle.reason());
      }
      try (Lease lease = leases.acquire(name(), run)) {
        lease.whenLost(() -> spark().cancelJobGroup(jobs()));
        return advance(stillTrue(next), context.holding(lease), begins, published);
      }
    } catch (Exception | LinkageError | StackOverflowError e) {
      // One table's failure is told, and does not take the other tables of the run with it.
      return new Outcome.Failed(published, e);
    }
  }

  private Outcome advance(
      Next first, StageContext holding, Consumer<Plan> begins, List<Published> published) {
    Next next = first;
    while (true) {
      if (next.plan() instanceof Plan.NothingToDo idle) {
        return published.isEmpty()
            ? new Outcome.Unchanged(idle.reason())
            : new Outcome.Done(published);
      }
      Batch batch = context.plans().writeAhead(batch(next.state(), next.plan()));
      Failpoint.AFTER_PLAN.reach(name());
      Plan plan = batch.plan();
      String subject = name() + ", batch " + batch.number();
      spark().setJobGroup(jobs(), subject, false);
      words().about(subject, "look at " + plan.reads());
      begins.accept(plan);
      published.add(carryOut(batch, holding));
      words().about(name().toString(), "look what else there is to do");
      boolean ours = next.standing().isEmpty() && plan.equals(next.plan());
      if (ours && !plan.backlog()) {
        return new Outcome.Done(published);
      }
      next = next();
    }
  }

  private Next next() {
    TableState state = context.lake().table(name()).state();
    Optional<Plan> standing =
        context.plans().planned(name(), state, stage.table().definitionHash());
    return new Next(state, standing, standing.orElseGet(() -> stage.plan(context)));
  }

  /** Another run may have had the table between the plan and the lease. */
  private Next stillTrue(Next planned) {
    TableState now = context.lake().table(name()).state();
    boolean same = now.equals(planned.state());
    return same ? planned : next();
  }

  /** What a lost lease cancels: this stage's jobs and nobody else's. */
  private String jobs() {
    return run + " " + name();
  }

  private JobWords words() {
    return context.lake().words();
  }

  private SparkContext spark() {
    return context.lake().spark().sparkContext();
  }

  /**
   * A plan that failed is withdrawn: nothing of it is published, and what it was pinned to may be
   * what failed. It stands where the run died, or where the batch's refused rows are set aside
   * already, since their batch has to be this one. Whatever a run stumbles over once another was
   * faster, that is why; and a plan of a table that is no longer held may be another's by now.
   */
  private Published carryOut(Batch batch, StageContext holding) {
    try {
      return stage.run(holding, batch);
    } catch (FencedException e) {
      if (PassingFault.isConflict(e)) {
        // Upkeep commits too, and does not make this batch another run's.
        giveUp(batch, holding, e);
      }
      throw e;
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      giveUp(batch, holding, e);
      throw e;
    }
  }

  private void giveUp(Batch batch, StageContext holding, Exception failure) {
    requireOurs(batch, failure);
    requireHeld(holding, failure);
    if (!hasSetAside(batch) && !mayPass(batch, failure)) {
      context.plans().withdraw(batch);
    }
  }

  /** Nobody would plan a backfill anew once whoever asked for it is gone. */
  private static boolean mayPass(Batch batch, Exception failure) {
    return batch.plan() instanceof Plan.Backfill
        && failure instanceof SourceException source
        && source.fault() != Fault.LASTING;
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

  /** Work that was cancelled because the table was lost fails as Spark puts it; this says why. */
  private static void requireHeld(StageContext holding, Exception cause) {
    try {
      holding.tenure().requireHeld();
    } catch (FencedException lost) {
      throw new FencedException(lost.getMessage(), cause);
    }
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

  /**
   * What is to be done.
   *
   * @param state the table as the plan found it
   * @param standing the plan, where an earlier run had written it
   */
  private record Next(TableState state, Optional<Plan> standing, Plan plan) {}
}
