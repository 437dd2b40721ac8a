package io.ingot.etl.bronze.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Window;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Span;
import io.ingot.core.project.Watermark;
import io.ingot.core.project.Watermark.OnNull;
import io.ingot.core.project.Watermark.OpenTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happens at a source, its windows hold every row once. No Spark takes part. */
class WindowPropertyTest {
  private static final String ALL = "SELECT id || '/' || version FROM steps.row";

  @Property(tries = 60)
  void theUnionOfTheBatchesEqualsTheTable(@ForAll("steps") List<Step> steps) throws SQLException {
    Source source = new Source();
    try (Reader reader = new Reader("postgres", Optional.empty())) {
      for (Step step : steps) {
        if (step == Step.RUN) {
          reader.run();
        } else {
          source.take(step);
        }
      }
      source.commitAll();
      // What lay a little in the future is due now.
      Postgres.execute("SELECT pg_sleep(0.02)");
      reader.runUntilIdle();

      assertThat(reader.doubled).isEmpty();
      assertThat(reader.taken)
          .containsAll(texts(ALL + " WHERE at IS NULL OR at < now()"))
          .noneMatch(texts(ALL + " WHERE at > now() + interval '1 minute'")::contains);
    } finally {
      source.end();
    }
  }

  @Property(tries = 10)
  void aBacklogIsTheSameInSmallWindows(@ForAll("steps") List<Step> steps) throws SQLException {
    Source source = new Source();
    try (Reader reader = new Reader("postgres", Optional.of(Duration.ofMillis(3)))) {
      for (Step step : steps) {
        source.take(step);
      }
      source.commitAll();
      Postgres.execute("SELECT pg_sleep(0.02)");
      reader.runUntilIdle();

      assertThat(reader.doubled).isEmpty();
      assertThat(reader.taken).containsAll(texts(ALL + " WHERE at IS NULL OR at < now()"));
    } finally {
      source.end();
    }
  }

  @Example
  void tenThousandRowsOnSevenTimestampsAreTakenOnceThoughEachGroupIsCommittedInPieces()
      throws SQLException {
    Source source = new Source();
    try (Reader reader = new Reader("postgres", Optional.empty())) {
      for (int group = 0; group < 7; group++) {
        source.take(Step.BEGIN);
        source.write(700);
        reader.run();
        source.write(729);
        source.take(Step.COMMIT);
        reader.run();
      }
      reader.runUntilIdle();

      assertThat(reader.doubled).isEmpty();
      assertThat(reader.taken).hasSize(10_003).containsAll(texts(ALL));
      assertThat(texts("SELECT DISTINCT at::text FROM steps.row")).hasSize(7);
    } finally {
      source.end();
    }
  }

