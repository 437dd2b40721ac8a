package io.ingot.etl.silver.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Counts;
import io.ingot.core.error.GateException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamSurpriseTest {
  private static final String EVENTS =
      """
      columns:
        user_id:     {type: string, required: true, from: %s}
        click_count: {type: int}
      """;
  private static final String RENAMED =
      "none of 12 rows has a value of user_id; userId is new and in all of them: was user_id"
          + " renamed? Declare from: [user_id, userId]";

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void aBatchAsItWasAgreed() {
    project =
        TestProject.in(folder)
            .file("bronze/csv.yml", bronze("*.csv", "csv"))
            .file("bronze/json.yml", bronze("*.json", "json"))
            .file("incoming/a.csv", "user_id,click_count\n" + rows(12, i -> "u" + i + "," + i))
            .file("incoming/a.json", json(12, "user_id", i -> "" + i));
    declare("user_id");
    TestRun run = project.run();
    assertThat(run.counts("silver.csv")).isEqualTo(new Counts(12, 12, 0, 0));
    assertThat(run.counts("silver.json")).isEqualTo(new Counts(12, 12, 0, 0));
  }

  @Test
  void aRenamedFieldIsToldWithItsNewNameAndTakenOnceThatIsDeclared() {
    project
        .file("incoming/b.csv", "userId,click_count\n" + rows(12, i -> "v" + i + "," + i))
        .file("incoming/b.json", json(12, "userId", i -> "" + i));

    TestRun run = project.run();

    assertRefused(run, "silver.csv", "user_id of bronze.csv: measured " + RENAMED);
    assertRefused(run, "silver.json", "user_id of bronze.json: measured " + RENAMED);

    declare("[user_id, userId]");
    TestRun mended = project.run();
    assertThat(mended.counts("silver.csv")).isEqualTo(new Counts(12, 12, 0, 0));
    assertThat(mended.counts("silver.json")).isEqualTo(new Counts(12, 12, 0, 0));
    assertThat(project.rows("silver.csv", "user_id")).hasSize(24).contains("[u0]", "[v0]", "[v11]");
    assertThat(project.rows("silver.json", "user_id")).hasSize(24).doesNotContain("[null]");
  }

  @Test
  void aTypeThatChangedIsToldWithoutAValueThatIsKept() {
    project
        .file("incoming/b.csv", "user_id,click_count\n" + rows(12, i -> "v" + i + ",c-" + i))
        .file("incoming/b.json", json(12, "user_id", i -> "\"c-" + i + "\""));

    TestRun run = project.run();

    String changed =
        "click_count of bronze.%s: measured it is declared int and none of its 12 values is one:"
            + " was its type changed upstream?";
    assertRefused(run, "silver.csv", changed.formatted("csv"));
    assertRefused(run, "silver.json", changed.formatted("json"));
    assertThat(run.failure("silver.csv"))
        .hasMessageContaining("e.g. a value of kind 'a-9'")
        .hasMessageNotContaining("c-1");
  }

  @Test
  void aFewRowsOrOneGoodOneAreNoSurprise() {
    project
        .file("incoming/b.csv", "userId,click_count\n" + rows(9, i -> "v" + i + "," + i))
        .file(
            "incoming/b.json",
            json(12, "userId", i -> "\"x\"") + "{\"user_id\":\"u\",\"click_count\":3}\n");

    TestRun run = project.run();

    assertThat(run.counts("silver.csv")).isEqualTo(new Counts(9, 0, 0, 9));
    assertThat(run.counts("silver.json")).isEqualTo(new Counts(13, 1, 0, 12));
  }

  @Test
  void ofSeveralNamesOneHasToBeThere() {
    project.file("silver/csv.yml", "from: bronze.csv\n" + EVENTS.formatted("[uid, userId]"));
    project.file("incoming/b.csv", "user_id,click_count\nu,1\n");

    assertThat(project.run().failure("silver.csv"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("bronze.csv has no column uid");
  }

  private void declare(String from) {
    project
        .file("silver/csv.yml", "from: bronze.csv\n" + EVENTS.formatted(from))
        .file("silver/json.yml", "from: bronze.json\n" + EVENTS.formatted(from));
  }

  private void assertRefused(TestRun run, String table, String message) {
    assertThat(run.failure(table))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("nothing was published")
        .hasMessageContaining(message);
    assertThat(project.version(table)).isZero();
    assertThat(project.version(table.replace("silver", "quarantine"))).isEqualTo(-1);
  }

  private static String bronze(String path, String format) {
    return "source: {connection: drop, path: \"" + path + "\", format: " + format + ", settle: 0s}";
  }

  private static String rows(int number, IntFunction<String> row) {
    return IntStream.range(0, number)
        .mapToObj(i -> row.apply(i) + "\n")
        .collect(Collectors.joining());
  }

  private static String json(int number, String user, IntFunction<String> clicks) {
    return rows(
        number, i -> "{\"%s\":\"u%d\",\"click_count\":%s}".formatted(user, i, clicks.apply(i)));
  }
}
