package io.ingot.etl.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonAndParquetTest {
  @TempDir Path folder;

  @Test
  void aJsonLineIsKeptAsItWasAndABrokenOneIsMarked() {
    TestProject project =
        TestProject.in(folder)
            .file("bronze/events.yml", "source: {connection: drop, path: \"*.json\", format: json}")
            .file(
                "incoming/a.json",
                """
                {"id": 1.10, "who": "Zoë"}

                {"id": 2
                [1, 2]
                null
                {}
                """);

    TestRun run = project.run();

    assertThat(run.counts("bronze.events").read()).isEqualTo(5);
    assertThat(project.rows("bronze.events", "_raw", "_corrupt", "_source.name"))
        .containsExactly(
            "[[1, 2],[1, 2],a.json]",
            "[null,null,a.json]",
            "[{\"id\": 1.10, \"who\": \"Zoë\"},null,a.json]",
            "[{\"id\": 2,{\"id\": 2,a.json]",
            "[{},null,a.json]");
    assertThat(project.rows("bronze.events", "_raw", "_corrupt is null").get(1))
        .isEqualTo("[null,false]");
  }

  @Test
  void parquetKeepsItsTypesAndFilesOfOtherColumnsStandBesideEachOther() {
    TestProject project =
        TestProject.in(folder)
            .file("bronze/facts.yml", "source: {connection: drop, path: facts/**, format: parquet}")
            .file(
                "bronze/taken.yml", "source: {connection: drop, path: taken/**, format: parquet}");
    Lake lake = project.lake();
    Lakes.rows(
            lake,
            "id, price, sold_on, at, ok",
            "(1L, 1.2500BD, DATE'1998-02-03', TIMESTAMP'1998-02-03 04:05:06.123456', true)")
        .coalesce(1)
        .write()
        .parquet(project.path("incoming/facts/a").toString());
    Lakes.rows(lake, "note, id", "('later', 2L)")
        .coalesce(1)
        .write()
        .parquet(project.path("incoming/facts/b").toString());
    Lakes.rows(lake, "id, _SOURCE", "(1, 'x')")
        .write()
        .parquet(project.path("incoming/taken").toString());

    TestRun run = project.run();

    assertThat(run.counts("bronze.facts").read()).isEqualTo(2);
    assertThat(project.rows("bronze.facts", "id", "price", "sold_on", "at", "ok", "note"))
        .containsExactly(
            "[1,1.2500,1998-02-03,1998-02-03 04:05:06.123456,true,null]",
            "[2,null,null,null,null,later]");
    assertThat(lake.table(TableName.of("bronze.facts")).state().schema().toDDL())
        .startsWith(
            "id BIGINT,price DECIMAL(5,4),sold_on DATE,at TIMESTAMP,ok BOOLEAN,note STRING");
    assertThat(project.rows("bronze.facts", "_source.position", "_corrupt"))
        .containsExactly("[0,null]", "[0,null]");
    assertThat(run.failure("bronze.taken"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("_SOURCE");
  }
}
