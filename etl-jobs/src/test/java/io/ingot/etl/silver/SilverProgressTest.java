package io.ingot.etl.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.GapException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilverProgressTest {
  private static final String SILVER = "silver.sales";
  private static final String QUARANTINE = "quarantine.sales";

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void runOneBatch() {
    project =
        TestProject.in(folder)
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}")
            .file("silver/sales.yml", "from: bronze.sales\ncolumns: {id: {type: int, min: 0}}")
            .file("incoming/a.csv", "id\n1\nx\n");
    project.run();
  }

  @Test
  void aBatchThatStoppedHalfWayIsFinishedWithItsOwnRowsEvenWhenItsPlanIsLost() {
    project.delete(SILVER);
    project.lake().files().delete("plans");
    project.file("incoming/b.csv", "id\n2\ny\n");

    project.run();
    project.run();

    assertThat(project.rows(SILVER, "id", "_batch")).containsExactly("[1,0]", "[2,1]");
    assertThat(project.rows(QUARANTINE, "errors.value", "bronze_batch", "batch"))
        .containsExactly("[WrappedArray(x),0,0]", "[WrappedArray(y),1,1]");
  }

  @Test
  void aBatchThatStoppedHalfWayIsNotFinishedByOtherRules() {
    project.delete(SILVER);
    project.file("silver/sales.yml", "from: bronze.sales\ncolumns: {id: {type: int, min: 2}}");

    assertThat(project.run().failure(SILVER))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("Cannot finish batch 0 of silver.sales")
        .hasMessageContaining("Put the former silver/sales.yml back");
    assertThat(project.version(SILVER)).isEqualTo(-1);

    project.file("silver/sales.yml", "from: bronze.sales\ncolumns: {id: {type: int, min: 0}}");
    project.run();
    assertThat(project.rows(SILVER, "id")).containsExactly("[1]");
    assertThat(project.rows(QUARANTINE, "batch")).containsExactly("[0]");
  }

  @Test
  void aQuarantineOfATableThatIsGoneIsNotTakenForTheNewOnes() {
    project.file("incoming/b.csv", "id\n2\ny\n");
    project.run();
    project.delete(SILVER);

    assertThat(project.run().failure(SILVER))
        .isInstanceOf(GapException.class)
        .hasMessageContaining("quarantine.sales holds rows of that batch or a later one")
        .hasMessageContaining("delete its quarantine too");

    project.delete(QUARANTINE);
    project.run();
    assertThat(project.rows(SILVER, "id")).containsExactly("[1]", "[2]");
    assertThat(project.rows(QUARANTINE, "errors.value"))
        .containsExactly("[WrappedArray(x)]", "[WrappedArray(y)]");
  }

  @Test
  void aBronzeTableThatWasMadeAnewIsAGap() {
    project.delete("bronze.sales");

    TestRun run = project.run();

    assertThat(run.failure(SILVER))
        .isInstanceOf(GapException.class)
        .hasMessageContaining("bronze.sales is not the table that its batch 0 was read from");
    assertThat(project.rows(SILVER, "id")).containsExactly("[1]");
  }

  @Test
  void withoutHistoryTheKeptPlanTellsWhatWasReadAndWithoutBothTheRunStops() {
    project.forgetHistory(SILVER);
    project.file("incoming/b.csv", "id\n2\n");
    project.run();
    assertThat(project.rows(SILVER, "id", "_batch")).containsExactly("[1,0]", "[2,1]");

    project.forgetHistory(SILVER);
    project.lake().files().delete("plans");
    project.file("incoming/c.csv", "id\n3\n");
    assertThat(project.run().failure(SILVER))
        .isInstanceOf(GapException.class)
        .hasMessageContaining("Cannot tell which batches of bronze.sales are in silver.sales");
    assertThat(project.rows(SILVER, "id")).containsExactly("[1]", "[2]");
  }

  @Test
  void aChangedContractHoldsForWhatComesNext() {
    project
        .file(
            "silver/sales.yml",
            "from: bronze.sales\ncolumns: {id: {type: int, min: 5}, more: {type: string}}")
        .file("incoming/b.csv", "id,more\n2,b\n7,b\n");

    TestRun run = project.run();

    assertThat(run.published(SILVER).batch().plan().reason())
        .isEqualTo("bronze.sales has batch 1; the contract changed and holds from here on");
    assertThat(project.rows(SILVER, "id", "more")).containsExactly("[1,null]", "[7,b]");
  }
}
