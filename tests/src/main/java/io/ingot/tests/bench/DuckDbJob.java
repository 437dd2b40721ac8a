package io.ingot.tests.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The contestant "duckdb": the same three steps as SQL, each from files to a Parquet file. */
final class DuckDbJob {
  private static final String BRONZE =
      """
      COPY (
        SELECT * EXCLUDE (filename), filename AS _source, now() AS _extracted_at
        FROM read_csv('%s/*.csv', header = true, all_varchar = true, filename = true)
      ) TO '%s' (FORMAT parquet, COMPRESSION snappy)
      """;
  private static final String SILVER =
      """
      COPY (
        SELECT DISTINCT ON (event_id, user_id) *
        FROM (
          SELECT
            event_id,
            TRY_CAST(user_id AS BIGINT) AS user_id,
            event_type,
            TRY_STRPTIME(event_time, '%%Y-%%m-%%d %%H:%%M:%%S') AS event_time,
            TRY_CAST(amount AS DECIMAL(12, 2)) AS amount,
            TRY_CAST(duration AS INTEGER) AS duration,
            category,
            country
          FROM read_parquet('%s')
        )
        WHERE event_id IS NOT NULL
          AND user_id IS NOT NULL
          AND event_time IS NOT NULL
          AND amount >= 0
          AND event_type IN ('view', 'click', 'cart', 'like', 'search', 'purchase')
      ) TO '%s' (FORMAT parquet, COMPRESSION snappy)
      """;
  private static final String GOLD =
      """
      COPY (
        SELECT
          CAST(event_time AS DATE) AS day,
          category,
          event_type,
          COUNT(*) AS events,
          SUM(amount) AS amount,
          COUNT(DISTINCT user_id) AS users
        FROM read_parquet('%s')
        GROUP BY ALL
      ) TO '%s' (FORMAT parquet, COMPRESSION snappy)
      """;

  private DuckDbJob() {}

  public static void main(String[] arguments) throws Exception {
    run(Path.of(arguments[0]), Path.of(arguments[1]), new Stages(System.out));
  }

  /** Reads the CSV files of {@code input} and leaves three Parquet files in {@code output}. */
  static void run(Path input, Path output, Stages stages) throws Exception {
    Files.createDirectories(output);
    Path bronze = output.resolve("bronze");
    Path silver = output.resolve("silver");
    try (Connection duck = stages.call("session", () -> session(output))) {
      stages.run("bronze", () -> execute(duck, BRONZE.formatted(input, bronze)));
      stages.run("silver", () -> execute(duck, SILVER.formatted(bronze, silver)));
      stages.run("gold", () -> execute(duck, GOLD.formatted(silver, output.resolve("gold"))));
    }
  }

  private static Connection session(Path output) throws SQLException {
    Connection duck = DriverManager.getConnection("jdbc:duckdb:");
    execute(duck, "SET threads = " + Arena.CORES);
    execute(duck, "SET memory_limit = '" + Arena.HEAP.replace("g", "GiB") + "'");
    execute(duck, "SET preserve_insertion_order = false");
    execute(duck, "SET temp_directory = '" + output.resolve("spill") + "'");
    return duck;
  }

  private static void execute(Connection duck, String sql) throws SQLException {
    try (Statement statement = duck.createStatement()) {
      statement.execute(sql);
    }
  }
}
