package io.ingot.features.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.testkit.Sparks;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class RowDigestTest {
  private static final SparkSession SPARK = Sparks.session().newSession();
  private static final String NOTHING = "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL";

  /** Rows that are nearly alike, of which no two are. */
  private static final List<String> ROWS =
      List.of(
          NOTHING,
          row("'1', '23'"),
          row("'12', '3'"),
          row("'', NULL"),
          row("NULL, ''"),
          row("'-', NULL"),
          row("NULL, NULL, 0D"),
          row("NULL, NULL, -0D"),
          row("NULL, NULL, double('NaN')"),
          row("NULL, NULL, double('Infinity')"),
          row("NULL, NULL, double('-Infinity')"),
          row("NULL, NULL, 0.1D"),
          row("NULL, NULL, 0.10000000000000002D"),
          row("NULL, NULL, NULL, array(1D, NULL)"),
          row("NULL, NULL, NULL, array(NULL, 1D)"),
          row("NULL, NULL, NULL, array()"),
          row("NULL, NULL, NULL, array(NULL)"),
          row("NULL, NULL, NULL, NULL, timestamp'2024-01-01 00:00:00.000001'"),
          row("NULL, NULL, NULL, NULL, timestamp'2024-01-01 00:00:00'"),
          row("NULL, NULL, NULL, NULL, NULL, date'2024-01-01'"),
          row("NULL, NULL, NULL, NULL, NULL, NULL, named_struct('a', 1, 'b', NULL)"),
          row("NULL, NULL, NULL, NULL, NULL, NULL, named_struct('a', NULL, 'b', 1)"),
          row("NULL, NULL, NULL, NULL, NULL, NULL, NULL, map('k', 1)"),
          row("NULL, NULL, NULL, NULL, NULL, NULL, NULL, map('k', NULL)"),
          row("NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, X'00'"),
          row("NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, X'0000'"));

  private static String row(String first) {
    int values = first.replaceAll("\\([^)]*\\)", "").split(",").length;
    return first + ", NULL".repeat(9 - values);
  }

  private static Dataset<Row> rows(List<String> rows) {
    return SPARK
        .sql("SELECT * FROM VALUES (" + String.join("), (", rows) + ")")
        .selectExpr(
            "string(col1) a",
            "string(col2) b",
            "double(col3) c",
            "cast(col4 as array<double>) d",
            "timestamp(col5) e",
            "date(col6) f",
            "cast(col7 as struct<a:int,b:int>) g",
            "cast(col8 as map<string,int>) h",
            "binary(col9) i");
  }

  private static List<String> digests(List<String> rows) {
    Dataset<Row> typed = rows(rows);
    return typed.select(RowDigest.of("1", typed.schema())).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void onlyRowsThatAreAlikeInAllHaveTheSameDigest() {
    List<String> twice = new ArrayList<>(ROWS);
    twice.addAll(ROWS);

    List<String> digests = digests(twice);

    assertThat(digests.subList(0, ROWS.size()))
        .doesNotHaveDuplicates()
        .isEqualTo(digests.subList(ROWS.size(), twice.size()))
        .allMatch(digest -> digest.matches("[0-9a-f]{64}"));
  }

  @Test
  void aChecksumKnowsWhereARowStandsAndNotHowRowsAreRead() {
    Dataset<Row> rows =
        rows(ROWS)
            .coalesce(1)
            .withColumn("_row", expr("monotonically_increasing_id()"))
            .withColumn("_split", lit("train"))
            .localCheckpoint();
    String sum = Checksum.of(rows);

    assertThat(
            Checksum.of(
                rows.repartition(5)
                    .select("_split", "i", "a", "b", "c", "d", "e", "f", "g", "h", "_row")))
        .isEqualTo(sum)
        .matches("[0-9a-f]{30}");
    assertThat(
            Checksum.of(
                rows.withColumn(
                    "_row", expr("CASE _row WHEN 3 THEN 4 WHEN 4 THEN 3 ELSE _row END"))))
        .isNotEqualTo(sum);
    assertThat(Checksum.of(rows.filter(col("_row").lt(ROWS.size() - 1)))).isNotEqualTo(sum);
    assertThat(Checksum.of(rows.withColumn("_split", lit("validation")))).isNotEqualTo(sum);
  }
}
