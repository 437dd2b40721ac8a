package io.ingot.tests.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * A PostgreSQL with one table of events that note when they changed, and a project that reads it.
 */
public final class EventDatabase implements AutoCloseable {
  /** What the project says as {@code password}; it must never be seen anywhere. */
  public static final String PASSWORD = "canary-7Qz-tweet-tweet";

  private static final String USER = "reader";

  private final EmbeddedPostgres server;

  private EventDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Starts it in an empty folder; whoever reads the events has to know the password. */
  public static EventDatabase start(Path folder) {
    Path data = folder.resolve("postgres");
    Redirect log = Redirect.appendTo(folder.resolve("postgres.log").toFile());
    try {
      EventDatabase database =
          new EventDatabase(
              EmbeddedPostgres.builder()
                  .setDataDirectory(data)
                  .setOutputRedirector(log)
                  .setErrorRedirector(log)
                  .start());
      database.execute("CREATE TABLE event (id bigint, name text, updated_at timestamptz)");
      database.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "'");
      database.execute("GRANT SELECT ON event TO " + USER);
      database.execute("GRANT pg_read_all_stats TO " + USER);
      Files.writeString(
          data.resolve("pg_hba.conf"),
          "host all postgres localhost trust\nhost all all localhost scram-sha-256\n");
      database.execute("SELECT pg_reload_conf()");
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start PostgreSQL in " + folder, e);
    }
  }

  /** A project with one bronze table, {@code bronze.event}, whose watermark lags a second. */
  public static SmallProject project(Path folder) {
    return new SmallProject(folder)
        .write(
            "ingot.yml",
            """
            name: events
            lake: lake
            connections:
              shop:
                type: jdbc
                url: ${env:EVENTS_JDBC}
                user: reader
                password: ${env:EVENTS_PASSWORD}
            """)
        .write(
            "bronze/event.yml",
            """
            source: {connection: shop, table: public.event}
            watermark: {column: updated_at, lag: 1s}
            """);
  }

  /** What the project refers to as {@code ${env:NAME}}. */
  public Map<String, String> variables() {
    return Map.of("EVENTS_JDBC", url(), "EVENTS_PASSWORD", PASSWORD);
  }

  /** Adds an event that changed now, and waits until the watermark's lag has passed it. */
  public void happens(long id, String name) {
    execute(
        "INSERT INTO event VALUES (" + id + ", '" + name + "', clock_timestamp())",
        "SELECT pg_sleep(1.1)");
  }

  /** Runs statements as the owner. */
  public void execute(String... statements) {
    try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL refused", e);
    }
  }

  private String url() {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot stop PostgreSQL", e);
    }
  }
}
