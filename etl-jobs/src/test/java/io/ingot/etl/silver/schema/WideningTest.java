package io.ingot.etl.silver.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Counts;
import io.ingot.core.error.GateException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WideningTest {
  private static final String NARROW =
      """
      from: bronze.sales
      columns:
        id:    {type: int, key: true}
        count: {type: smallint, max: 9999999}
        price: {type: "decimal(5,2)"}
        share: {type: float}
        day:   {type: date}
        left:  {type: string, from: id}
      write: {mode: %s}
      """;
  private static final String WIDE =
      """
      from: bronze.sales
      columns:
        id:    {type: bigint, key: true}
        count: {type: int, max: 9999999}
        price: {type: "decimal(9,4)"}
        share: {type: double}
        day:   {type: timestamp_ntz}
      write: {mode: %s}
      """;
  private static final String[] COLUMNS = {
    "id", "count", "price", "share", "day", "left", "_batch"
  };

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void declareBronze() {
    project =
        TestProject.in(folder)
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}");
  }

  @Test
  void widerTypesAreCarriedOutWithTheNextBatchAndGoldFollowsAcrossThem() {
    declare(NARROW);
    project
        .file(
            "gold/days.yml",
            "write: {mode: replace_partitions, partition_by: [count]}\n"
                + "recompute: {driver: silver.merge, by: count}")
        .file("gold/days.sql", "SELECT count, sum(price) AS total FROM silver.merge GROUP BY count")
        .file("incoming/a.csv", "id,count,price,share,day\n1,7,1.50,0.5,2026-01-01\n2,8,2.50,,\n");
    project.run();
    project.file("incoming/b.csv", "id,count,price,share,day\n3,9,3.50,,\n");
    project.run("bronze.sales", "silver.merge", "silver.append");

    declare(WIDE);
    project.file(
        "incoming/c.csv",
        "id,count,price,share,day\n"
            + "5000000000,70000,12345.1234,0.1,2026-01-02\n2,8,2.75,0.25,2026-01-03\n");
    assertThat(plan("silver.merge"))
        .contains("column id is widened from int to bigint", "column left is not in the contract");
    TestRun run = project.run();

    assertThat(run.counts("silver.merge")).isEqualTo(new Counts(2, 2, 0, 0));
    assertThat(run.counts("silver.append")).isEqualTo(new Counts(2, 2, 0, 0));
    String first = "[1,7,1.5000,0.5,2026-01-01T00:00,1,0]";
    String third = "[3,9,3.5000,null,null,3,1]";
    String big = "[5000000000,70000,12345.1234,0.1,2026-01-02T00:00,null,2]";
    String second = "[2,8,2.7500,0.25,2026-01-03T00:00,null,2]";
    assertThat(project.rows("silver.merge", COLUMNS))
        .containsExactlyInAnyOrder(first, second, third, big);
    assertThat(project.rows("silver.append", COLUMNS))
        .containsExactlyInAnyOrder(first, "[2,8,2.5000,null,null,2,0]", third, second, big);
    assertThat(project.version("silver.append")).isEqualTo(2);
    assertThat(types("silver.merge"))
        .isEqualTo(types("silver.append"))
        .containsExactly(
            "bigint",
            "int",
            "decimal(9,4)",
            "double",
            "timestamp_ntz",
            "string",
            "timestamp",
            "bigint");
    assertThat(run.counts("gold.days").written()).isEqualTo(3);
    assertThat(project.rows("gold.days", "count", "total"))
        .containsExactly("[7,1.5000]", "[70000,12345.1234]", "[8,2.7500]", "[9,3.5000]");
  }

  @Test
  void aRefusedBatchWidensNothing() {
    declare(NARROW);
    project.file("incoming/a.csv", "id,count,price,share,day\n1,7,1.50,0.5,2026-01-01\n");
    project.run();
    project
        .file("silver/append.yml", WIDE.formatted("append") + "reject: {fail: 1%}\n")
        .file("silver/merge.yml", WIDE.formatted("merge") + "reject: {fail: 1%}\n")
        .file("incoming/b.csv", "id,count,price,share,day\nx,7,1.50,0.5,2026-01-01\n");

    TestRun run = project.run();

    for (String table : List.of("silver.append", "silver.merge")) {
      assertThat(run.failure(table)).isInstanceOf(GateException.class);
      assertThat(project.version(table)).isZero();
      assertThat(types(table)).startsWith("int", "smallint");
    }
  }

  @Test
  void aTypeThatLosesValuesIsRefusedWithTheDifference() {
    declare(NARROW);
    project.file("incoming/a.csv", "id,count,price,share,day\n1,7,1.50,0.5,2026-01-01\n");
    project.run();
    project
        .file(
            "silver/append.yml",
            NARROW
                .formatted("append")
                .replace("smallint", "tinyint")
                .replace("decimal(5,2)", "decimal(6,3)")
                .replace("type: date", "type: string"))
        .file("incoming/b.csv", "id,count,price,share,day\n2,7,1.50,0.5,2026-01-01\n");

    TestRun run = project.run();

    assertThat(run.failure("silver.append"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining(
            "count: smallint in the table, tinyint in the contract; declare smallint again")
        .hasMessageContaining("day: date in the table, string in the contract")
        .hasMessageNotContaining("price:");
    assertThat(project.version("silver.append")).isZero();
  }

  private void declare(String contract) {
    project
        .file("silver/append.yml", contract.formatted("append"))
        .file("silver/merge.yml", contract.formatted("merge"));
  }

  private String plan(String table) {
    project.run("bronze.sales");
    SilverTable declared = (SilverTable) project.load().tables().get(TableName.of(table));
    return new io.ingot.etl.silver.SilverStage(declared).plan(project.context()).reason();
  }

  private List<String> types(String table) {
    StructType schema = project.lake().table(TableName.of(table)).state().schema();
    return java.util.Arrays.stream(schema.fields())
        .map(field -> field.dataType().sql().toLowerCase(java.util.Locale.ROOT))
        .toList();
  }
}
