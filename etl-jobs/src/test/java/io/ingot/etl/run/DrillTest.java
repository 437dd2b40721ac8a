package io.ingot.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ExitCode;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.Unconserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a lake is whole, or the drill says what of it is not. */
@Unconserved("copies are damaged by hand")
class DrillTest {
  @TempDir static Path folder;
  private static TestProject project;
  private static Ingot ingot;

  @TempDir Path own;

  @BeforeAll
  static void aLakeOfTwoBatchesAndItsCopyFromBetween() throws IOException {
    project =
        TestProject.in(folder.resolve("shop"))
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}\n")
            .file(
                "silver/sales.yml",
                """
                from: bronze.sales
                columns:
                  id: {type: bigint, key: true}
                  amount: {type: "decimal(10,2)"}
                write: {mode: merge}
                """)
            .file("incoming/1.csv", "id,amount\n1,10.00\n2,20.50\n3,oops\n");
    project.run();
    ingot = Ingot.in(folder.resolve("shop"));
    FileUtils.copyDirectory(project.path("lake").toFile(), folder.resolve("copy").toFile());
    project.file("incoming/2.csv", "id,amount\n4,7.00\n");
    project.run();
  }

  @BeforeEach
  void aCopyOfItsOwn() throws IOException {
    FileUtils.copyDirectory(folder.resolve("copy").toFile(), copy().toFile());
  }

  @Test
  void aCopyThatIsWholeIsHeldAgainstTheSameVersionOfTheLake() throws IOException {
    assertThat(drill()).isEqualTo(ExitCode.DONE);
    assertThat(lines(ingot))
        .containsExactly(
            "bronze.sales 0 behind 1 rows 3 LAKE ",
            "quarantine.sales 0 behind 0 rows 1 LAKE ",
            "silver.sales 0 behind 1 rows 2 LAKE ");
  }

  @Test
  void aCopyIsReadWhereTheLakeIsGone() throws IOException {
    TestProject elsewhere = TestProject.in(folder.resolve("elsewhere"));
    FileUtils.copyDirectory(project.path("bronze").toFile(), elsewhere.path("bronze").toFile());
    FileUtils.copyDirectory(project.path("silver").toFile(), elsewhere.path("silver").toFile());
    Ingot beside = Ingot.in(folder.resolve("elsewhere"));
    assertThat(beside.say("drill", "--copy", copy().toString(), "--output", "json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(lines(beside))
        .containsExactly(
            "bronze.sales 0 behind  rows 3 NOTHING ",
            "quarantine.sales 0 behind  rows 1 NOTHING ",
            "silver.sales 0 behind  rows 2 NOTHING ");
  }

  @Test
  void whatIsMissingOrDamagedOrOtherIsTold() throws IOException {
    FileUtils.deleteDirectory(copy().resolve("quarantine/sales").toFile());
    Files.delete(dataFile("silver/sales"));
    Files.write(dataFile("bronze/sales"), new byte[] {'P', 'A', 'R', '1', 0, 0});
    DeltaLog.clearCache();
    assertThat(drill()).isEqualTo(ExitCode.GAP);
    assertThat(lines(ingot))
        .containsExactly(
            "bronze.sales 0 behind 1 rows 0 NOTHING has a file that cannot be read",
            "quarantine.sales -1 behind 1 rows 0 NOTHING is not in the copy, though the lake has it",
            "silver.sales 0 behind 1 rows 0 NOTHING lost 1 of the 1 files of version 0: they were"
                + " vacuumed");
  }

  @Test
  void rowsThatAreNotThoseOfTheLakeAreTold() throws IOException {
    Path other = folder.resolve("other");
    project
        .lake()
        .spark()
        .read()
        .parquet(dataFile("silver/sales").toString())
        .withColumn("amount", functions.expr("cast(amount + 1 as decimal(10,2))"))
        .coalesce(1)
        .write()
        .parquet(other.toString());
    Path target = dataFile("silver/sales");
    try (Stream<Path> files = Files.list(other)) {
      Files.copy(
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow(),
          target,
          StandardCopyOption.REPLACE_EXISTING);
    }
    Files.deleteIfExists(target.resolveSibling("." + target.getFileName() + ".crc"));
    assertThat(ingot.say("drill", "--copy", copy().toString(), "--select", "silver.sales"))
        .isEqualTo(ExitCode.GAP);
    assertThat(ingot.said()).contains("has other rows than version 0 of the lake");
  }

  @Test
  void theLakeItselfIsNoCopyAndAnEmptyFolderHasNoTable() {
    assertThat(ingot.say("drill", "--copy", project.path("lake").toString()))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted()).contains("--copy names the lake itself");
    assertThat(ingot.say("drill")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted()).contains("--copy and a folder or a URI");
  }

  @Test
  void theLakeIsKnownByEveryOneOfItsAddresses() throws IOException {
    TestProject beside = beside();
    String lake = beside.path("lake").toString();
    Ingot there = Ingot.in(beside.path("."));
    Path here = Path.of("").toAbsolutePath();
    for (String declared : List.of("lake", "file:" + lake + "/")) {
      String main = "name: test\nlake: " + declared + "\nconnections:\n";
      beside.file("ingot.yml", main + "  drop: {type: files, root: incoming}\n");
      for (String copy :
          List.of(lake, lake + "/", here.relativize(Path.of(lake)).toString(), "file://" + lake)) {
        for (String verb : List.of("drill", "plan", "run")) {
          assertThat(there.say(verb, "--copy", copy))
              .as("%s --copy %s of the lake %s", verb, copy, declared)
              .isEqualTo(ExitCode.PROJECT_WRONG);
          assertThat(there.noted()).contains("--copy names the lake itself");
        }
      }
    }
  }

  @Test
  void aPlanAndARunGoByTheCopyAndLeaveTheLakeAsItIs() throws IOException {
    Path lake = project.path("lake");
    List<String> before = files(lake);
    String relative = Path.of("").toAbsolutePath().relativize(copy()).toString();

    assertThat(ingot.say("plan", "--select", "bronze.sales", "--output", "json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(ingot.json().get(0).get("mode").asText()).isEqualTo("skip");
    assertThat(
            ingot.say("plan", "--select", "bronze.sales", "--copy", relative, "--output", "json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(ingot.json().get(0).get("mode").asText()).isEqualTo("extract");

    assertThat(ingot.say("run", "--copy", relative)).isEqualTo(ExitCode.DONE);
    assertThat(copy().resolve("bronze/sales/_delta_log/00000000000000000001.json")).exists();
    assertThat(files(lake)).isEqualTo(before);
  }

  @Test
  void aCopyIsReadWhereTheLakeIsDamaged() throws IOException {
    TestProject beside = beside();
    for (Path file : dataFiles(beside.path("lake/silver/sales"))) {
      Files.write(file, new byte[] {'P', 'A', 'R', '1', 0, 0});
    }
    DeltaLog.clearCache();
    Ingot there = Ingot.in(beside.path("."));
    assertThat(there.say("drill", "--copy", copy().toString(), "--output", "json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(lines(there))
        .containsExactly(
            "bronze.sales 0 behind 0 rows 3 LAKE ",
            "quarantine.sales 0 behind 0 rows 1 LAKE ",
            "silver.sales 0 behind 0 rows 2 NOTHING ");
  }

  /** The project with a lake of its own, as far as the copy is. */
  private TestProject beside() throws IOException {
    TestProject beside = TestProject.in(own.resolve("beside"));
    for (String part : List.of("bronze", "silver")) {
      FileUtils.copyDirectory(project.path(part).toFile(), beside.path(part).toFile());
    }
    FileUtils.copyDirectory(copy().toFile(), beside.path("lake").toFile());
    return beside;
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> folder.relativize(file).toString()).sorted().toList();
    }
  }

  private ExitCode drill() {
    return ingot.say("drill", "--copy", copy().toString(), "--output", "json");
  }

  private static List<String> lines(Ingot ingot) throws IOException {
    return StreamSupport.stream(ingot.json().spliterator(), false)
        .map(
            table ->
                "%s %s behind %s rows %s %s %s"
                    .formatted(
                        table.get("table").asText(),
                        table.get("version").asText(),
                        table.path("behind").asText(),
                        table.get("rows").asText(),
                        table.get("compared").asText(),
                        table.path("trouble").asText().replace("null", "")))
        .sorted()
        .toList();
  }

  private Path copy() {
    return own.resolve("copy");
  }

  private Path dataFile(String table) throws IOException {
    return dataFiles(copy().resolve(table)).get(0);
  }

  private static List<Path> dataFiles(Path table) throws IOException {
    try (Stream<Path> files = Files.walk(table)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !file.toString().contains("_delta_log"))
          .toList();
    }
  }
}
