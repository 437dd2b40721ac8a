package io.ingot.etl.bronze.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariaWindowTest {
  @TempDir Path folder;
  private JdbcShop shop;
  private TestProject project;

  @BeforeEach
  void connectToTheShop() {
    project =
        TestProject.in(folder)
            .file(
                "ingot.yml",
                """
                name: test
                lake: lake
                connections:
                  shop: {type: jdbc, url: "jdbc:mariadb:%s", user: root}
                """
                    .formatted(MariaServer.address()));
    shop = new JdbcShop(project, "");
  }

  @Test
  void windowsFollowMomentsAndTimesOfAZoneAndNumbersByTheServersClock() {
    MariaServer.execute(
        """
        CREATE OR REPLACE TABLE moments (id int, at timestamp(6) NULL);
        INSERT INTO moments VALUES
          (1, '2026-01-01 00:00:00.123456'), (2, utc_timestamp() - INTERVAL 1 MINUTE),
          (3, utc_timestamp() + INTERVAL 1 MINUTE), (4, NULL);
        CREATE OR REPLACE TABLE locals (id int, at datetime(6));
        INSERT INTO locals VALUES
          (1, '1900-01-01 00:00:00.000001'), (2, utc_timestamp() + INTERVAL 539 MINUTE),
          (3, utc_timestamp() + INTERVAL 541 MINUTE);
        CREATE OR REPLACE TABLE numbers (id bigint unsigned, part int);
        INSERT INTO numbers VALUES (1, 1), (2, 5), (3, NULL), (4, 9);
        """);
    shop.table("moments", "moments", "watermark: {column: at, lag: 0s, on_null: include}");
    shop.table("locals", "locals", "watermark: {column: at, lag: 0s, zone: Asia/Tokyo}");
    shop.table(
        "numbers",
        "numbers",
        "watermark: {column: id, gap: 1}\nread: {partition_by: part, partitions: 3}");
    TestRun first = project.run();
    assertThat(first.published("bronze.moments").tallies()).containsEntry("null_cursor", 1L);
    assertThat(project.rows("bronze.moments", "id", "at"))
        .hasSize(3)
        .contains("[1,2026-01-01 00:00:00.123456]", "[4,null]");
    assertThat(project.rows("bronze.locals", "id", "typeof(at)"))
        .containsExactly("[1,timestamp_ntz]", "[2,timestamp_ntz]");
    assertThat(project.rows("bronze.locals", "at")).contains("[1900-01-01T00:00:00.000001]");

    MariaServer.execute(
        """
        INSERT INTO moments VALUES (5, utc_timestamp() - INTERVAL 1 SECOND);
        INSERT INTO numbers VALUES (6, 7)
        """);
    project.run();
    assertThat(project.rows("bronze.numbers", "_batch", "id"))
        .containsExactly("[0,1]", "[0,2]", "[0,3]", "[1,4]");
  }

  @Test
  void valuesKeepEveryDigitAndWhatNoTypeHoldsIsRefused() {
    MariaServer.execute(
        """
        CREATE OR REPLACE TABLE `types` (
          `select` bigint unsigned, tiny tinyint(1), price decimal(12,4), wide decimal(50,2),
          single float, share double, code char(5), kind enum('a','b'), note text, doc json,
          raw varbinary(4), born date, took time(3), made year, bits bit(9), at timestamp(6));
        INSERT INTO `types` VALUES
          (18446744073709551615, 2, 12345678.9012, 123456789012345678901234567890123456789012.25,
           16777216, 0.1, 'ab', 'b', 'naïve', '{"a": 1.10}', x'00ff', '1900-02-28',
           '-100:00:00.250', 2026, b'100000001', '2026-01-01 00:00:00.000001');
        CREATE OR REPLACE TABLE places (id int, place point);
        CREATE OR REPLACE TABLE zero (id int, born date);
        SET sql_mode = '';
        INSERT INTO zero VALUES (1, '0000-00-00');
        """);
    shop.table("types", "types", "watermark: {column: at, lag: 0s}");
    shop.table("places", "places", "");
    shop.table("zero", "zero", "");

    TestRun run = project.run();

    assertThat(project.lake().table(TableName.of("bronze.types")).state().schema().toDDL())
        .startsWith(
            "select DECIMAL(20,0),tiny TINYINT,price DECIMAL(12,4),wide STRING,single DOUBLE,"
                + "share DOUBLE,code STRING,kind STRING,note STRING,doc STRING,raw BINARY,"
                + "born DATE,took STRING,made INT,bits DECIMAL(20,0),at TIMESTAMP,_source");
    assertThat(
            project.rows(
                "bronze.types", "`select`", "tiny", "price", "wide", "single", "share", "code"))
        .containsExactly(
            "[18446744073709551615,2,12345678.9012,"
                + "123456789012345678901234567890123456789012.25,1.6777216E7,0.1,ab]");
    assertThat(
            project.rows(
                "bronze.types",
                "kind",
                "note",
                "doc",
                "hex(raw)",
                "born",
                "took",
                "made",
                "bits",
                "at"))
        .containsExactly(
            "[b,naïve,{\"a\": 1.10},00FF,1900-02-28,-100:00:00.250,2026,257,"
                + "2026-01-01 00:00:00.000001]");
    assertThat(run.failure("bronze.places"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("place (POINT)");
    assertThat(run.failure("bronze.zero")).hasStackTraceContaining("it holds 0000-00-00");
  }
}
