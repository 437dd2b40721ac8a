package io.ingot.etl.bronze.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Window;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Span;
import io.ingot.core.project.Watermark;
import io.ingot.core.project.Watermark.OnNull;
import io.ingot.core.project.Watermark.OpenTransactions;
import io.ingot.core.project.Zone;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows of twenty minutes over nights in which the database's own clocks are changed. */
class DaylightSavingTest {
  private static final int ROWS = 80;

  @ParameterizedTest
  @CsvSource({
    "America/New_York, 2025-03-09T03:00:00Z",
    "America/New_York, 2025-11-02T02:00:00Z",
    "Australia/Lord_Howe, 2025-04-05T11:00:00Z",
    "Australia/Lord_Howe, 2025-10-04T12:00:00Z",
    "Asia/Kathmandu, 2025-03-09T03:00:00Z"
  })
  void everyRowOfTheNightIsInOneWindow(String zone, String start) throws SQLException {
    fill("timestamptz", "timestamptz '" + start + "'", "'" + zone + "'");

    assertThat(windows(Optional.empty())).hasSize(ROWS).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"Asia/Tokyo", "Asia/Kathmandu", "UTC"})
  void aTimeWithoutAZoneIsThatOfTheDeclaredOne(String zone) throws SQLException {
    fill("timestamp", "timestamp '2025-03-09 03:00:00'", "'America/New_York'");

    assertThat(windows(Optional.of(Zone.of(zone)))).hasSize(ROWS).doesNotHaveDuplicates();
  }

  /** A row every nine minutes. */
  private static void fill(String type, String start, String zone) {
    Postgres.execute(
        """
        DROP SCHEMA IF EXISTS night CASCADE; CREATE SCHEMA night;
        CREATE TABLE night.row AS
          SELECT n AS id, (%s + n * interval '9 minutes 0.000001 seconds')::%s AS at
          FROM generate_series(1, %d) n;
        DROP ROLE IF EXISTS sleeper; CREATE ROLE sleeper LOGIN SUPERUSER;
        ALTER ROLE sleeper SET timezone = %s
        """
            .formatted(start, type, ROWS, zone));
  }

  /** The ids of all rows, window after window. */
  private static List<Integer> windows(Optional<Zone> zone) throws SQLException {
    Connection.Jdbc connection =
        new Connection.Jdbc(Postgres.url(), Optional.of("sleeper"), Optional.empty());
    List<Integer> taken = new ArrayList<>();
    try (JdbcTable table = JdbcTable.open("test/night.row", connection, "night.row")) {
      JdbcWindows windows =
          new JdbcWindows(
              table,
              new Watermark(
                  "at",
                  Optional.of(Duration.ZERO),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(new Span.Time(Duration.ofMinutes(20))),
                  OnNull.FAIL,
                  zone,
                  OpenTransactions.IGNORE));
      Optional<Long> bound = Optional.empty();
      for (int window = 0; window < ROWS; window++) {
        Optional<Window> next = windows.next(bound, Optional.empty()).window();
        if (next.isEmpty()) {
          break;
        }
        taken.addAll(ids(windows.condition(next.get())));
        bound = Optional.of(JdbcWindows.micros(((Window.Times) next.get()).hi()));
      }
    }
    return taken;
  }

  private static List<Integer> ids(String condition) throws SQLException {
    try (java.sql.Connection session = Postgres.session();
        Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM night.row WHERE " + condition)) {
      List<Integer> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getInt(1));
      }
      return ids;
    }
  }
}
