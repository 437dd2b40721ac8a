package io.ingot.app.demo;

import io.ingot.core.error.SourceException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.StringReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * The shop's PostgreSQL, embedded: four tables whose {@code updated_at} moves with every insert and
 * update. It listens on this machine only, and the user {@code ingot} may only read.
 */
final class ShopDatabase implements AutoCloseable {
  static final String USER = "ingot";

  private static final String OWNER = "postgres";

  /** A little longer than the lag of the sample's watermarks, so that a window takes every row. */
  private static final Duration SETTLED = Duration.ofMillis(1100);

  private final EmbeddedPostgres server;
  private final Password password;

  private ShopDatabase(EmbeddedPostgres server, Password password) {
    this.server = server;
    this.password = password;
  }

  /**
   * Starts the server on {@code <work>/postgres}, with the data that is there or without any; its
   * log goes to {@code <work>/postgres.log}, its password to {@code <work>/postgres.password}.
   */
  static ShopDatabase start(Path work) {
    try {
      Files.createDirectories(work);
      Path folder = work.resolve("postgres");
      boolean fresh = Files.notExists(folder.resolve("PG_VERSION"));
      Password password = Password.in(work.resolve("postgres.password"));
      Redirect log = Redirect.appendTo(work.resolve("postgres.log").toFile());
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setConnectConfig("password", password.text())
              .setOutputRedirector(log)
              .setErrorRedirector(log)
              .start();
      ShopDatabase database = new ShopDatabase(server, password);
      if (fresh) {
        database.lock(folder);
      }
      return database;
    } catch (IOException e) {
      throw new SourceException(
          "Cannot start the embedded PostgreSQL in " + work + ": " + e.getMessage(), e);
    }
  }

  /** The address of the database, without user and password. */
  String jdbcUrl() {
    return url("shop");
  }

  Password password() {
    return password;
  }

  /** Creates the tables and fills them; gives the rows of each. */
  Map<ShopTable, Long> load(FoodMart foodMart) {
    execute(
        """
        CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN NEW.updated_at = clock_timestamp(); RETURN NEW; END $$
        """);
    Map<ShopTable, Long> rows = new EnumMap<>(ShopTable.class);
    for (ShopTable table : ShopTable.values()) {
      execute(table.ddl());
      rows.put(table, copy(table, foodMart));
    }
    execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + USER);
    return rows;
  }

  /** Runs a statement as the owner; gives the number of rows that it touched. */
  long execute(String sql) {
    try (Connection connection = connect(jdbcUrl(), OWNER);
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** Waits until the database's own clock has left the last update behind. */
  void settle() {
    String ages =
        Arrays.stream(ShopTable.values())
            .map(table -> "(SELECT max(updated_at) FROM " + table.table() + ")")
            .collect(Collectors.joining(", "));
    String sql =
        "SELECT (extract(epoch FROM clock_timestamp() - greatest(" + ages + ")) * 1000)::bigint";
    for (long wait = remaining(sql); wait > 0; wait = remaining(sql)) {
      try {
        Thread.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SourceException("Interrupted while waiting for the database's clock.", e);
      }
    }
  }

  /** A connection of the user that the project reads with. */
  Connection connect() throws SQLException {
    return connect(jdbcUrl(), USER);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new SourceException("Cannot stop the embedded PostgreSQL: " + e.getMessage(), e);
    }
  }

  /** The embedded server trusts everyone at first; from here on everyone needs the password. */
  private void lock(Path folder) throws IOException {
    String sql =
        """
        ALTER ROLE %s PASSWORD '%s';
        CREATE ROLE %s LOGIN PASSWORD '%s';
        GRANT pg_read_all_stats TO %s;
        """
            .formatted(OWNER, password.text(), USER, password.text(), USER);
    try (Connection connection = connect(url(OWNER), OWNER);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      statement.execute("CREATE DATABASE shop");
      Files.writeString(folder.resolve("pg_hba.conf"), "host all all localhost scram-sha-256\n");
      statement.execute("SELECT pg_reload_conf()");
    } catch (SQLException e) {
      throw failed("Setting the passwords", e);
    }
  }

  private long copy(ShopTable table, FoodMart foodMart) {
    try (Connection connection = connect(jdbcUrl(), OWNER)) {
      return connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(table.copy(), new StringReader(table.lines(foodMart)));
    } catch (SQLException e) {
      throw failed(table.copy(), e);
    } catch (IOException e) {
      throw new SourceException("Cannot fill the table " + table.table() + ".", e);
    }
  }

  private long remaining(String sql) {
    try (Connection connection = connect(jdbcUrl(), OWNER);
        Statement statement = connection.createStatement();
        ResultSet age = statement.executeQuery(sql)) {
      age.next();
      return SETTLED.toMillis() - age.getLong(1);
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  private Connection connect(String url, String user) throws SQLException {
    return DriverManager.getConnection(url, user, password.text());
  }

  private String url(String database) {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
  }

  private static SourceException failed(String what, SQLException e) {
    return new SourceException("The shop's database refused: " + what + ": " + e.getMessage(), e);
  }
}
