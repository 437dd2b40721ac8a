package io.ingot.etl.bronze.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Plan;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.Progress;
import io.ingot.core.run.Runner;
import io.ingot.core.run.StageRecord;
import io.ingot.core.run.Stages;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that breaks while Spark reads it, long after it was asked what there is. */
class RetriedReadTest {
  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void breakTwiceByAnErrorOfThisState() {
    JdbcShop shop = JdbcShop.postgres(folder);
    project = shop.project();
    Postgres.execute(
        """
        CREATE TABLE shop.calm (id int, at timestamptz);
        INSERT INTO shop.calm VALUES (1, now()), (2, now());
        CREATE TABLE shop.storm (times int);
        INSERT INTO shop.storm VALUES (2);
        CREATE FUNCTION shop.told(id int, state text) RETURNS int LANGUAGE plpgsql AS $$
          BEGIN
            IF id = 2 AND (SELECT times FROM shop.storm) > 0 THEN
              RAISE EXCEPTION 'broken' USING ERRCODE = state;
            END IF;
            RETURN id;
          END $$;
        CREATE VIEW shop.passing AS SELECT id, at, shop.told(id, '08006') AS told FROM shop.calm;
        CREATE VIEW shop.lasting AS SELECT id, at, shop.told(id, '22012') AS told FROM shop.calm
        """);
    String more = "watermark: {column: at, lag: 0s}\nretry: {attempts: 3, pause: 0s}";
    shop.table("passing", "passing", more).table("lasting", "lasting", more);
  }

  @Test
  void aConnectionThatBreaksInTheMiddleIsAskedAgainAndEveryRowIsThereOnce() {
    StageRecord stage = run("bronze.passing");

    assertThat(stage.outcome()).as(stage.reason()).isEqualTo("published");
    assertThat(stage.attempts()).isEqualTo(3);
    assertThat(project.rows("bronze.passing", "id", "told")).containsExactly("[1,1]", "[2,2]");
  }

  @Test
  void anErrorThatWouldComeAgainIsNotTriedAgain() {
    StageRecord stage = run("bronze.lasting");

    assertThat(stage.reason()).startsWith("Cannot read shop/shop.lasting (SQL state 22012)");
    assertThat(stage.attempts()).isEqualTo(1);
    assertThat(project.version("bronze.lasting")).isEqualTo(-1);
  }

  private StageRecord run(String table) {
    return new Runner(project.load(), project.lake(), Stages.onClassPath(), new Calming())
        .run("run", Set.of(TableName.of(table)))
        .stages()
        .get(0);
  }

  /** With each retry the storm grows weaker. */
  private static final class Calming implements Progress {
    @Override
    public void started(TableName table, Plan plan) {}

    @Override
    public void retrying(TableName table, int attempt, Duration pause, String why) {
      Postgres.execute("UPDATE shop.storm SET times = times - 1");
    }

    @Override
    public void ended(TableName table, Outcome outcome, Duration took) {}
  }
}
