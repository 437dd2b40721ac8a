package io.ingot.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.run.RunRecord;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.SmallProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/restore-drill} as an operator starts it. */
class RestoreDrillTest {
  @Test
  void aWholeCopyPassesAlsoWithARunThatWarnsAndADamagedOneDoesNot(@TempDir Path folder)
      throws Exception {
    SmallProject project =
        SmallProject.sales(folder.resolve("shop"))
            .write(
                "gold/daily.yml",
                """
                write: {mode: replace_partitions, partition_by: [day]}
                recompute: {driver: silver.sale, by: day}
                checks:
                  - {mean: amount, min: 100, level: warn}
                """)
            .deliver("1.csv", "1,2026-01-01,10.00");
    RunRecord run = project.run();
    assertThat(run.exitCode()).isEqualTo(4);
    Path copy = project.copyTo(folder.resolve("backup")).folder().resolve("lake");
    List<String> lake = project.files("lake");
    project.deliver("2.csv", "2,2026-01-01,20.00");

    IngotProcess.Ended passed = drill(project, copy, "--run");
    assertThat(passed.exitCode()).as(passed.notes()).isZero();
    assertThat(passed.notes())
        .contains("reading every row of " + copy)
        .contains("the copy could take the lake's place");
    assertThat(copy.resolve("gold/daily/_delta_log/00000000000000000001.json")).exists();
    assertThat(project.files("lake")).isEqualTo(lake);

    Files.write(dataFile(copy.resolve("bronze/sale")), new byte[] {'P', 'A', 'R', '1', 0, 0});
    IngotProcess.Ended refused = drill(project, copy);
    assertThat(refused.exitCode()).as(refused.notes()).isEqualTo(6);
    assertThat(refused.results()).contains("has a file that cannot be read");
    assertThat(refused.notes()).doesNotContain("could take the lake's place");
  }

  private static IngotProcess.Ended drill(SmallProject project, Path copy, String... further) {
    Path script = Path.of(System.getProperty("ingot.home"), "bin/restore-drill");
    Stream<String> words =
        Stream.of(
            script.toString(), "--project", project.folder().toString(), "--copy", copy.toString());
    String options =
        "-Xmx1g -XX:TieredStopAtLevel=1 -Dspark.master=local[2] -Djava.io.tmpdir="
            + System.getProperty("java.io.tmpdir");
    Path printed = project.folder().resolveSibling("printed" + further.length);
    try (IngotProcess process =
        IngotProcess.startCommand(
            printed,
            Stream.concat(words, Stream.of(further)).toList(),
            Map.of(
                "INGOT_JAVA_OPTS",
                options,
                "JAVA_HOME",
                System.getProperty("java.home"),
                "SPARK_HOME",
                ""))) {
      return process.await(Duration.ofMinutes(4));
    }
  }

  private static Path dataFile(Path table) throws Exception {
    try (Stream<Path> files = Files.walk(table)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !file.toString().contains("_delta_log"))
          .findFirst()
          .orElseThrow();
    }
  }
}
