package io.ingot.etl.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Counts;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  @TempDir Path folder;

  @Test
  void theLatestSnapshotTakesThePlaceOfTheTableOrOfThePartitionsThatItHas() {
    TestProject project =
        TestProject.in(folder)
            .file(
                "bronze/price.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}")
            .file(
                "silver/whole.yml",
                "from: bronze.price\ncolumns: {id: {type: int}, v: {type: string}}\n"
                    + "write: {mode: replace}\n")
            .file(
                "silver/keyed.yml",
                "from: bronze.price\n"
                    + "columns: {id: {type: int, key: true}, v: {type: string}, at: {type: date}}\n"
                    + "write: {mode: replace, order_by: at}\n")
            .file(
                "silver/parts.yml",
                """
                from: bronze.price
                columns: {id: {type: int}, v: {type: string}, at: {type: date}, region: {type: string}}
                write: {mode: replace_partitions, partition_by: [region, at]}
                """)
            .file(
                "incoming/a.csv",
                """
                id,v,at,region
                1,a,1998-01-01,N
                2,a,1998-01-02,N
                3,a,1998-01-01,
                4,a,1998-01-01,S
                """);
    project.run();
    assertThat(project.rows("silver.whole", "id", "v"))
        .containsExactly("[1,a]", "[2,a]", "[3,a]", "[4,a]");

    project.file(
        "incoming/b.csv", "id,v,at,region\n1,b,1998-01-09,N\n4,b,1998-01-02,N\nx,b,1998-01-01,S\n");
    project.run("bronze.price");
    project.file(
        "incoming/c.csv",
        "id,v,at,region\n1,c,1998-01-02,N\n1,d,1998-01-01,N\n5,c,1998-01-03,\ny,c,1998-01-09,N\n");
    TestRun run = project.run();

    assertThat(run.counts("silver.whole")).isEqualTo(new Counts(7, 3, 2, 2));
    assertThat(project.rows("silver.whole", "id", "v")).containsExactly("[1,c]", "[1,d]", "[5,c]");
    assertThat(run.counts("silver.keyed")).isEqualTo(new Counts(7, 2, 3, 2));
    assertThat(project.rows("silver.keyed", "id", "v")).containsExactly("[1,c]", "[5,c]");
    assertThat(run.counts("silver.parts")).isEqualTo(new Counts(7, 4, 1, 2));
    assertThat(project.rows("silver.parts", "id", "v", "at", "region"))
        .containsExactly(
            "[1,b,1998-01-09,N]",
            "[1,c,1998-01-02,N]",
            "[1,d,1998-01-01,N]",
            "[3,a,1998-01-01,null]",
            "[4,a,1998-01-01,S]",
            "[5,c,1998-01-03,null]");

    project.file("incoming/d.csv", "id,v,at,region\n6,e,1998-01-01,\n");
    project.run();
    assertThat(project.rows("silver.whole", "id", "v")).containsExactly("[6,e]");
    assertThat(project.rows("silver.keyed", "id", "v")).containsExactly("[6,e]");
    List<String> parts = project.rows("silver.parts", "id", "v", "at", "region");
    assertThat(parts)
        .contains("[6,e,1998-01-01,null]")
        .doesNotContain("[3,a,1998-01-01,null]")
        .hasSize(6);

    project.file("incoming/e.csv", "id,v,at,region\nx,f,1998-01-01,N\n");
    assertThat(project.run().counts("silver.whole")).isEqualTo(new Counts(1, 0, 0, 1));
    assertThat(project.rows("silver.whole", "id", "v")).containsExactly("[6,e]");
    assertThat(project.rows("silver.parts", "id", "v", "at", "region")).isEqualTo(parts);
  }
}
