package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopeRulesTest {
  private static final String REFUSED =
      " A check on the table can refuse a batch only where batches are appended. Say level: warn,"
          + " or declare it in a suite with when: schedule: ingot quality check judges it after the"
          + " commit.";

  @TempDir private Path folder;

  private List<String> own(String write, String check) {
    return ProjectFiles.shop(folder)
        .write(
            "silver/price.yml",
            """
            from: bronze.sales
            columns:
              id: {type: int, key: true}
            write: {mode: %s}
            checks:
              - %s
            """
                .formatted(write, check))
        .problems();
  }

  private List<String> suite(String table, String when) {
    return ProjectFiles.shop(folder)
        .write(
            "quality/all.yml",
            "table: %s\nwhen: %s\nchecks:\n  - {rows: {min: 1}, on: table}\n"
                .formatted(table, when))
        .problems();
  }

  @Test
  void aCheckOnTheTableRefusesWhereBatchesAreAppendedAndWarnsElsewhere() {
    assertThat(own("append", "{unique: [id], on: table}")).isEmpty();
    assertThat(own("merge", "{unique: [id], on: table, level: warn}")).isEmpty();
    assertThat(own("merge", "{unique: [id], on: batch}")).isEmpty();
    assertThat(own("merge", "{relates: id, to: silver.sales.sale_id, on: table}")).isEmpty();
    assertThat(own("merge", "{unique: [id], on: table}"))
        .containsExactly("silver/price.yml:6:24:" + REFUSED);
    assertThat(own("replace", "{rows: {min: 1}, on: table}"))
        .containsExactly("silver/price.yml:6:26:" + REFUSED);
  }

  @Test
  void aSuiteOnAScheduleMayAskForTheWholeOfAnyTable() {
    assertThat(suite("bronze.sales", "gate")).isEmpty();
    assertThat(suite("silver.customer", "schedule")).isEmpty();
    assertThat(suite("silver.customer", "gate")).containsExactly("quality/all.yml:4:26:" + REFUSED);
  }
}
