package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.lake.CommitMark;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginsTest {
  @TempDir Path folder;
  private TestProject project;

  /**
   * {@code silver.x} and {@code silver.y} follow {@code bronze.r}, and {@code silver.x} refers to
   * {@code silver.y}; {@code gold.a} reads the one, {@code gold.b} the other, {@code gold.c} what
   * {@code gold.a} answered.
   */
  @Test
  void tablesBelongTogetherThatHaveReadTheSameOfAllThatTheyFollow() {
    project =
        TestProject.in(folder)
            .file(
                "bronze/r.yml",
                "source: {connection: drop, path: '*.csv', format: csv, settle: 0s}\n")
            .file(
                "silver/x.yml",
                "from: bronze.r\ncolumns: {n: {type: bigint, ref: silver.y.n, else: warn}}\n")
            .file("silver/y.yml", "from: bronze.r\ncolumns: {n: {type: bigint, key: true}}\n");
    commit("bronze.r", 1);
    commit("silver.y", 1, "bronze.r");
    commit("silver.x", 1, "bronze.r", "silver.y");
    commit("gold.a", 1, "silver.x");
    // The source had nothing to tell; whether that was read makes no difference.
    commit("bronze.r", 0);
    commit("silver.y", 1, "bronze.r");
    commit("gold.b", 1, "silver.y");
    commit("gold.c", 1, "gold.a");
    assertThat(disagreements("gold.a", "gold.b", "gold.c")).isEmpty();

    commit("bronze.r", 1);
    commit("silver.y", 1, "bronze.r");
    commit("gold.b", 1, "silver.y");
    assertThat(disagreements("gold.a", "gold.b", "gold.c"))
        .containsExactly("gold.a is of batch 0 of bronze.r, gold.b is of batch 2 of bronze.r");
    assertThat(disagreements("gold.a", "gold.c")).isEmpty();

    commit("silver.x", 1, "bronze.r", "silver.y");
    commit("gold.a", 1, "silver.x");
    assertThat(disagreements("gold.a", "gold.b")).isEmpty();
    assertThat(disagreements("gold.a", "gold.c"))
        .contains("gold.c is of batch 0 of gold.a, gold.a is at batch 1");
  }

  private List<String> disagreements(String... gold) {
    Map<TableName, TableState> states = new HashMap<>();
    Arrays.stream(gold).forEach(table -> states.put(TableName.of(table), state(table)));
    return new Origins(project.load(), project.lake()).disagreements(states);
  }

  /** Commits a batch that has read its inputs as they are now. */
  private void commit(String name, long rows, String... inputs) {
    LakeTable table = project.lake().table(TableName.of(name));
    TableState state = table.state();
    Map<TableName, Pin> pins = new HashMap<>();
    Arrays.stream(inputs).forEach(input -> pins.put(TableName.of(input), Pin.of(state(input))));
    BatchRecord record =
        new BatchRecord(
            "run",
            state.nextBatch(),
            Instant.EPOCH,
            "definition",
            new Plan.Rebuild(pins, "test"),
            new Counts(rows, rows, 0, 0),
            Map.of(),
            List.of());
    table
        .write(
            Lakes.rows(project.lake(), "n", "(1)").limit((int) rows),
            new Publication.Append(),
            new TableLayout(List.of(), List.of(), Map.of()))
        .commit(new CommitMark(table.writer(0), state.nextBatch(), Map.of(), Json.write(record)));
  }

  private TableState state(String table) {
    return project.lake().table(TableName.of(table)).state();
  }
}
