package io.ingot.etl.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Verdict;
import io.ingot.core.error.GateException;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilverStageTest {
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
  void everyRowIsPublishedOutdoneOrSetAsideWithItsReasons() {
    project
        .file(
            "silver/sales.yml",
            """
            from: bronze.sales
            columns:
              sale_id: {type: bigint, from: id, key: true}
              price:   {type: "decimal(6,2)", min: 0}
              sold_on: {type: date}
            write: {mode: merge, order_by: sold_on}
            """)
        .file(
            "incoming/a.csv",
            """
            id,price,sold_on
            1,5.00,1998-01-02
            1,4.00,1998-01-01
            1,9.999,1998-01-03
            2,1.50,1998-02-30
            x,-1,1998-01-01
            3,1.00
            """)
        .file("incoming/b.csv", "sold_on,id,price\n1998-01-04,4,2\n1998-01-03,1,6.00\n");

    TestRun run = project.run();

    assertThat(run.counts("silver.sales")).isEqualTo(new Counts(8, 2, 2, 4));
    assertThat(project.rows("silver.sales", "sale_id", "price", "sold_on", "_batch"))
        .containsExactly("[1,6.00,1998-01-03,0]", "[4,2.00,1998-01-04,0]");
    assertThat(
            project.rows(
                "quarantine.sales",
                "raw",
                "transform(errors, e -> concat_ws(' ', e.rule, e.column, e.value))"))
        .containsExactly(
            "[3,1.00,WrappedArray(FIELD_COUNT * 3,1.00)]",
            "[{\"id\":\"1\",\"price\":\"9.999\",\"sold_on\":\"1998-01-03\"},"
                + "WrappedArray(SCALE_LOSS price 9.999)]",
            "[{\"id\":\"2\",\"price\":\"1.50\",\"sold_on\":\"1998-02-30\"},"
                + "WrappedArray(BAD_DATE sold_on 1998-02-30)]",
            "[{\"id\":\"x\",\"price\":\"-1\",\"sold_on\":\"1998-01-01\"},"
                + "WrappedArray(BAD_INT sale_id x, MIN price -1)]");
    assertThat(project.rows("quarantine.sales", "source.name", "bronze_batch", "batch", "table"))
        .hasSize(4)
        .containsOnly("[a.csv,0,0,silver.sales]");

    List<Long> versions = versions("silver.sales", "quarantine.sales");
    assertThat(project.run().outcome("silver.sales").reason()).isEqualTo("up to date");
    assertThat(versions("silver.sales", "quarantine.sales")).isEqualTo(versions);
  }

  @Test
  void aRuleWarnsOrRefusesAsItSaysAndARefusedBatchLeavesNothing() {
    String columns = "from: bronze.sales\ncolumns:\n  id: {type: int}\n";
    project
        .file("incoming/a.csv", "id,kind\n1,a\n2,bb\n3,cccc\nx,a\n")
        .file(
            "silver/warning.yml",
            columns + "  kind: {type: string, min_length: 2, max_length: 3, else: warn}\n")
        .file("silver/failing.yml", columns + "  kind: {type: string, in: [a, bb], else: fail}\n")
        .file("silver/tolerant.yml", columns + "reject: {warn: 10%, fail: 25%}")
        .file("silver/strict.yml", columns + "reject: {warn: 1%, fail: 24.9%}");

    TestRun run = project.run();

    assertThat(run.outcome("silver.warning").word()).isEqualTo("warned");
    assertThat(run.counts("silver.warning")).isEqualTo(new Counts(4, 3, 0, 1));
    assertThat(run.published("silver.warning").verdicts())
        .extracting(Verdict::ruling, Verdict::summary)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Verdict.Ruling.WARNED, "LENGTH kind: measured 3 of 4 rows"));
    assertThat(run.failure("silver.failing"))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("nothing was published")
        .hasMessageContaining("NOT_ALLOWED kind: measured 1 of 4 rows")
        .hasMessageContaining("cccc");
    assertThat(((GateException) run.failure("silver.failing")).summary()).doesNotContain("cccc");
    assertThat(run.outcome("silver.tolerant").word()).isEqualTo("warned");
    assertThat(run.failure("silver.strict"))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("25.00% (1 of 4 rows)")
        .hasMessageContaining("BAD_INT")
        .hasMessageContaining("a.csv");
    assertThat(
            versions("silver.failing", "quarantine.failing", "silver.strict", "quarantine.strict"))
        .containsOnly(-1L);
    assertThat(versions("silver.tolerant", "quarantine.tolerant")).containsOnly(0L);

    project.file("incoming/b.csv", "id,kind\n4,a\n5,a\n");
    assertThat(project.run().outcome("silver.strict").word()).isEqualTo("warned");
    assertThat(project.rows("silver.strict", "id"))
        .containsExactly("[1]", "[2]", "[3]", "[4]", "[5]");
  }

  @Test
  void mergeKeepsOneRowAKeyAndAppendKeepsWhatEveryBatchBrought() {
    String columns = "from: bronze.sales\ncolumns: {id: {type: int, key: true}, v: {type: string}";
    project
        .file(
            "silver/merged.yml",
            columns + ", at: {type: date}}\nwrite: {mode: merge, order_by: at}")
        .file("silver/arrived.yml", columns + "}\nwrite: {mode: merge}")
        .file("silver/added.yml", columns + "}\nwrite: {mode: append}")
        .file("incoming/a.csv", "id,v,at\n1,a,1998-01-05\n2,a,1998-01-05\n3,a,\n");
    project.run();

    project.file(
        "incoming/b.csv",
        "id,v,at\n1,late,1998-01-04\n2,new,1998-01-06\n3,dated,1998-01-01\n4,b,1998-01-01\n");
    assertThat(project.run().counts("silver.merged")).isEqualTo(new Counts(4, 4, 0, 0));
    assertThat(project.rows("silver.merged", "id", "v", "_batch"))
        .containsExactly("[1,a,0]", "[2,new,1]", "[3,dated,1]", "[4,b,1]");
    assertThat(project.rows("silver.arrived", "id", "v"))
        .containsExactly("[1,late]", "[2,new]", "[3,dated]", "[4,b]");
    assertThat(project.rows("silver.added", "id", "v"))
        .containsExactly("[1,a]", "[1,late]", "[2,a]", "[2,new]", "[3,a]", "[3,dated]", "[4,b]");

    long before = project.version("silver.merged");
    project.file(
        "incoming/again.csv", "id,v,at\n2,new,1998-01-06\n4,b,1998-01-01\n1,a,1998-01-05\n");
    assertThat(project.run().counts("silver.merged")).isEqualTo(new Counts(3, 3, 0, 0));
    assertThat(project.version("silver.merged")).isEqualTo(before + 1);
    assertThat(changes("silver.merged", before + 1)).isEmpty();
    assertThat(project.rows("silver.merged", "id", "v", "_batch"))
        .containsExactly("[1,a,0]", "[2,new,1]", "[3,dated,1]", "[4,b,1]");
  }

  @Test
  void aReferenceIsLookedUpInTheTableAsItIsAndAnUnknownOneIsHandledAsDeclared() {
    project
        .file("incoming/a.csv", "id,customer\n1,7\n2,8\n3,\n")
        .file(
            "bronze/customer.yml",
            "source: {connection: drop, path: c/*.csv, format: csv, settle: 0s}")
        .file("incoming/c/a.csv", "customer_id\n7\n7\n")
        .file(
            "silver/customer.yml", "from: bronze.customer\ncolumns: {customer_id: {type: bigint}}")
        .file(
            "silver/strict.yml",
            """
            from: bronze.sales
            columns:
              id: {type: int}
              customer: {type: bigint, ref: silver.customer.customer_id}
            """)
        .file(
            "silver/lenient.yml",
            """
            from: bronze.sales
            columns:
              id: {type: int}
              customer: {type: bigint, ref: silver.customer.customer_id, else: warn}
            """);

    TestRun run = project.run();

    assertThat(project.rows("silver.strict", "id")).containsExactly("[1]", "[3]");
    assertThat(project.rows("quarantine.strict", "errors.rule", "errors.value"))
        .containsExactly("[WrappedArray(REFERENCE),WrappedArray(8)]");
    assertThat(project.rows("silver.lenient", "id")).containsExactly("[1]", "[2]", "[3]");
    assertThat(run.outcome("silver.lenient").word()).isEqualTo("warned");
  }

  @Test
  void aKeyOfSeveralColumnsOfAnyTypeTellsRowsApart() {
    project
        .file(
            "silver/wide.yml",
            """
            from: bronze.sales
            columns:
              active: {type: boolean, key: true}
              day:    {type: date, key: true}
              name:   {type: string, key: true}
              v:      {type: int}
            write: {mode: merge, partition_by: [day]}
            """)
        .file("incoming/a.csv", "active,day,name,v\ntrue,1998-01-01,a,1\nfalse,1998-01-01,a,2\n");
    project.run();
    project.file(
        "incoming/b.csv",
        "active,day,name,v\ntrue,1998-01-01,a,3\ntrue,1998-01-02,a,4\ntrue,1998-01-01,b,5\n");

    assertThat(project.run().counts("silver.wide")).isEqualTo(new Counts(3, 3, 0, 0));
    assertThat(project.rows("silver.wide", "active", "day", "name", "v"))
        .containsExactly(
            "[false,1998-01-01,a,2]",
            "[true,1998-01-01,a,3]",
            "[true,1998-01-01,b,5]",
            "[true,1998-01-02,a,4]");
  }

  private List<String> changes(String table, long version) {
    return project
        .lake()
        .spark()
        .read()
        .option("readChangeFeed", "true")
        .option("startingVersion", version)
        .format("delta")
        .load(project.path("lake/" + table.replace('.', '/')).toString())
        .selectExpr("to_json(struct(*))")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private List<Long> versions(String... tables) {
    return java.util.Arrays.stream(tables).map(project::version).toList();
  }
}
