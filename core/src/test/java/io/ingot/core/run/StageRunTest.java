package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lake.CommitMark;
import io.ingot.core.lake.LakeFiles;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.lease.Lease;
import io.ingot.core.lease.Leases;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.Unconserved;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageRunTest {
  private static final TableName ORDERS = TableName.of("silver.orders");
  private static final TableLayout LAYOUT = new TableLayout(List.of(), List.of(), Map.of());

  @TempDir Path folder;
  private TestProject project;
  private StageContext context;

  @BeforeEach
  void makeProject() {
    project =
        TestProject.in(folder)
            .file(
                "bronze/orders.yml",
                "source: {connection: drop, path: '*.csv', format: csv, settle: 0s}\n")
            .file(
                "silver/orders.yml",
                "from: bronze.orders\ncolumns: {id: {type: int, key: true}}\nwrite: {mode: merge}\n");
    context = project.context();
  }

  @Test
  void aPlanThatFailedIsWithdrawn() {
    Outcome outcome = run("run-a", (stage, batch) -> {});

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).cause()).isInstanceOf(AnalysisException.class);
    assertThat(standing()).isEmpty();
  }

  @Test
  @Unconserved("the quarantine is made by hand, of one column")
  void aPlanStandsOnceRowsOfItsBatchAreSetAside() {
    run("run-a", StageRunTest::setAside);

    assertThat(standing()).isPresent();
  }

  @Test
  void whoeverStumblesOverABatchThatAnotherRunCommittedIsFenced() {
    Outcome outcome =
        run("run-a", (stage, batch) -> stage.writer().publish(of("run-b", batch), oneRow()));

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FENCED);
    assertThat(outcome.reason()).contains("batch 0 of silver.orders", "run run-b committed it");
    assertThat(project.rows("silver.orders", "id")).containsExactly("[1]");
  }

  @Test
  void aTableThatAnotherRunHoldsIsNotPlannedNorTouched() {
    try (Lease held = leases().acquire(ORDERS, "run-b")) {
      Outcome outcome = run("run-a", (stage, batch) -> stage.writer().publish(batch, oneRow()));

      assertThat(outcome.exitCode()).isEqualTo(ExitCode.FENCED);
      assertThat(outcome.reason()).contains("silver.orders", "run run-b");
      assertThat(standing()).isEmpty();
      assertThat(context.lake().table(ORDERS).state().exists()).isFalse();
      held.requireHeld();
    }
  }

  @Test
  void aStageGivesItsTableBackHoweverItEnds() {
    run("run-a", (stage, batch) -> {});

    leases().acquire(ORDERS, "run-b").close();
  }

  @Test
  void aStageThatHasNothingToDoWritesNothing() {
    Stage idle =
        new Stumbling(project.load().tables().get(ORDERS), (stage, batch) -> {}) {
          @Override
          public Plan plan(StageContext context) {
            return new Plan.NothingToDo("nothing is new");
          }
        };

    assertThat(run("run-a", idle).exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(project.path("lake")).doesNotExist();
  }

  @Test
  void whatAnotherRunDidBetweenThePlanAndTheLeaseIsPlannedAgain() {
    Deque<Plan> plans = new ArrayDeque<>();
    plans.add(new Plan.Rebuild(Map.of(), "before"));
    plans.add(new Plan.NothingToDo("another run did it"));
    Stage overtaken =
        new Stumbling(project.load().tables().get(ORDERS), (stage, batch) -> {}) {
          @Override
          public Plan plan(StageContext context) {
            Plan plan = plans.remove();
            if (plan instanceof Plan.Rebuild) {
              context.writer().publish(Lakes.batch("silver.orders", 0, "run-b"), oneRow());
            }
            return plan;
          }
        };

    assertThat(run("run-a", overtaken)).isEqualTo(new Outcome.Unchanged("another run did it"));
  }

  @Test
  void whenTheTableIsLostItsSparkJobsAreCancelledAndItsPlanStands() {
    project.file(
        "ingot.yml",
        """
        name: test
        lake: lake
        lease: {duration: 3s}
        connections:
          drop: {type: files, root: incoming}
        """);
    context = project.context();

    Outcome outcome =
        run(
            "run-a",
            (stage, batch) -> {
              rob("run-a", "run-b");
              // Ten seconds of work in small steps.
              stage
                  .lake()
                  .spark()
                  .sql(
                      "SELECT java_method('java.lang.Thread', 'sleep', 100L)"
                          + " FROM range(0, 200, 1, 200)")
                  .collect();
            });

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FENCED);
    assertThat(outcome.reason()).contains("Lost the hold on silver.orders", "run run-b");
    assertThat(((Outcome.Failed) outcome).cause())
        .cause()
        .isInstanceOf(SparkException.class)
        .hasMessageContaining("cancelled");
    assertThat(standing()).isPresent();
  }

  /** Leaves what is there when another run found the lease expired, and took it. */
  private void rob(String run, String by) {
    LakeFiles files = context.lake().files();
    boolean robbed = false;
    // A renewal may be faster.
    for (int attempt = 0; attempt < 5 && !robbed; attempt++) {
      List<String> claims = files.list("leases/silver.orders");
      String last = claims.get(claims.size() - 1);
      String claim = files.read("leases/silver.orders/" + last).orElseThrow();
      String next =
          String.format(Locale.ROOT, "%012d.json", Long.parseLong(last.substring(0, 12)) + 1);
      robbed = files.putIfAbsent("leases/silver.orders/" + next, claim.replace(run, by));
    }
    assertThat(robbed).isTrue();
  }

  private Leases leases() {
    return Leases.of(context.project(), context.lake());
  }

  private Outcome run(String run, BiConsumer<StageContext, Batch> before) {
    return run(run, new Stumbling(project.load().tables().get(ORDERS), before));
  }

  private Outcome run(String run, Stage stage) {
    return new StageRun(stage, context, leases(), run, Instant.parse("2026-01-01T00:00:00Z"))
        .go(plan -> {});
  }

  private Optional<Plan> standing() {
    return context
        .plans()
        .planned(
            ORDERS,
            context.lake().table(ORDERS).state(),
            project.load().tables().get(ORDERS).definitionHash());
  }

  private static void setAside(StageContext context, Batch batch) {
    LakeTable quarantine = context.lake().table(ORDERS.quarantine());
    quarantine
        .write(Lakes.rows(context.lake(), "id", "(7)"), new Publication.Append(), LAYOUT)
        .commit(
            new CommitMark(
                quarantine.writer(batch.generation()),
                batch.number(),
                Map.of(),
                Json.write(
                    new BatchRecord(
                        batch.run(),
                        batch.number(),
                        batch.at(),
                        batch.definition(),
                        batch.plan(),
                        new Counts(1, 0, 0, 1),
                        Map.of(),
                        List.of()))));
  }

  private Candidate oneRow() {
    Dataset<Row> row = Lakes.rows(context.lake(), "id", "(1)");
    return Candidate.whole(row, new Publication.Append(), LAYOUT, Map.of());
  }

  private static Batch of(String run, Batch batch) {
    return new Batch(
        batch.target(),
        batch.generation(),
        batch.number(),
        batch.plan(),
        batch.definition(),
        run,
        batch.at());
  }

  /** A stage that fails as Spark does: by a checked exception that nobody declared. */
  private static class Stumbling implements Stage {
    private final Table table;
    private final BiConsumer<StageContext, Batch> before;

    Stumbling(Table table, BiConsumer<StageContext, Batch> before) {
      this.table = table;
      this.before = before;
    }

    @Override
    public Table table() {
      return table;
    }

    @Override
    public Plan plan(StageContext context) {
      return new Plan.Rebuild(Map.of(), "test");
    }

    @Override
    public Published run(StageContext context, Batch batch) {
      before.accept(context, batch);
      context.lake().spark().sql("SELECT nothing");
      throw new AssertionError("Spark answered nonsense");
    }
  }
}
