package io.ingot.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShopDatabaseTest {
  private Path work;
  private ShopDatabase database;

  /** Every test sees a server that was filled, stopped and started again. */
  @BeforeAll
  void fillAndStartAgain(@TempDir Path folder) {
    work = folder;
    try (ShopDatabase first = ShopDatabase.start(work)) {
      first.load(new FoodMart());
    }
    database = ShopDatabase.start(work);
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @Test
  void anUpdateMovesTheClockOfItsRowsOnly() throws SQLException {
    String before = answer("SELECT max(updated_at) FROM product");

    assertThat(database.execute("UPDATE product SET srp = srp + 1 WHERE product_id < 4"))
        .isEqualTo(3);
    assertThat(answer("SELECT count(*) FROM product WHERE updated_at > '" + before + "'"))
        .isEqualTo("3");
  }

  @Test
  void settlingWaitsUntilAWatermarkThatLagsASecondTakesTheLastUpdate() throws SQLException {
    database.execute("UPDATE store SET store_manager = 'Ny' WHERE store_id = 1");
    database.settle();

    String window = "SELECT count(*) FROM store WHERE updated_at < clock_timestamp() - ";
    assertThat(answer(window + "interval '1 second'")).isEqualTo("25");
  }

  @Test
  void nobodyEntersWithoutThePassword() {
    for (String user : new String[] {"ingot", "postgres"}) {
      assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), user, "guess"))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void thePasswordStandsInAFileOfItsOwnerAndIsNotPrinted() throws IOException {
    Path file = work.resolve("postgres.password");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).hasSize(32).isEqualTo(database.password().text());
    assertThat(database.password()).hasToString("***");
  }

  @Test
  void theReaderMayNotWrite() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("DELETE FROM store"))
          .hasMessageContaining("permission denied");
    }
  }

  private String answer(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
