package io.ingot.etl.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.DynamicTest;

/**
 * Files of bad input, one a case, that go through a project in one run: {@code bronze.input} and
 * {@code silver.input}. What became of each is looked up by its file.
 */
final class BadInput {
  private static final String BRONZE =
      "source: {connection: drop, path: \"input/*\", format: %s, settle: 0s, damaged: 100%%}\n";

  private final TestProject project;
  private final String suffix;
  private final List<Case> cases;
  private final Map<String, List<String>> accepted = new HashMap<>();
  private final Map<String, List<Case.Refusal>> refused = new HashMap<>();

  private BadInput(TestProject project, String suffix, List<Case> cases) {
    this.project = project;
    this.suffix = suffix;
    this.cases = cases;
  }

  /**
   * Carries the cases from files to silver.
   *
   * @param format such as {@code csv}
   * @param id finds a row's id in bronze; ids differ in all cases together
   * @param contract the silver table's declaration after {@code from}; its first column is the id
   * @param columns of the silver table, by which an accepted row is told
   */
  static BadInput run(
      Path folder, String format, String id, String contract, String columns, List<Case> cases) {
    BadInput input = new BadInput(TestProject.in(folder), "." + format, cases);
    input.deliver();
    input
        .project
        .file("bronze/input.yml", BRONZE.formatted(format.replaceAll("\\..*", "")))
        .file("silver/input.yml", "from: bronze.input\n" + contract);
    TestRun run = input.project.run();
    run.published("bronze.input");
    run.published("silver.input");
    input.look(id, columns);
    return input;
  }

  private void deliver() {
    try {
      Files.createDirectories(project.path("incoming/input"));
      for (Case one : cases) {
        Files.write(project.path("incoming/input/" + one.file(suffix)), one.bytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void look(String id, String columns) {
    Map<String, String> files = new HashMap<>();
    rows("bronze.input", "_source.name", "cast(" + id + " AS string)")
        .forEach(row -> files.put(row.getString(1), row.getString(0)));
    String[] values =
        Stream.of(columns.split(" "))
            .map(column -> "coalesce(cast(" + column + " AS string), '')")
            .toArray(String[]::new);
    rows("silver.input", "cast(id AS string)", "concat_ws(',', " + String.join(", ", values) + ")")
        .forEach(row -> add(accepted, files.get(row.getString(0)), row.getString(1)));
    rows(
            "quarantine.input",
            "source.name",
            "concat_ws(', ', transform(errors, e -> concat(e.rule, ' ', e.column)))",
            "raw")
        .forEach(
            row ->
                add(
                    refused,
                    row.getString(0),
                    new Case.Refusal(row.getString(1), String.valueOf(row.getString(2)))));
  }

  private static <T> void add(Map<String, List<T>> lists, String file, T value) {
    lists.computeIfAbsent(file, unseen -> new ArrayList<>()).add(value);
  }

  private List<Row> rows(String table, String... expressions) {
    return project
        .lake()
        .spark()
        .read()
        .format("delta")
        .load(project.path("lake/" + table.replace('.', '/')).toString())
        .selectExpr(expressions)
        .collectAsList();
  }

  TestProject project() {
    return project;
  }

  /** A test for each case. */
  Stream<DynamicTest> tests() {
    return cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
  }

  private void check(Case one) {
    String file = "input/" + one.file(suffix);
    assertThat(accepted.getOrDefault(file, List.of()))
        .as("accepted")
        .containsExactlyInAnyOrderElementsOf(one.accepted());
    List<Case.Refusal> found = new ArrayList<>(refused.getOrDefault(file, List.of()));
    for (Case.Refusal expected : one.refused()) {
      assertThat(found)
          .as("refused")
          .anySatisfy(
              row -> {
                assertThat(row.reasons()).isEqualTo(expected.reasons());
                assertThat(row.raw()).contains(expected.raw());
              });
      found.remove(
          found.stream()
              .filter(row -> row.reasons().equals(expected.reasons()))
              .filter(row -> row.raw().contains(expected.raw()))
              .findFirst()
              .orElseThrow());
    }
    assertThat(found).as("refused beside what was expected").isEmpty();
  }
}
