package io.ingot.etl.bronze.files;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.SourceFile;
import io.ingot.core.project.CsvDialect;
import io.ingot.core.project.Share;
import io.ingot.core.project.Source;
import io.ingot.core.testkit.Sparks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class CsvCorpusTest {
  private static final List<String> FIELDS = List.of("id", "name", "note");

  @TempDir Path folder;

  /** All files are read by one job of Spark's, each then is a test. */
  @TestFactory
  Stream<DynamicTest> everyFileIsReadAsItIsAndItsDamageTakesNothingElseWithIt() throws IOException {
    List<CsvCase> cases = CsvCases.all();
    Map<CsvDialect, List<SourceFile>> files = new LinkedHashMap<>();
    for (int i = 0; i < cases.size(); i++) {
      CsvCase one = cases.get(i);
      write(files, one.dialect(), i + ".csv", one.bytes());
      write(files, one.twin().dialect(), i + "-twin.csv", one.twin().bytes());
    }
    Map<String, List<Row>> rows = read(files);

    assertThat(cases).hasSizeGreaterThan(100);
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      CsvCase one = cases.get(i);
      List<Row> of = rows.getOrDefault(i + ".csv", List.of());
      List<Row> twins = rows.getOrDefault(i + "-twin.csv", List.of());
      tests.add(DynamicTest.dynamicTest(one.name(), () -> check(one, of, twins)));
    }
    return tests.stream();
  }

  private void write(
      Map<CsvDialect, List<SourceFile>> files, CsvDialect dialect, String name, byte[] bytes)
      throws IOException {
    Files.write(folder.resolve(name), bytes);
    files
        .computeIfAbsent(dialect, none -> new ArrayList<>())
        .add(new SourceFile(name, bytes.length, Instant.EPOCH));
  }

  private Map<String, List<Row>> read(Map<CsvDialect, List<SourceFile>> files) {
    SparkSession spark = Sparks.session();
    SourceFolder source = SourceFolder.open(spark, "drop", folder.toString());
    return files.entrySet().stream()
        .map(
            of ->
                new FileReading(spark, source, files(of.getKey()))
                    .rows(of.getValue(), new StructType(), List.of(), Map.of())
                    .rows())
        .reduce((left, right) -> left.unionByName(right, true))
        .orElseThrow()
        .select(
            col("id"),
            col("name"),
            col("note"),
            col("_fault"),
            col("_corrupt"),
            col("_source.name").as("file"),
            col("_source.position"))
        .collectAsList()
        .stream()
        .collect(Collectors.groupingBy(row -> row.getString(5)));
  }

  private static Source.FileSet files(CsvDialect dialect) {
    return new Source.FileSet(
        "drop",
        "*",
        Source.Format.CSV,
        dialect,
        Duration.ZERO,
        Source.Changed.FAIL,
        Source.Copies.LOAD,
        new Share(1));
  }

  private static void check(CsvCase one, List<Row> rows, List<Row> twins) {
    assertThat(good(rows)).isEqualTo(wide(one.good()));
    assertThat(good(twins)).isEqualTo(wide(one.good()));
    assertThat(bad(twins)).isEmpty();
    assertThat(bad(rows)).isEqualTo(one.bad());
    assertThat(rows).allMatch(row -> row.isNullAt(3) || (row.isNullAt(0) && row.isNullAt(1)));
  }

  private static List<String> good(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.isNullAt(3))
        .map(
            row ->
                FIELDS.stream()
                    .map(name -> row.isNullAt(row.fieldIndex(name)) ? "~" : row.getAs(name))
                    .map(String::valueOf)
                    .collect(Collectors.joining("|")))
        .toList();
  }

  private static List<String> wide(List<String> rows) {
    return rows.stream()
        .map(row -> row.chars().filter(c -> c == '|').count() == 1 ? row + "|~" : row)
        .toList();
  }

  private static List<String> bad(List<Row> rows) {
    return rows.stream()
        .filter(row -> !row.isNullAt(3))
        .map(row -> row.getString(3) + "|" + row.getString(4) + "|" + row.get(6))
        .toList();
  }
}
