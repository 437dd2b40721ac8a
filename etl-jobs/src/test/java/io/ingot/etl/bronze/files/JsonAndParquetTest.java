package io.ingot.etl.bronze.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonAndParquetTest {
  @TempDir Path folder;

  @Test
  void aJsonLineIsKeptAsItWasAndABrokenOneIsMarked() {
    TestProject project =
        TestProject.in(folder)
            .file(
                "bronze/events.yml",
                "source: {connection: drop, path: \"*.json\", format: json, settle: 0s}")
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
    assertThat(project.rows("bronze.events", "_raw", "_fault", "_corrupt is null"))
        .containsExactly(
            "[[1, 2],ARRAY,false]",
            "[null,NOT_OBJECT,false]",
            "[{\"id\": 1.10, \"who\": \"Zoë\"},null,true]",
            "[{\"id\": 2,BAD_JSON,false]",
            "[{},null,true]");
  }

  @Test
  void aJsonLineThatIsNoTextOrTooLongIsKeptSoThatItCanBeToldAgain() throws IOException {
    TestProject project =
        TestProject.in(folder)
            .file(
                "bronze/events.yml",
                "source: {connection: drop, path: \"*.json\", format: json, settle: 0s}")
            .file(
                "incoming/a.json",
                "{\"id\": 1}\r\n{\"id\": 2, \"text\": \""
                    + "\\\"x".repeat(400_000)
                    + "\"}\r{\"id\": 3, \"parts\": ["
                    + "\"x\",".repeat(400_000)
                    + "0]}\n[\""
                    + "y".repeat(9 << 20)
                    + "\"]\n \t\n{\"id\": 4}");
    Files.write(
        project.path("incoming/b.json"),
        "{\"id\": 5}\n{\"id\": \"ë\"}\n{\"id\": 6}\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(project.path("incoming/c.json"), "{}".getBytes(StandardCharsets.UTF_16));

    TestRun run = project.run();

    assertThat(run.failure("bronze.events"))
        .hasMessageContaining(
            "c.json (it begins with the mark of UTF-16BE, but its encoding is declared as UTF-8)");
    Files.delete(project.path("incoming/c.json"));
    project.run();
    assertThat(
            project.rows(
                "bronze.events",
                "_source.name",
                "_source.position",
                "substring(_raw, 1, 9)",
                "_fault",
                "length(_corrupt)",
                "substring_index(_corrupt, ' SHA', 1) like '%bytes,'"))
        .containsExactly(
            "[a.json,0,{\"id\": 1},null,null,null]",
            "[a.json,11,null,OVERSIZE,1093,true]",
            "[a.json,1200033,{\"id\": 3,,null,null,null]",
            "[a.json,12237249,{\"id\": 4},null,null,null]",
            "[a.json,2800057,null,OVERSIZE,1093,true]",
            "[b.json,0,{\"id\": 5},null,null,null]",
            "[b.json,10,null,ENCODING,16,false]",
            "[b.json,22,{\"id\": 6},null,null,null]");
    assertThat(project.rows("bronze.events", "string(unbase64(_corrupt)) like '%id%'"))
        .contains("[true]");
  }

  @Test
  void parquetKeepsItsTypesAndFilesOfOtherColumnsStandBesideEachOther() {
    TestProject project =
        TestProject.in(folder)
            .file(
                "bronze/facts.yml",
                "source: {connection: drop, path: facts/**, format: parquet, settle: 0s}")
            .file(
                "bronze/taken.yml",
                "source: {connection: drop, path: taken/**, format: parquet, settle: 0s}");
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
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("it has columns of the names that Ingot adds (_SOURCE)");
  }

  @Test
  void anElementOfAJsonArrayIsKeptAsItStandsInItsFile() {
    TestProject project =
        TestProject.in(folder)
            .file(
                "bronze/events.yml",
                "source: {connection: drop, path: \"*.json\", format: json_array, settle: 0s}")
            .file(
                "incoming/a.json",
                """
                \uFEFF[ {"id": 12345678901234567890.10000000000000000001,
                   "who": "Zo\\u00eb ë ]},"} , {},{"a":[{"b":[1.0]}]}
                , 1e400, "a,b", [1, {}], null]
                """)
            .file("incoming/b.json", " [] ");

    TestRun run = project.run();

    assertThat(run.counts("bronze.events").read()).isEqualTo(7);
    assertThat(project.rows("bronze.events", "_source.position", "_fault").subList(0, 4))
        .containsExactly("[111,NOT_OBJECT]", "[118,NOT_OBJECT]", "[125,ARRAY]", "[134,NOT_OBJECT]");
    assertThat(project.rows("bronze.events", "_source.position", "_raw", "_corrupt"))
        .containsExactly(
            "[111,1e400,1e400]",
            "[118,\"a,b\",\"a,b\"]",
            "[125,[1, {}],[1, {}]]",
            "[134,null,null]",
            "[5,{\"id\": 12345678901234567890.10000000000000000001,\n"
                + "   \"who\": \"Zo\\u00eb ë ]},\"},null]",
            "[86,{},null]",
            "[89,{\"a\":[{\"b\":[1.0]}]},null]");
  }

  @Test
  void anElementsFaultIsNotItsFilesFault() {
    String deep = "[".repeat(1500) + "]".repeat(1500);
    TestProject project =
        TestProject.in(folder)
            .file(
                "bronze/events.yml",
                "source: {connection: drop, path: \"*.json\", format: json_array, settle: 0s}")
            .file(
                "incoming/a.json",
                """
                [{"a":NaN}, {"a":1,"a":2}, {"a":%s}, {"a":"\\ud83d"}, 7, [{}], {"a":1}]
                """
                    .formatted(deep));

    project.run();

    assertThat(project.rows("bronze.events", "_fault", "_corrupt <=> _raw", "substr(_raw, 1, 9)"))
        .containsExactly(
            "[ARRAY,true,[{}]]",
            "[DUP_KEY,true,{\"a\":1,\"a]",
            "[ENCODING,true,{\"a\":\"\\ud]",
            "[NON_FINITE,true,{\"a\":NaN}]",
            "[NOT_OBJECT,true,7]",
            "[TOO_DEEP,true,{\"a\":[[[[]",
            "[null,false,{\"a\":1}]");
  }

  @Test
  void parquetTypesWidenToWhatHoldsAllValuesAndAFileThatDoesNotFitIsSetAside() throws IOException {
    TestProject project = TestProject.in(folder);
    project.file(
        "bronze/facts.yml",
        "source: {connection: drop, path: \"*.parquet\", format: parquet, settle: 0s, damaged:"
            + " 50%}");
    parquet(project, "a", "1 AS id, 1.5BD AS price, named_struct('a b', 1) AS `in side`");
    parquet(project, "b", "2L AS id, 100.25BD AS price");
    parquet(project, "c", "3S AS id, 7 AS price");
    parquet(project, "d", "'4' AS id");

    TestRun run = project.run();

    assertThat(project.rows("bronze.facts", "id", "price", "in_side.a_b", "_corrupt"))
        .containsExactly(
            "[1,1.50,1,null]",
            "[2,100.25,null,null]",
            "[3,7.00,null,null]",
            "[null,null,null,damaged file: its column id is STRING, which does not fit BIGINT in"
                + " the other files]");
    assertThat(run.published("bronze.facts").tallies()).containsEntry("damaged_files", 1L);

    parquet(project, "e", "5 AS id");
    parquet(project, "f", "true AS id");
    project.run();
    assertThat(project.rows("bronze.facts", "id", "_corrupt"))
        .contains(
            "[5,null]",
            "[null,damaged file: its column id is BOOLEAN, which does not fit BIGINT in the"
                + " table]");
  }

  private static void parquet(TestProject project, String name, String columns) throws IOException {
    Path written = project.path("written/" + name);
    project.lake().spark().sql("SELECT " + columns).coalesce(1).write().parquet(written.toString());
    Files.createDirectories(project.path("incoming"));
    try (Stream<Path> files = Files.list(written)) {
      Path part =
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
      Files.move(part, project.path("incoming/" + name + ".parquet"));
    }
  }
}
