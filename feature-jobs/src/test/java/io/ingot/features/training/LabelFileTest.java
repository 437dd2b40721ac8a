package io.ingot.features.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Lake;
import io.ingot.core.testkit.Lakes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFileTest {
  @TempDir Path folder;
  private Lake lake;

  @BeforeEach
  void openLake() {
    lake = Lakes.in(folder);
  }

  private Dataset<Row> read(String name, String text) throws IOException {
    return read(
        Files.writeString(folder.resolve(name), text), Map.of("id", "int", "code", "string"));
  }

  private Dataset<Row> read(Path file, Map<String, String> keys) {
    return LabelFile.at(file.toString(), lake.spark()).orElseThrow().rows(lake, keys, "at");
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).toList();
  }

  @Test
  void keysAndTimeOfCsvAreOfTheirTypesAndTheRestIsInferred() throws IOException {
    Dataset<Row> rows =
        read(
            "labels.csv",
            """
            id,code,at,label,text
            1,007,2024-01-31,0.5,"two
            lines, ""quoted\"""
            ,,2024-01-31T01:00:00+01:00,1,
            """);

    assertThat(rows.schema().toDDL())
        .isEqualTo("id INT,code STRING,at TIMESTAMP,label DOUBLE,text STRING");
    assertThat(texts(rows))
        .containsExactly(
            "[1,007,2024-01-31 00:00:00.0,0.5,two\nlines, \"quoted\"]",
            "[null,null,2024-01-31 00:00:00.0,1.0,null]");
  }

  @Test
  void badValuesAreToldByRowAndNotByValue() {
    assertThatThrownBy(
            () ->
                read(
                    "bad.csv",
                    """
                    id,code,at,label
                    1,a,2024-01-31,0
                    secret,a,2024-01-31,0
                    99999999999,a,2024-01-32,0
                    1,a,2024-01-31,0,more
                    1.5,a,2024-01-31,0
                    """))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("bad.csv")
        .hasMessageContaining("row 2: id is no int; ")
        .hasMessageContaining("row 4: it cannot be read; ")
        .hasMessageContaining("row 5: id is no int")
        .message()
        .matches(
            "(?s).*row 3: (id is no int, at is no timestamp|at is no timestamp, id is no int); .*")
        .doesNotContain("secret", "row 1:");
  }

  @Test
  void linesOfJsonAreRowsAndABrokenOneIsTold() throws IOException {
    Dataset<Row> rows =
        read(
            "labels.jsonl", "{\"id\": 1, \"code\": 12, \"at\": \"2024-01-31\", \"label\": true}\n");

    assertThat(rows.select("id", "code", "at", "label").schema().toDDL())
        .isEqualTo("id INT,code STRING,at TIMESTAMP,label BOOLEAN");
    assertThat(texts(rows.select("id", "code", "at", "label")))
        .containsExactly("[1,12,2024-01-31 00:00:00.0,true]");
    assertThatThrownBy(
            () ->
                read(
                    "broken.jsonl",
                    "{\"id\": 1, \"at\": \"2024-01-31\"}\n{\"id\": 1, \"at\": \"2024-01-31\"\n"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("row 2: it cannot be read");
  }

  /** As pandas writes whole numbers of which some are missing. */
  @Test
  void wholeNumbersThatAreDoublesInParquetAreKeysAndOthersAreNot() {
    lake.spark()
        .sql(
            "SELECT double(3) AS id, timestamp'2024-01-31 00:00:00' AS at UNION ALL SELECT NULL, NULL")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("good.parquet").toString());
    lake.spark()
        .sql("SELECT 3.5D AS id, timestamp'2024-01-31 00:00:00' AS at")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("bad.parquet").toString());

    assertThat(texts(read(folder.resolve("good.parquet"), Map.of("id", "bigint"))))
        .containsExactlyInAnyOrder("[3,2024-01-31 00:00:00.0]", "[null,null]");
    assertThatThrownBy(() -> read(folder.resolve("bad.parquet"), Map.of("id", "bigint")))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("row 1: id is no bigint");
  }

  @Test
  void aFileIsKnownByItsContentsAndItsKindByItsName() throws IOException {
    Path file = Files.writeString(folder.resolve("labels.txt"), "abc");

    assertThat(LabelFile.at(file.toString(), lake.spark()).orElseThrow().pin())
        .isEqualTo(
            new Recipe.FilePin(
                file.toString(),
                3,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    assertThat(LabelFile.at(folder.resolve("none.csv").toString(), lake.spark())).isEmpty();
    assertThatThrownBy(() -> read(file, Map.of("id", "int")))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("its name does not tell what it is");
  }
}
