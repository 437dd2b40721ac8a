package io.ingot.etl.bronze.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Counts;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletedRowsTest {
  private static final String SILVER =
      """
      from: bronze.people
      columns:
        id:   {type: bigint, key: true}
        name: {type: string, required: true}
      write: {mode: merge}
      checks: [{complete: name}]
      """;

  @TempDir Path folder;
  private JdbcShop shop;
  private TestProject project;

  @BeforeEach
  void startWithThreePeople() {
    shop = JdbcShop.postgres(folder);
    project = shop.project().file("silver/people.yml", SILVER);
    Postgres.execute(
        """
        CREATE TABLE shop.people (id int, name text, gone boolean, at timestamptz DEFAULT now());
        INSERT INTO shop.people VALUES (1, 'Ann', false), (2, 'Bob', false), (3, 'Cy', true)
        """);
  }

  @Test
  void aRowThatItsSourceMarksStaysInSilverMarked() {
    shop.table(
        "people", "people", "watermark: {column: at, lag: 0s}\ndeletes: {mode: soft, when: gone}");
    project.run();
    Postgres.execute("UPDATE shop.people SET gone = true, at = now() WHERE id = 1");

    TestRun run = project.run();

    assertThat(run.counts("silver.people")).isEqualTo(new Counts(1, 1, 0, 0));
    assertThat(project.rows("silver.people", "id", "name", "_deleted"))
        .containsExactly("[1,Ann,true]", "[2,Bob,false]", "[3,Cy,true]");
  }

  @Test
  void aRowThatIsGoneStaysInSilverMarkedAndComesBackWithItsKey() {
    shop.table(
        "people",
        "people",
        "watermark: {column: at, lag: 0s}\ndeletes: {mode: reconcile, key: id, every: 0s}");
    project.run();
    Postgres.execute("DELETE FROM shop.people WHERE id < 3");
    project.run();
    assertThat(project.rows("silver.people", "id", "name", "_deleted"))
        .containsExactly("[1,Ann,true]", "[2,Bob,true]", "[3,Cy,false]");

    Postgres.execute("INSERT INTO shop.people VALUES (2, 'Bea', false, clock_timestamp())");
    project.run();

    assertThat(project.rows("silver.people", "id", "name", "_deleted"))
        .containsExactly("[1,Ann,true]", "[2,Bea,false]", "[3,Cy,false]");
    assertThat(project.version("quarantine.people")).isEqualTo(-1);
  }

  @Test
  void aRowThatNoLongerKeptItsContractIsMarkedAllTheSameOnceItIsGone() {
    project.file("silver/people.yml", SILVER.replace("checks: [{complete: name}]\n", ""));
    shop.table(
        "people",
        "people",
        "watermark: {column: at, lag: 0s}\ndeletes: {mode: reconcile, key: id, every: 0s}");
    project.run();
    Postgres.execute("UPDATE shop.people SET name = NULL, at = clock_timestamp() WHERE id = 2");
    project.run();
    assertThat(project.rows("silver.people", "id", "name", "_deleted")).contains("[2,Bob,false]");
    assertThat(project.rows("quarantine.people", "errors.rule")).hasSize(1);

    Postgres.execute("DELETE FROM shop.people WHERE id = 2");
    project.run();

    assertThat(project.rows("silver.people", "id", "name", "_deleted")).contains("[2,null,true]");
    assertThat(project.rows("quarantine.people", "event"))
        .containsExactlyInAnyOrder("[opened]", "[corrected]");
  }
}
