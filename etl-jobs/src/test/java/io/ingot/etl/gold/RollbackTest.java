package io.ingot.etl.gold;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Plan;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lake.Release;
import io.ingot.core.lake.Releases;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.TestProject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {
  private static final TableName DAILY = TableName.of("gold.daily");

  @TempDir Path folder;
  private TestProject project;
  private Ingot ingot;

  @BeforeEach
  void declareSales() {
    ingot = Ingot.in(folder);
    project =
        TestProject.in(folder)
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: sales/*.csv, format: csv, settle: 0s}\n")
            .file(
                "silver/sales.yml",
                """
                from: bronze.sales
                columns: {id: {type: bigint, key: true}, day: {type: string}, price: {type: bigint}}
                write: {mode: merge}
                """)
            .file("incoming/sales/a.csv", "id,day,price\n1,mon,1\n2,tue,2\n");
    gold("daily", "silver.sales", "SELECT day, sum(price) AS price FROM silver.sales GROUP BY day");
    gold("best", "gold.daily", "SELECT day, max(price) AS best FROM gold.daily GROUP BY day");
  }

  @Test
  void aReleaseOrATableIsBroughtBackAndTheNextRunGoesOnFromThere() throws IOException {
    ingot(ExitCode.DONE, "run");
    project.file("incoming/sales/b.csv", "id,day,price\n2,tue,20\n3,wed,30\n");
    ingot(ExitCode.DONE, "run");
    List<String> right = List.of("[mon,1]", "[tue,20]", "[wed,30]");
    assertThat(project.rows("gold.daily", "day", "price")).isEqualTo(right);

    ingot(ExitCode.DONE, "rollback", "--to", "1");
    assertThat(ingot.said().lines().map(line -> line.replaceAll(" {2,}", " | ")))
        .containsExactly(
            "table | version | back to | rows now | rows then | is",
            "gold.best | 1 | 0 | 3 | 2 | restored",
            "gold.daily | 1 | 0 | 3 | 2 | restored",
            "The next run computes these tables from their inputs as they then are: mend first"
                + " what made you go back.",
            "Nothing was changed. Say --yes, and --why, to do it.");
    assertThat(project.version("gold.daily")).isEqualTo(1);

    ingot(ExitCode.PROJECT_WRONG, "rollback", "--to", "1", "--yes");
    ingot(ExitCode.DONE, "rollback", "--to", "1", "--yes", "--why", "b was wrong", "--who", "mary");
    assertThat(ingot.said()).contains("release 3: gold.best 1 -> 2, gold.daily 1 -> 2");
    assertThat(project.rows("gold.daily", "day", "price")).containsExactly("[mon,1]", "[tue,2]");
    assertThat(project.rows("gold.best", "day", "best")).containsExactly("[mon,1]", "[tue,2]");
    TableState restored = project.lake().table(DAILY).state();
    assertThat(List.of(restored.generation(), (int) restored.batch())).containsExactly(1, 2);
    Plan first = record(0, 0).plan();
    assertThat(record(1, 2).plan())
        .isEqualTo(new Plan.Restore(0, first.inputs(), "mary", "b was wrong"));
    Release release = new Releases(project.lake()).latest().orElseThrow();
    assertThat(release.kind()).isEqualTo(Release.Kind.ROLLBACK);
    assertThat(release.why()).contains("b was wrong");

    // Asked for once more, as after a kill, it finds nothing to do.
    ingot(ExitCode.DONE, "rollback", "--to", "1", "--yes", "--why", "again");
    assertThat(ingot.said()).contains("The tables are as they were already.");
    ingot(ExitCode.DONE, "releases");
    assertThat(ingot.said().lines().skip(1).map(line -> line.strip().substring(0, 1)))
        .containsExactly("3", "2", "1");
    assertThat(ingot.said()).contains("rollback by mary: b was wrong");

    // The next run follows what the restored table had not read.
    ingot(ExitCode.DONE, "run", "--select", "gold");
    assertThat(ingot.noted()).contains("release 4: gold.best 2 -> 3, gold.daily 2 -> 3");
    assertThat(record(1, 3).plan()).isInstanceOf(Plan.Advance.class);
    assertThat(project.rows("gold.daily", "day", "price")).isEqualTo(right);
    assertThat(project.rows("gold.best", "day", "best")).isEqualTo(right);

    // One table alone no longer belongs to the other, until that has followed its change feed.
    ingot(
        ExitCode.DONE,
        "rollback",
        "--table",
        "gold.daily",
        "--version",
        "0",
        "--yes",
        "--why",
        "only this");
    assertThat(ingot.said())
        .contains("no new release, readers go on seeing release 4", "stale now: gold.best");
    ingot(ExitCode.DONE, "run", "--select", "gold.best");
    assertThat(project.rows("gold.best", "day", "best")).containsExactly("[mon,1]", "[tue,2]");

    vacuum("gold.daily", 1);
    ingot(ExitCode.GAP, "rollback", "--table", "gold.daily", "--version", "1");
    assertThat(ingot.noted()).contains("of the files that it needs were vacuumed");
    Map.of(
            "gold.daily", "it has the versions 0 to 4",
            "gold.other", "the project has no such table",
            "silver.sales", "Roll back the gold tables",
            "bronze.sales", "use 'ingot state rewind'")
        .forEach(
            (table, why) -> {
              ingot(ExitCode.PROJECT_WRONG, "rollback", "--table", table, "--version", "9");
              assertThat(ingot.noted()).contains(why);
            });
    ingot(ExitCode.PROJECT_WRONG, "rollback", "--to", "9");
    ingot(ExitCode.PROJECT_WRONG, "rollback", "--table", "gold.daily");
  }

  private BatchRecord record(int generation, long batch) {
    return BatchRecord.of(project.lake().table(DAILY), generation, batch).orElseThrow();
  }

  /** Takes the files away that only an old version has. */
  private void vacuum(String name, long version) throws IOException {
    Set<String> files = new HashSet<>(files(name, version));
    files.removeAll(files(name, project.version(name)));
    assertThat(files).isNotEmpty();
    for (String file : files) {
      Files.delete(Path.of(URI.create(file)));
    }
  }

  private List<String> files(String name, long version) {
    return Arrays.asList(project.lake().table(TableName.of(name)).at(version).inputFiles());
  }

  private void ingot(ExitCode expected, String... words) {
    ExitCode code = ingot.say(words);
    assertThat(code).as(ingot.said() + ingot.noted()).isEqualTo(expected);
  }

  private void gold(String name, String driver, String sql) {
    project.file(
        "gold/" + name + ".yml",
        "write: {mode: replace_partitions, partition_by: [day]}\nrecompute: {driver: "
            + driver
            + ", by: day}\n");
    project.file("gold/" + name + ".sql", sql + "\n");
  }
}
