package io.ingot.app.demo.events;

import io.ingot.core.error.SourceException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** Three databases of one embedded PostgreSQL, each with a table {@code user_events}. */
final class EventDatabases implements AutoCloseable {
  private static final String OWNER = "postgres";
  private static final String READER = "ingot";

  private static final String TABLE =
      """
      CREATE TABLE user_events (
        event_id text PRIMARY KEY, user_id text, event_type text, event_time timestamptz,
        amount numeric(12,2), duration bigint, click_count int, category text,
        session_duration bigint, page_count int, age int, email text, country text, item_id text,
        voided boolean NOT NULL DEFAULT false,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp());
      CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.updated_at = clock_timestamp(); RETURN NEW; END $$;
      CREATE TRIGGER touched BEFORE UPDATE ON user_events
        FOR EACH ROW EXECUTE FUNCTION touched();
      GRANT SELECT ON user_events TO ingot
      """;

  private final EmbeddedPostgres server;
  private final String password;

  private EventDatabases(EmbeddedPostgres server, String password) {
    this.server = server;
    this.password = password;
  }

  static EventDatabases start(Path work, String password, List<String> names) {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(work.resolve("postgres"))
              .setOutputRedirector(
                  ProcessBuilder.Redirect.appendTo(work.resolve("postgres.log").toFile()))
              .setErrorRedirector(
                  ProcessBuilder.Redirect.appendTo(work.resolve("postgres.log").toFile()))
              .start();
      EventDatabases databases = new EventDatabases(server, password);
      databases.execute(
          OWNER,
          "CREATE ROLE " + READER + " LOGIN PASSWORD '" + password + "'",
          "GRANT pg_read_all_stats TO " + READER);
      for (String name : names) {
        databases.execute(OWNER, "CREATE DATABASE " + name);
        databases.execute(name, TABLE);
      }
      return databases;
    } catch (IOException e) {
      throw new SourceException("Cannot start PostgreSQL in " + work + ": " + e.getMessage(), e);
    }
  }

  /** The address of the server, without a database. */
  String jdbcUrl() {
    return "jdbc:postgresql://localhost:" + server.getPort();
  }

  /** Adds events to a database's table, in one transaction. */
  void insert(String database, List<UserEvent> events) {
    String copy =
        "COPY user_events (" + String.join(", ", UserEvent.FIELDS) + ") FROM STDIN (FORMAT csv)";
    String lines = events.stream().map(event -> event.csv() + "\n").collect(Collectors.joining());
    try (Connection connection = connect(database)) {
      connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, new StringReader(lines));
    } catch (SQLException | IOException e) {
      throw new SourceException("Cannot fill the database " + database + ".", e);
    }
  }

  /** Runs statements as the owner of a database. */
  void execute(String database, String... statements) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new SourceException("The database " + database + " refused a statement.", e);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl() + "/" + database, OWNER, password);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new SourceException("Cannot stop PostgreSQL: " + e.getMessage(), e);
    }
  }
}
