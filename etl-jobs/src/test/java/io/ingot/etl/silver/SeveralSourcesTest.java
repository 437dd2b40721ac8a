package io.ingot.etl.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Counts;
import io.ingot.core.error.GapException;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralSourcesTest {
  @TempDir Path folder;
  private TestProject project;

  /** The same events as text, as JSON lines, and typed. */
  @BeforeEach
  void declareThreeSourcesOfOneTable() {
    project =
        TestProject.in(folder)
            .file(
                "bronze/csv.yml",
                "source: {connection: drop, path: c/*.csv, format: csv, settle: 0s}")
            .file(
                "bronze/json.yml",
                "source: {connection: drop, path: j/*.json, format: json, settle: 0s}")
            .file(
                "bronze/parquet.yml",
                "source: {connection: drop, path: p/*.parquet, format: parquet, settle: 0s}")
            .file(
                "silver/events.yml",
                """
                from: [bronze.csv, bronze.json, bronze.parquet]
                columns:
                  event_id: {type: bigint, key: true}
                  amount:   {type: "decimal(10,2)", min: 0}
                  at:       {type: timestamp, required: true, else: warn}
                write: {mode: merge, order_by: at}
                """);
  }

  @Test
  void sourcesWhoseFieldsHaveOtherTypesFillOneTableAndTheLatestOfAKeyWinsAcrossThem() {
    project
        .file("incoming/c/1.csv", "event_id,amount,at\n1,5.00,2026-01-01 10:00:00\n2,-1,\n")
        .file(
            "incoming/j/1.json",
            """
            {"event_id": 1, "amount": "6.00", "at": "2026-01-01 11:00:00"}
            {"event_id": 3, "amount": 7.125, "at": "2026-01-01 09:00:00"}
            """);
    parquet("(4L, 8.50BD, timestamp'2026-01-02 00:00:00'), (1L, 1.00BD, timestamp'2026-01-01')");

    TestRun run = project.run();

    assertThat(run.counts("silver.events")).isEqualTo(new Counts(6, 2, 2, 2));
    assertThat(project.rows("silver.events", "event_id", "amount", "at"))
        .containsExactly("[1,6.00,2026-01-01 11:00:00.0]", "[4,8.50,2026-01-02 00:00:00.0]");
    assertThat(
            project.rows(
                "quarantine.events", "source.name", "concat_ws(' ', errors.rule, errors.value)"))
        .containsExactly("[c/1.csv,MIN REQUIRED -1]", "[j/1.json,SCALE_LOSS 7.125]");
  }

  @Test
  void onlyTheBatchesThatAreNewInEachSourceAreTakenAndASourceMayJoinLater() {
    project.file("incoming/c/1.csv", "event_id,amount,at\n1,1,2026-01-01 00:00:00\n");
    assertThat(project.run().counts("silver.events").read()).isEqualTo(1);

    project
        .file("incoming/c/2.csv", "event_id,amount,at\n2,2,2026-01-02 00:00:00\n")
        .file(
            "incoming/j/1.json", "{\"event_id\":3,\"amount\":3,\"at\":\"2026-01-03 00:00:00\"}\n");
    TestRun second = project.run();

    assertThat(second.published("silver.events").batch().plan().range())
        .isEqualTo("bronze.csv batches 1..1, bronze.json batches 0..0");
    assertThat(second.counts("silver.events").read()).isEqualTo(2);
    assertThat(project.rows("silver.events", "event_id")).containsExactly("[1]", "[2]", "[3]");
    assertThat(project.run().outcome("silver.events").reason()).isEqualTo("up to date");
  }

  @Test
  void aSourceThatWasTakenAwayAndMadeAnewStopsTheTable() {
    project
        .file("incoming/c/1.csv", "event_id,amount,at\n1,1,2026-01-01 00:00:00\n")
        .file(
            "incoming/j/1.json", "{\"event_id\":3,\"amount\":3,\"at\":\"2026-01-03 00:00:00\"}\n");
    project.run();

    project.delete("bronze.json");

    assertThat(project.run("silver.events").failure("silver.events"))
        .isInstanceOf(GapException.class)
        .hasMessageContaining("bronze.json is not the table that its batch 0 was read from");
  }

  private void parquet(String rows) {
    Lakes.rows(project.lake(), "event_id, amount, at", rows)
        .coalesce(1)
        .write()
        .parquet(project.path("incoming/p").toString());
  }
}
