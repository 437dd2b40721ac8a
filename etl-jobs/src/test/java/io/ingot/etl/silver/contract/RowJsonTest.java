package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.testkit.Sparks;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class RowJsonTest {
  private final SparkSession spark = Sparks.session().newSession();

  @Test
  void aRowOfEveryTypeIsMadeAgainToTheLastDigit() {
    Dataset<Row> rows =
        spark.sql(
            """
            SELECT * FROM VALUES
              (1, -128Y, 32767S, -9223372036854775808L, float(1.1), 0.1D + 0.2D, true,
               12345678901234567890.123456789012345678BD,
               'a "quoted" \\\\ line\\nand \\u0001 \\u00e4 \\uD83D\\uDE00', X'00FF10',
               DATE'1582-10-04', TIMESTAMP'2026-01-02 03:04:05.678901',
               TIMESTAMP_NTZ'2026-01-02 03:04:05.678901',
               array(1, null, 3), map('k', 1.5D, 'n', null), map(7, DATE'2026-01-01'),
               named_struct('a b', 1, 'c', TIMESTAMP'0001-01-01 00:00:00.000001'),
               array(named_struct('m', map('k', map(DATE'2026-01-01', 1BD))))),
              (2, 127Y, -32768S, 9223372036854775807L, float('NaN'), double('-Infinity'), false,
               -0.000000000000000001BD, '', X'', DATE'9999-12-31',
               TIMESTAMP'9999-12-31 23:59:59.999999', TIMESTAMP_NTZ'1900-01-01 00:00:00',
               array(), map(), map(), named_struct('a b', null, 'c', null),
               array(null, named_struct('m', null))),
              (3, null, null, null, float('Infinity'), double('NaN'), null, null, null, null, null,
               null, null, null, null, null, null, null)
            AS t(id, b, s, l, f, d, t, n, x, y, day, at, local, list, entries, numbered, `in side`, deep)
            """);
    StructType schema = rows.schema();

    Dataset<Row> again =
        rows.select(RowJson.write(struct(col("*")), schema).as("json"))
            .select(RowJson.read(col("json"), schema).as("row"))
            .select("row.*");

    assertThat(again.schema().simpleString()).isEqualTo(schema.simpleString());
    assertThat(texts(again)).isEqualTo(texts(rows)).contains("678901", "0.30000000000000004");
  }

  /** Bytes are told by their address in a row's text, and times to the microsecond. */
  private static String texts(Dataset<Row> rows) {
    return rows.withColumn("y", hex(col("y"))).orderBy("id").collectAsList().toString();
  }

  @Test
  void aTextThatIsNoSuchRowIsAnError() {
    Dataset<Row> rows = spark.sql("SELECT '{\"a\": \"x\"}' AS json");

    assertThatThrownBy(
            () ->
                rows.select(RowJson.read(col("json"), StructType.fromDDL("a int"))).collectAsList())
        .hasStackTraceContaining("Malformed");
  }
}
