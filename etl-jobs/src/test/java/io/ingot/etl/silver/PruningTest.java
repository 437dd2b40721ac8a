package io.ingot.etl.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
  @TempDir Path folder;

  @Test
  void aMergeOpensNoFileWhoseKeysLieElsewhereAndNamesNoPerson() throws IOException {
    String from = "from: bronze.sale\ncolumns:\n";
    TestProject project =
        TestProject.in(folder)
            .file(
                "bronze/sale.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}")
            .file(
                "silver/by_number.yml",
                from
                    + "  amount: {type: \"decimal(10,2)\", key: true}\n"
                    + "  mail: {type: string, key: true, personal: true}\n"
                    + "  v: {type: int}\n"
                    + "write: {mode: merge}\n")
            .file(
                "silver/by_part.yml",
                from
                    + "  code: {type: smallint, key: true}\n"
                    + "  region: {type: string, key: true}\n"
                    + "  v: {type: int}\n"
                    + "write: {mode: merge, partition_by: [region]}\n")
            .file(
                "silver/by_text.yml",
                from
                    + "  name: {type: string, key: true}\n"
                    + "  v: {type: int}\n"
                    + "write: {mode: scd2}\n")
            .file(
                "incoming/a.csv",
                "amount,mail,code,region,name,v\n1.00,a@x,1,A,anna,1\n2.00,z@x,9,B,berta,1\n");
    project.run();
    List<Path> old = files(project);
    project.file(
        "incoming/b.csv",
        "amount,mail,code,region,name,v\n10.00,a@x,2,C,it's,1\n12.00,z@x,3,D,zora,1\n");
    project.run();
    for (Path file : old) {
      Files.delete(file);
    }
    project.file(
        "incoming/c.csv",
        "amount,mail,code,region,name,v\n10.00,a@x,2,C,it's,5\n11.00,b@x,1,D,maria,6\n");
    project.run();

    assertThat(rows(project, "by_number", "amount", "v"))
        .containsExactly("[10.00,5]", "[11.00,6]", "[12.00,1]");
    assertThat(rows(project, "by_part", "code", "region", "v"))
        .containsExactly("[1,D,6]", "[2,C,5]", "[3,D,1]");
    assertThat(rows(project, "by_text", "name", "v", "_current"))
        .containsExactly("[it's,1,false]", "[it's,5,true]", "[maria,6,true]", "[zora,1,true]");
    assertThat(log(project, "by_number")).contains("10.00").doesNotContain("@x");
  }

  private static List<String> rows(TestProject project, String table, String... columns) {
    return project
        .lake()
        .table(TableName.of("silver." + table))
        .at(project.version("silver." + table))
        .filter("_batch > 0")
        .selectExpr(columns)
        .collectAsList()
        .stream()
        .map(Object::toString)
        .sorted()
        .toList();
  }

  private static List<Path> files(TestProject project) throws IOException {
    try (Stream<Path> files = Files.walk(project.path("lake/silver"))) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !file.toString().contains("_delta_log"))
          .toList();
    }
  }

  private static String log(TestProject project, String table) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(project.path("lake/silver/" + table + "/_delta_log"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
