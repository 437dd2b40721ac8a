package io.ingot.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbJobTest {
  @TempDir Path folder;

  @Test
  void publishesTheCleanRowsOnce() throws Exception {
    Load load = new Load(2_000);
    new EventGenerator(7, load).write(folder.resolve("input"));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    DuckDbJob.run(
        folder.resolve("input"), folder.resolve("output"), new Stages(new PrintStream(printed)));

    assertThat(number("SELECT count(*) FROM '%s'", "bronze")).isEqualTo(2_000);
    assertThat(number("SELECT count(*) FROM '%s'", "silver")).isEqualTo(1_960);
    assertThat(number("SELECT count(DISTINCT event_id) FROM '%s'", "silver")).isEqualTo(1_960);
    assertThat(number("SELECT sum(events) FROM '%s'", "gold")).isEqualTo(1_960);
    assertThat(Stages.read(printed.toString())).containsKeys("bronze", "silver", "gold");
  }

  private long number(String sql, String table) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                sql.replace("'%s'", "read_parquet('" + folder.resolve("output/" + table) + "')"))) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
