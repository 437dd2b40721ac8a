package io.ingot.etl.gold;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.lake.LakeTable;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncrementTest {
  private static final int DAYS = 700;
  private static final String DAY = "day=2024-04-10";

  @TempDir Path folder;

  @Test
  void ofSevenHundredDaysTheOneThatChangedIsReadAndWritten() throws Exception {
    TestProject project =
        TestProject.in(folder)
            .file(
                "gold/daily.yml",
                """
                write: {mode: replace_partitions, partition_by: day}
                recompute: {driver: silver.sales, by: day}
                """)
            .file(
                "gold/daily.sql", "SELECT day, sum(price) AS price FROM silver.sales GROUP BY day")
            .file(
                "gold/top.yml",
                "write: {mode: merge}\nkey: day\nrecompute: {driver: silver.sales, by: day}\n")
            .file("gold/top.sql", "SELECT day, max(price) AS price FROM silver.sales GROUP BY day");
    HandMade sales = HandMade.in(project, "sales", "id bigint, day date, price int", "id");
    Dataset<Row> twoOfEachDay =
        project
            .lake()
            .spark()
            .range(0, 2 * DAYS, 1, 1)
            .selectExpr(
                "id",
                "date_add(DATE'2024-01-01', CAST(id DIV 2 AS int)) AS day",
                "CAST(id AS int) AS price");
    sales.load(twoOfEachDay, "day");
    project.run("gold.daily", "gold.top");

    // The day is the 101st; its sales are 200 and 201.
    sales.change("(200, DATE'2024-04-10', 10200)", "");
    // Whoever opens a file of another day fails.
    deleteOtherDays(project.path("lake/silver/sales"));
    deleteOtherDays(project.path("lake/gold/daily"));
    TestRun run = project.run("gold.daily", "gold.top");

    assertThat(run.counts("gold.daily").written()).isEqualTo(1);
    assertThat(actions(project.path("lake/gold/daily"), "add")).isEqualTo(1);
    assertThat(actions(project.path("lake/gold/daily"), "remove")).isEqualTo(1);
    LakeTable daily = project.lake().table(TableName.of("gold.daily"));
    assertThat(daily.at(1).where("day = '2024-04-10'").first().getLong(1)).isEqualTo(10_401);
    assertThat(run.counts("gold.top").written()).isEqualTo(1);
    assertThat(project.rows("gold.top", "count(*)", "max(price)")).containsExactly("[700,10200]");
  }

  private static void deleteOtherDays(Path table) throws IOException {
    try (Stream<Path> days = Files.list(table)) {
      for (Path day : days.filter(name -> name.toString().contains("day=")).toList()) {
        if (!day.endsWith(DAY)) {
          FileUtils.deleteDirectory(day.toFile());
        }
      }
    }
  }

  /** How often the last commit of a table does something with a file. */
  private static long actions(Path table, String action) throws IOException {
    try (Stream<Path> log = Files.list(table.resolve("_delta_log"))) {
      Path last =
          log.filter(file -> file.toString().endsWith(".json")).max(Path::compareTo).orElseThrow();
      List<String> lines = Files.readAllLines(last);
      return lines.stream().filter(line -> line.startsWith("{\"" + action + "\":")).count();
    }
  }
}
