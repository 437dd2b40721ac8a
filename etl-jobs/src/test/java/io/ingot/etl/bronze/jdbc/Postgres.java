package io.ingot.etl.bronze.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The one PostgreSQL server of a test JVM; the user {@code reader} has to know the password. */
final class Postgres {
  static final String PASSWORD = "correct-horse-battery";

  private Postgres() {}

  /** The server's database, without user and password. */
  static String url() {
    return "jdbc:postgresql://localhost:" + Holder.SERVER.getPort() + "/postgres";
  }

  /** Runs statements as the owner. */
  static void execute(String sql) {
    try (Connection connection = Holder.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** A session of the owner, in a transaction once it says something. */
  static Connection session() throws SQLException {
    Connection session = Holder.SERVER.getPostgresDatabase().getConnection();
    session.setAutoCommit(false);
    return session;
  }

  /** The one text that a query gives. */
  static String one(String sql) {
    try (Connection connection = Holder.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static final class Holder {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setErrorRedirector(Redirect.DISCARD)
                .setOutputRedirector(Redirect.DISCARD)
                .start();
        lock(server);
        return server;
      } catch (IOException | SQLException e) {
        throw new IllegalStateException("Cannot start PostgreSQL", e);
      }
    }

    private static void lock(EmbeddedPostgres server) throws SQLException {
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE USER reader PASSWORD '" + PASSWORD + "'");
        statement.execute("GRANT pg_read_all_data, pg_read_all_stats TO reader");
        ResultSet file = statement.executeQuery("SHOW hba_file");
        file.next();
        Path rules = Path.of(file.getString(1));
        try {
          Files.writeString(rules, "host all reader all scram-sha-256\n" + Files.readString(rules));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        statement.execute("SELECT pg_reload_conf()");
      }
    }
  }
}
