package io.ingot.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.tests.testkit.DeltaLogFiles;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.TableRows;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** What the logs of the sales project's tables have to say after any run, however it went. */
final class ExactlyOnce {
  private ExactlyOnce() {}

  static void require(SmallProject project) {
    for (String layer : List.of("bronze", "silver", "gold", "quarantine")) {
      for (Path table : DeltaLogFiles.tablesBelow(project.folder().resolve("lake/" + layer))) {
        requireDenseNumbers(table);
      }
    }
    DeltaLogFiles bronze = log(project, "bronze/sale");
    DeltaLogFiles silver = log(project, "silver/sale");
    DeltaLogFiles gold = log(project, "gold/daily");
    for (DeltaLogFiles log : List.of(bronze, silver, gold)) {
      assertThat(log.sum("read"))
          .as("rows read = rows accounted for")
          .isEqualTo(log.sum("written") + log.sum("duplicates") + log.sum("quarantined"));
    }
    assertThat(bronze.sum("written")).isEqualTo(rows(project, "bronze/sale"));
    assertThat(silver.sum("read")).isEqualTo(rows(project, "bronze/sale"));
    assertThat(silver.sum("quarantined"))
        .isEqualTo(
            TableRows.rows(project.folder().resolve("lake/quarantine/sale"))
                .where("event = 'opened'")
                .count());
    assertThat(project.files("lake/_ingot/staging")).as("left in staging").isEmpty();
  }

  /** A number that were committed twice, or left out, would show in the list. */
  private static void requireDenseNumbers(Path table) {
    assertThat(DeltaLogFiles.of(table).batches())
        .as("batches of " + table)
        .hasSize(1)
        .allSatisfy(
            (line, numbers) ->
                assertThat(numbers)
                    .containsExactlyElementsOf(
                        LongStream.range(0, numbers.size()).boxed().toList()));
  }

  private static DeltaLogFiles log(SmallProject project, String table) {
    return DeltaLogFiles.of(project.folder().resolve("lake").resolve(table));
  }

  private static long rows(SmallProject project, String table) {
    return TableRows.rows(project.folder().resolve("lake").resolve(table)).count();
  }
}
