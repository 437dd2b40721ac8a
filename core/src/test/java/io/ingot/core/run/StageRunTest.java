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
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
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
            .file("bronze/orders.yml", "source: {connection: drop, path: '*.csv', format: csv}\n")
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

  private Outcome run(String run, BiConsumer<StageContext, Batch> before) {
    Stumbling stage = new Stumbling(project.load().tables().get(ORDERS), before);
    return new StageRun(stage, context, run, Instant.parse("2026-01-01T00:00:00Z")).go(plan -> {});
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
  private record Stumbling(Table table, BiConsumer<StageContext, Batch> before) implements Stage {
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
