package io.ingot.core.lake;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.testkit.Sparks;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AlikeTest {
  @Test
  void mapsAreTheSameByTheirEntriesHoweverDeepTheyLie() {
    assertThat(same("map('a', 1, 'b', 2)", "map('b', 2, 'a', 1)")).isTrue();
    assertThat(same("map('a', 1, 'b', 2)", "map('b', 2, 'a', 3)")).isFalse();
    assertThat(
            same(
                "array(struct(1 AS x, map('a', map('k', 1), 'b', null) AS m))",
                "array(struct(1 AS x, map('b', null, 'a', map('k', 1)) AS m))"))
        .isTrue();
    assertThat(
            same(
                "array(struct(1 AS x, map('a', map('k', 1)) AS m))",
                "array(struct(1 AS x, map('a', map('k', 2)) AS m))"))
        .isFalse();
    assertThat(same("if(true, null, struct(map('a', 1) AS m))", "struct(map('a', 1) AS m)"))
        .isFalse();
    assertThat(same("if(true, null, map('a', 1))", "if(true, null, map('a', 1))")).isTrue();
  }

  @Test
  void aFieldThatOneSideHasNotGotIsNullThere() {
    String before = "struct(TIMESTAMP'2026-01-01 00:00:00.000001' AS at)";
    assertThat(same(before, before.replace(")", ", int(null) AS n)"))).isTrue();
    assertThat(same(before, before.replace(")", ", 1 AS n)"))).isFalse();
    assertThat(same(before, before.replace("01'", "02'").replace(")", ", int(null) AS n)")))
        .isFalse();
  }

  private static boolean same(String left, String right) {
    Dataset<Row> row = Sparks.session().sql("SELECT " + left + " AS l, " + right + " AS r");
    return row.select(
            Alike.same(
                col("l"),
                row.schema().apply("l").dataType(),
                col("r"),
                row.schema().apply("r").dataType()))
        .first()
        .getBoolean(0);
  }
}
