package io.ingot.etl.silver.schema;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Verdict;
import io.ingot.core.error.GateException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnknownFieldsTest {
  private static final String COLUMNS =
      "columns: {id: {type: int, key: true}, v: {type: string}}\nignored: [noise]\n"
          + "write: {mode: merge}\n";

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void declareBronze() {
    project =
        TestProject.in(folder)
            .file("bronze/csv.yml", bronze("*.csv", "csv"))
            .file("bronze/json.yml", bronze("*.json", "json"));
  }

  @Test
  void ofACsvFileTheyAreAddedIgnoredRefusedOrRefuseTheBatchAsDeclared() {
    declare("csv");
    project.file("incoming/a.csv", "id,v,noise\n1,a,x\n2,b,x\n");
    project.run();

    project.file("incoming/b.csv", "id,promo,v,noise,channel\n2,P1,b,x,\n3,,c,x,\n4,P2,d,x,web\n");
    TestRun run = project.run();

    assertThat(project.rows("silver.csv_add", "id", "v", "promo", "channel"))
        .containsExactly("[1,a,null,null]", "[2,b,P1,null]", "[3,c,null,null]", "[4,d,P2,web]");
    assertThat(project.rows("silver.csv_ignore", "id", "v")).hasSize(4);
    assertThat(columns("silver.csv_ignore"))
        .containsExactlyInAnyOrder("id", "v", "_extracted_at", "_batch");
    assertThat(run.published("silver.csv_ignore").tallies())
        .containsEntry("unknown:promo", 2L)
        .containsEntry("unknown:channel", 1L)
        .doesNotContainKey("unknown:noise");
    assertThat(notes(run.published("silver.csv_ignore")))
        .containsExactlyInAnyOrder(
            "new field channel: measured a value in 1 of 3 rows",
            "new field promo: measured a value in 2 of 3 rows");
    assertThat(run.outcome("silver.csv_ignore").word()).isEqualTo("published");
    assertThat(run.counts("silver.csv_quarantine")).isEqualTo(new Counts(3, 1, 0, 2));
    assertThat(errors("quarantine.csv_quarantine"))
        .containsExactly(
            "[WrappedArray(UNKNOWN_FIELD promo P1)]",
            "[WrappedArray(UNKNOWN_FIELD promo P2, UNKNOWN_FIELD channel web)]");
    assertThat(run.failure("silver.csv_fail"))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("on_new_column: fail: measured channel in 1, promo in 2 of 3 rows");
    assertThat(project.rows("silver.csv_fail", "id")).hasSize(2);

    project.file("incoming/c.csv", "id,promo,v,noise\n4,P3,d,x\n5,,e,x\n");
    TestRun again = project.run("bronze.csv", "silver.csv_ignore", "silver.csv_add");
    assertThat(notes(again.published("silver.csv_ignore"))).isEmpty();
    assertThat(project.rows("silver.csv_add", "id", "promo", "channel"))
        .containsExactly(
            "[1,null,null]", "[2,P1,null]", "[3,null,null]", "[4,P3,null]", "[5,null,null]");
  }

  @Test
  void ofJsonRecordsTheyAreAddedAsTextKeptInRescuedRefusedOrRefuseTheBatch() {
    declare("json");
    project.file("incoming/a.json", "{\"id\":1,\"v\":\"a\",\"noise\":1}\n{\"id\":2,\"v\":\"b\"}\n");
    project.run();

    project.file(
        "incoming/b.json",
        """
        {"id":2,"v":"b","promo":7,"noise":1}
        {"id":3,"v":"c","promo":null}
        {"id":4,"v":"d","promo":"P2","channel":{"k":[1,"x"]}}
        """);
    TestRun run = project.run();

    assertThat(project.rows("silver.json_add", "id", "v", "promo", "channel"))
        .containsExactly(
            "[1,a,null,null]", "[2,b,7,null]", "[3,c,null,null]", "[4,d,P2,{\"k\":[1,\"x\"]}]");
    assertThat(project.rows("silver.json_ignore", "id", "get_json_object(_rescued, '$.promo')"))
        .containsExactly("[1,null]", "[2,7]", "[3,null]", "[4,P2]");
    assertThat(project.rows("silver.json_ignore", "id", "_rescued").get(0)).isEqualTo("[1,null]");
    assertThat(columns("silver.json_fail")).doesNotContain("_rescued");
    assertThat(run.published("silver.json_ignore").tallies())
        .containsEntry("unknown:promo", 2L)
        .containsEntry("unknown:channel", 1L)
        .doesNotContainKey("unknown:noise");
    assertThat(notes(run.published("silver.json_ignore"))).hasSize(2);
    assertThat(run.counts("silver.json_quarantine")).isEqualTo(new Counts(3, 1, 0, 2));
    assertThat(errors("quarantine.json_quarantine"))
        .containsExactly(
            "[WrappedArray(UNKNOWN_FIELD promo 7)]",
            "[WrappedArray(UNKNOWN_FIELD promo P2, UNKNOWN_FIELD channel {\"k\":[1,\"x\"]})]");
    assertThat(run.failure("silver.json_fail"))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("on_new_column: fail: measured channel in 1, promo in 2 of 3 rows");

    project.file("incoming/c.json", "{\"id\":4,\"v\":\"d\"}\n");
    project.run("bronze.json", "silver.json_add");
    assertThat(project.rows("silver.json_add", "id", "promo"))
        .containsExactly("[1,null]", "[2,7]", "[3,null]", "[4,null]");
  }

  @Test
  void aFieldWhoseNameNoColumnCanHaveIsNotAdded() {
    String added =
        "from: bronze.%s\non_new_column: add\ncolumns: {id: {type: int}, V: {type: string, from: id}}";
    project
        .file("silver/csv.yml", added.formatted("csv"))
        .file("silver/json.yml", added.formatted("json"))
        .file("incoming/a.csv", "id,v\n1,a\n")
        .file("incoming/a.json", "{\"id\":1,\"promo code\":1}\n{\"id\":1,\"_batch\":1}\n");

    TestRun run = project.run();

    assertThat(run.failure("silver.csv"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining(
            "Cannot add field 'v' of bronze.csv to silver.csv: the table has a column V already")
        .hasMessageContaining("or list the field under ignored");
    assertThat(run.failure("silver.json"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("Cannot add field '_batch' of bronze.json")
        .hasMessageContaining("Ingot's own");

    project.file("silver/json.yml", added.formatted("json") + "\nignored: [_batch]");
    assertThat(project.run("silver.json").failure("silver.json"))
        .hasMessageContaining("Cannot add field 'promo code' of bronze.json")
        .hasMessageContaining("letters, digits and _");
    assertThat(List.of(project.version("silver.csv"), project.version("silver.json")))
        .containsOnly(-1L);
  }

  @Test
  void ofKeysThatAreDataOnlySoManyAreToldApart() {
    Dataset<Row> objects =
        Lakes.rows(
            project.lake(),
            "o",
            "('{\"a\":1,\"b\":{\"x\":[1]},\"c\":null}')",
            "('{\"a\":2,\"d\":3,\"noise\":4}')",
            "(null)");

    assertThat(counted(objects, 9)).isEqualTo("{\"a\":2,\"b\":1,\"d\":1}");
    assertThat(counted(objects.coalesce(1), 2)).isEqualTo("{\"*\":1,\"a\":2,\"b\":1}");
  }

  private static String counted(Dataset<Row> objects, int most) {
    return objects
        .agg(KeyCounts.over(col("o"), Set.of("noise"), most))
        .as(Encoders.STRING())
        .first();
  }

  private void declare(String source) {
    for (String policy : List.of("add", "ignore", "quarantine", "fail")) {
      project.file(
          "silver/" + source + "_" + policy + ".yml",
          "from: bronze." + source + "\non_new_column: " + policy + "\n" + COLUMNS);
    }
  }

  private static String bronze(String path, String format) {
    return "source: {connection: drop, path: \"" + path + "\", format: " + format + ", settle: 0s}";
  }

  private List<String> errors(String table) {
    return project.rows(table, "transform(errors, e -> concat_ws(' ', e.rule, e.column, e.value))");
  }

  private List<String> columns(String table) {
    return List.of(
        project
            .lake()
            .table(io.ingot.core.project.TableName.of(table))
            .state()
            .schema()
            .fieldNames());
  }

  private static List<String> notes(Published published) {
    return published.verdicts().stream()
        .filter(verdict -> verdict.ruling() == Verdict.Ruling.NOTED)
        .map(Verdict::summary)
        .toList();
  }
}
