package io.ingot.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.tests.testkit.EventDatabase;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.IngotProcess.Ended;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.TableRows;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockTest {
  /** In place of the database's own clock, for whoever reads. */
  private static final String LATE_CLOCK =
      """
      CREATE SCHEMA late;
      CREATE FUNCTION late.statement_timestamp() RETURNS timestamptz LANGUAGE sql AS
        $$ SELECT pg_catalog.clock_timestamp() - interval '1 hour' $$;
      GRANT USAGE ON SCHEMA late TO reader;
      ALTER ROLE reader SET search_path = late, pg_catalog, public
      """;

  @TempDir Path folder;
  private EventDatabase database;

  @BeforeEach
  void startDatabase() {
    database = EventDatabase.start(folder);
  }

  @AfterEach
  void stopDatabase() {
    database.close();
  }

  @Test
  void aProcessInTokyoWhoseClockIsAnHourAheadOfTheDatabasesTakesWhatTheDatabaseHasPassed() {
    SmallProject project = EventDatabase.project(folder.resolve("tokyo"));
    database.execute(
        LATE_CLOCK,
        "INSERT INTO event VALUES (1, 'two hours ago', clock_timestamp() - interval '2 hours')",
        "INSERT INTO event VALUES (2, 'half an hour ago', clock_timestamp() - interval '30 min')");

    Ended ended =
        IngotProcess.run(
            project, database.variables(), "-Duser.timezone=Asia/Tokyo", "-Duser.country=JP");

    assertThat(ended.exitCode()).as(ended.notes()).isZero();
    assertThat(names(project)).containsExactly("[two hours ago]");
  }

  @Test
  void aHundredThousandTimesKeepTheirSixDigitsInTokyoToo() {
    SmallProject project = EventDatabase.project(folder.resolve("tokyo"));
    database.execute(
        """
        INSERT INTO event
          SELECT n, 'e' || n, timestamptz '2024-03-10 05:00:00Z'
            + (n * 7919 % 100003) * interval '1 second'
            + (n * 104729 % 1000000) * interval '1 microsecond'
          FROM generate_series(1::bigint, 100000) AS n
        """);

    Ended ended = IngotProcess.run(project, database.variables(), "-Duser.timezone=Asia/Tokyo");

    assertThat(ended.exitCode()).as(ended.notes()).isZero();
    long start = 1710046800L;
    assertThat(
            rows(project)
                .filter(
                    "unix_micros(updated_at) <> ("
                        + start
                        + "L + id * 7919L % 100003L) * 1000000L + id * 104729L % 1000000L")
                .count())
        .isZero();
    assertThat(rows(project).count()).isEqualTo(100_000);
    assertThat(rows(project).filter("unix_micros(updated_at) % 10 <> 0").count())
        .isGreaterThan(80_000);
  }

  private static List<String> names(SmallProject project) {
    return rows(project).select("name").orderBy("id").collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  private static Dataset<Row> rows(SmallProject project) {
    return TableRows.rows(project.folder().resolve("lake/bronze/event"));
  }
}