  @Example
  void aSourceWhoseClockIsAnHourBehindLosesNothing() throws SQLException {
    new Source().end();
    Postgres.execute(
        """
        DROP SCHEMA IF EXISTS slow CASCADE; CREATE SCHEMA slow;
        CREATE FUNCTION slow.statement_timestamp() RETURNS timestamptz LANGUAGE sql
          AS $$ SELECT pg_catalog.clock_timestamp() - interval '1 hour' $$;
        DROP ROLE IF EXISTS behind; CREATE ROLE behind LOGIN SUPERUSER;
        ALTER ROLE behind SET search_path = slow, pg_catalog
        """);
    try (Reader reader = new Reader("behind", Optional.empty())) {
      for (int id = 0; id < 5; id++) {
        Postgres.execute(
            "INSERT INTO steps.row VALUES (" + id + ", 0, slow.statement_timestamp())");
        reader.run();
      }
      assertThat(reader.taken).hasSize(5);
      assertThat(reader.doubled).isEmpty();
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.frequency(
            Tuple.of(3, Step.INSERT),
            Tuple.of(1, Step.TIES),
            Tuple.of(2, Step.UPDATE),
            Tuple.of(1, Step.DELETE),
            Tuple.of(3, Step.BEGIN),
            Tuple.of(4, Step.WRITE),
            Tuple.of(2, Step.COMMIT),
            Tuple.of(1, Step.ROLLBACK),
            Tuple.of(1, Step.NULL),
            Tuple.of(1, Step.SOON),
            Tuple.of(1, Step.FUTURE),
            Tuple.of(6, Step.RUN))
        .list()
        .ofSize(18);
  }

  private static List<String> texts(String sql) throws SQLException {
    try (java.sql.Connection session = Postgres.session();
        Statement statement = session.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (result.next()) {
        texts.add(result.getString(1));
      }
      return texts;
    }
  }

  /** What can happen. */
  enum Step {
    INSERT,
    TIES,
    UPDATE,
    DELETE,
    BEGIN,
    WRITE,
    COMMIT,
    ROLLBACK,
    NULL,
    SOON,
    FUTURE,
    RUN
  }

  /** A table that applications write to, some in long transactions. */
  private static final class Source {
    private final List<java.sql.Connection> open = new ArrayList<>();
    private int id;

    Source() {
      Postgres.execute(
          """
          CREATE SCHEMA IF NOT EXISTS steps;
          CREATE TABLE IF NOT EXISTS steps.row (id int, version int, at timestamptz);
          TRUNCATE steps.row
          """);
    }

    void take(Step step) throws SQLException {
      switch (step) {
        case INSERT -> Postgres.execute(insert("now()", 1));
        case TIES -> Postgres.execute(insert("now()", 100));
        case NULL -> Postgres.execute(insert("NULL", 2));
        case SOON -> Postgres.execute(insert("now() + interval '10 ms'", 2));
        case FUTURE -> Postgres.execute(insert("now() + interval '1 day'", 2));
        case UPDATE ->
            Postgres.execute(
                "UPDATE steps.row SET version = version + 1, at = now() WHERE at < now()"
                    + " AND id % 3 = 0");
        case DELETE -> Postgres.execute("DELETE FROM steps.row WHERE id % 11 = 7");
        case BEGIN -> begin();
        case WRITE -> write(3);
        case COMMIT -> endFirst(java.sql.Connection::commit);
        case ROLLBACK -> endFirst(java.sql.Connection::rollback);
        case RUN -> {}
      }
    }

    /** A transaction that has a time, and has written nothing yet. */
    private void begin() throws SQLException {
      if (open.size() < 2) {
        java.sql.Connection session = Postgres.session();
        open.add(session);
        execute(session, "SELECT now()");
      }
    }

    /** Rows of the oldest open transaction; all of them carry the time of its begin. */
    void write(int rows) throws SQLException {
      if (!open.isEmpty()) {
        execute(open.get(0), insert("now()", rows));
      }
    }

    void commitAll() throws SQLException {
      while (!open.isEmpty()) {
        endFirst(java.sql.Connection::commit);
      }
    }

    void end() throws SQLException {
      for (java.sql.Connection session : open) {
        session.close();
      }
    }

    private void endFirst(End how) throws SQLException {
      if (!open.isEmpty()) {
        try (java.sql.Connection session = open.remove(0)) {
          how.end(session);
        }
      }
    }

    private String insert(String at, int rows) {
      String sql =
          "INSERT INTO steps.row SELECT n, 0, %s FROM generate_series(%d, %d) n"
              .formatted(at, id, id + rows - 1);
      id += rows;
      return sql;
    }

    private static void execute(java.sql.Connection session, String sql) throws SQLException {
      try (Statement statement = session.createStatement()) {
        statement.execute(sql);
      }
    }

    @FunctionalInterface
    private interface End {
      void end(java.sql.Connection session) throws SQLException;
    }
  }

  /** Reads window after window, as an extractor does, and remembers what it saw. */
  private static final class Reader implements AutoCloseable {
    private final Set<String> taken = new HashSet<>();
    private final List<String> doubled = new ArrayList<>();
    private final JdbcTable table;
    private final JdbcWindows windows;
    private Optional<Long> bound = Optional.empty();
    private long nulls;

    Reader(String user, Optional<Duration> most) {
      table =
          JdbcTable.open(
              "test/steps.row",
              new Connection.Jdbc(Postgres.url(), Optional.of(user), Optional.empty()),
              "steps.row");
      windows =
          new JdbcWindows(
              table,
              new Watermark(
                  "at",
                  Optional.of(Duration.ZERO),
                  Optional.empty(),
                  Optional.empty(),
                  most.map(Span.Time::new),
                  OnNull.INCLUDE,
                  Optional.empty(),
                  OpenTransactions.WAIT));
    }

    /** Takes the next window, and tells whether there was one. */
    boolean run() throws SQLException {
      Optional<Window> next = windows.next(bound, Optional.of(nulls)).window();
      if (next.isEmpty()) {
        return false;
      }
      List<String> rows = texts(ALL + " WHERE " + windows.conditionWithLate(next.get()));
      Set<String> withoutTime = new HashSet<>(texts(ALL + " WHERE at IS NULL"));
      nulls = withoutTime.size();
      for (String row : rows) {
        if (!taken.add(row) && !withoutTime.contains(row)) {
          doubled.add(row);
        }
      }
      bound = Optional.of(JdbcWindows.micros(((Window.Times) next.get()).hi()));
      return true;
    }

    void runUntilIdle() throws SQLException {
      for (int batch = 0; batch < 1000; batch++) {
        if (!run()) {
          return;
        }
      }
      throw new AssertionError("There was always something new.");
    }

    @Override
    public void close() {
      table.close();
    }
  }
}
