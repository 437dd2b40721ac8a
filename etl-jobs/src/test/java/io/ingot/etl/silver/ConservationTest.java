package io.ingot.etl.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.testkit.Conservation;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.Unconserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The rule that all tests share, asked of lakes that were damaged by hand. */
@Unconserved("damages its lakes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConservationTest {
  private Path sound;
  private Path folder;
  private SparkSession spark;

  @BeforeAll
  void fillALake(@TempDir Path folder) {
    this.folder = folder;
    this.sound = folder.resolve("sound");
    String columns =
        """
        from: bronze.sales
        columns:
          id: {type: bigint, key: true}
          price: {type: "decimal(6,2)", min: 0}
        """;
    TestProject project =
        TestProject.in(sound)
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}")
            .file("silver/merged.yml", columns + "write: {mode: merge}\n")
            .file("silver/added.yml", columns)
            .file("incoming/a.csv", "id,price\n1,1.00\n1,2.00\n2,-1\n3,3.00\n");
    project.run();
    project.file("incoming/b.csv", "id,price\n3,4.00\n4,x\n5,5.00\n");
    project.run();
    spark = project.lake().spark();
  }

  @Test
  void aLakeThatIngotLeftIsSound() {
    assertThat(Conservation.breaches(sound)).isEmpty();
  }

  @Test
  void aRowThatSomebodyTookOutOfATableIsMissed() throws IOException {
    Path lake = copy("dropped");
    spark.sql("DELETE FROM delta.`" + lake.resolve("silver/added") + "` WHERE id = 5");

    assertThat(Conservation.breaches(lake))
        .containsExactly("version 2 of silver.added changes rows and is no batch");
  }

  @Test
  void aRowThatCameInBesideTheBatchesIsFound() throws IOException {
    Path lake = copy("doubled");
    Path bronze = lake.resolve("bronze/sales");
    spark
        .read()
        .format("delta")
        .load(bronze.toString())
        .limit(1)
        .write()
        .format("delta")
        .mode("append")
        .save(bronze.toString());

    assertThat(Conservation.breaches(lake))
        .containsExactly("version 2 of bronze.sales changes rows and is no batch");
  }

  @Test
  void aRefusedRowThatIsGoneFromTheQuarantineIsMissed() throws IOException {
    Path lake = copy("forgotten");
    spark.sql("DELETE FROM delta.`" + lake.resolve("quarantine/merged") + "` WHERE batch = 1");

    assertThat(Conservation.breaches(lake))
        .containsExactly("batch 1 of quarantine.merged: rows refused: 1 expected, 0 found");
  }

  @Test
  void aQuarantineThatIsGoneIsMissed() throws IOException {
    Path lake = copy("lost");
    FileUtils.deleteDirectory(lake.resolve("quarantine/added").toFile());

    assertThat(Conservation.breaches(lake))
        .hasSize(2)
        .allMatch(breach -> breach.contains("of silver.added set nothing aside"));
  }

  @Test
  void countsThatAddUpAndAreNotTrueAreFound() throws IOException {
    Path lake = copy("told");
    // Batch 0 read 4 rows: 2 written, 1 outdone, 1 refused.
    told(
        lake,
        "silver/added",
        0,
        "\\\"read\\\":4,\\\"written\\\":2",
        "\\\"read\\\":3,\\\"written\\\":1");
    told(
        lake,
        "quarantine/added",
        0,
        "\\\"read\\\":4,\\\"written\\\":2",
        "\\\"read\\\":3,\\\"written\\\":1");
    told(lake, "silver/merged", 1, "\\\"duplicates\\\":0", "\\\"duplicates\\\":1");

    assertThat(Conservation.breaches(lake))
        .containsExactlyInAnyOrder(
            "batch 0 of silver.added: rows in its files: 1 expected, 2 found",
            "batch 0 of silver.added: rows of bronze.sales batches 0..0: 4 expected, 3 found",
            "batch 1 of silver.merged does not add up: Counts[read=3, written=2, duplicates=1,"
                + " quarantined=1]",
            "batch 1 of silver.merged tells Counts[read=3, written=2, duplicates=1,"
                + " quarantined=1], its quarantine Counts[read=3, written=2, duplicates=0,"
                + " quarantined=1]");
  }

  @Test
  void aBatchThatWasLeftOutIsFound() throws IOException {
    Path lake = copy("skipped");
    told(
        lake,
        "bronze/sales",
        1,
        "bronze.sales#0\",\"version\":1",
        "bronze.sales#0\",\"version\":2");

    assertThat(Conservation.breaches(lake))
        .contains(
            "bronze.sales has the batches [0, 2]",
            "batch 1 of bronze.sales is committed as batch 2");
  }

  private Path copy(String name) throws IOException {
    Path copy = folder.resolve(name);
    FileUtils.copyDirectory(sound.resolve("lake").toFile(), copy.toFile());
    return copy;
  }

  /** Writes something else into the log. */
  private static void told(Path lake, String table, int version, String what, String instead)
      throws IOException {
    Path log = lake.resolve(table + "/_delta_log/%020d.json".formatted(version));
    List<String> lines = Files.readAllLines(log);
    assertThat(String.join("\n", lines)).contains(what);
    Files.delete(log.resolveSibling("." + log.getFileName() + ".crc"));
    Files.write(log, lines.stream().map(line -> line.replace(what, instead)).toList());
  }
}
