package io.ingot.features.step;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.lake.Lake;
import io.ingot.core.lake.ViewHistory;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.testkit.Lakes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases of one entity each; days are days of March 1998, and all changes are of its 20th. */
class TimelineTest {
  private static final FeatureView VIEW =
      FeatureYaml.view(
          "v",
          """
          entity: {e: string}
          from: silver.t
          event_time: t
          known_time: k
          ttl: 5d
          features: {x: {mean: x, windows: [2d]}}
          """);
  private static final String COLUMNS = "e, event_time, known_time, x_2d, _deleted";

  @TempDir Path folder;

  /** What is computed promises more of an array than a table's files can. */
  @Test
  void wordsAreComparedWithThoseOfTheTable() {
    Lake lake = Lakes.in(folder);
    FeatureView view =
        FeatureYaml.view(
            "v",
            """
            entity: {e: string}
            from: silver.t
            event_time: t
            known_time: k
            features: {said: {tokens: said}}
            """);
    String columns =
        "e, TIMESTAMP'1998-03-01' event_time, TIMESTAMP'1998-03-01' valid_from,"
            + " TIMESTAMP'1998-03-02' known_time, split(said, ' ') said, false _deleted";
    Dataset<Row> computed =
        Lakes.rows(lake, "e, said", "('same', 'a b')", "('other', 'a c')")
            .selectExpr(columns.split(",(?! ')"));
    Dataset<Row> table =
        Lakes.rows(lake, "e, said", "('same', 'a b')", "('other', 'a b')")
            .selectExpr(columns.split(",(?! ')"))
            .withColumn("said", expr("transform(said, word -> nullif(word, ''))"));

    assertThat(
            new Timeline(view)
                .corrections(computed, table, Instant.parse("1998-03-20T00:00:00Z"))
                .selectExpr("e", "concat_ws(' ', said)")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[other,a c]");
  }

  @Test
  void onlyWhatDiffersIsAddedAndKnownNoEarlierThanItWas() {
    Lake lake = Lakes.in(folder);
    Dataset<Row> computed =
        rows(
            lake,
            "('same', 1, 2, double('NaN'), false)",
            "('same', 2, 3, null, false)",
            "('same', 3, 3, -0e0D, false)",
            "('told', 1, 5, 7, false)",
            "('untold', 1, 2, 7, false)",
            "('ahead', 1, 2, 7, false)",
            "('unknown', 1, null, 7, false)",
            "('nowKnown', 1, 5, 1, false)",
            "('neverKnown', 1, null, 7, false)",
            "('carried', 1, 2, 1, false)",
            "('carried', 3, 4, 3, false)",
            "('back', 1, 2, 1, false)",
            "('lasting', 1, 2, 1, false)",
            "('expired', 1, 2, 1, false)",
            "('close', 1, 2, 0.30000000000000004D, false)",
            "('apart', 1, 2, 1.000000001D, false)",
            "('farther', 9, 9, 8, false)");
    Dataset<Row> table =
        rows(
            lake,
            "('same', 1, 2, double('NaN'), false)",
            "('same', 2, 3, null, false)",
            "('same', 3, 3, 0e0D, false)",
            "('told', 1, 3, 8, false)",
            "('untold', 1, 2, 8, false)",
            "('ahead', 1, 25, 8, false)",
            "('unknown', 1, 2, 8, false)",
            "('nowKnown', 1, null, 1, false)",
            "('neverKnown', 1, null, 8, false)",
            "('carried', 1, 2, 1, false)",
            "('carried', 2, 3, 2, false)",
            "('carried', 3, 4, 3, false)",
            "('gone', 1, 2, 1, false)",
            "('gone', 1, 12, 2, false)",
            "('gone', 2, 3, 1, false)",
            "('back', 1, 2, 1, false)",
            "('back', 1, 12, null, true)",
            "('lasting', 1, 2, 1, false)",
            "('lasting', 6, 7, 2, false)",
            "('expired', 1, 2, 1, false)",
            "('expired', 7, 8, 2, false)",
            "('close', 1, 2, 0.3D, false)",
            "('apart', 1, 2, 1.0D, false)",
            "('farther', 9, 9, 5, false)");
    Dataset<Row> marks =
        Lakes.rows(
                lake,
                "e, day",
                "('same', 1)",
                "('told', 1)",
                "('untold', 1)",
                "('ahead', 1)",
                "('unknown', 1)",
                "('nowKnown', 1)",
                "('neverKnown', 1)",
                "('carried', 2)",
                "('gone', 1)",
                "('gone', 2)",
                "('back', 1)",
                "('lasting', 6)",
                "('expired', 7)",
                "('close', 1)",
                "('apart', 1)",
                "('farther', 1)")
            .selectExpr(
                "e",
                "unix_date(make_date(1998, 3, day)) AS __step",
                "TIMESTAMP'1998-03-20' AS __at",
                "CAST(null AS timestamp) AS __silent");

    assertThat(texts(new Timeline(VIEW).corrections(computed, table, marks)))
        .containsExactly(
            "ahead 1 1998-03-25 00:00:00.000001 7.0",
            "apart 1 1998-03-20 00:00:00 1.000000001",
            "back 1 1998-03-20 00:00:00 1.0",
            "carried 2 1998-03-20 00:00:00 1.0",
            "expired 7 1998-03-20 00:00:00 deleted",
            "gone 1 1998-03-20 00:00:00 deleted",
            "gone 2 1998-03-20 00:00:00 deleted",
            "lasting 6 1998-03-20 00:00:00 1.0",
            "nowKnown 1 1998-03-05 00:00:00 1.0",
            "told 1 1998-03-05 00:00:00 7.0",
            "unknown 1 1998-03-20 00:00:00 7.0",
            "untold 1 1998-03-20 00:00:00 7.0");
    // Where nobody knows what changed, whatever takes another's place is known since the commit.
    assertThat(
            texts(
                new Timeline(VIEW)
                    .corrections(computed, table, Instant.parse("1998-03-20T00:00:00Z"))))
        .contains("told 1 1998-03-20 00:00:00 7.0", "farther 9 1998-03-20 00:00:00 8.0")
        .hasSize(13);
    assertThat(texts(ViewHistory.latest(table, VIEW)))
        .hasSize(22)
        .contains("gone 1 1998-03-12 00:00:00 2.0", "back 1 1998-03-12 00:00:00 deleted")
        .doesNotContain("gone 1 1998-03-02 00:00:00 1.0");
  }

  private static Dataset<Row> rows(Lake lake, String... values) {
    return Lakes.rows(lake, COLUMNS, values)
        .selectExpr(
            "e",
            "make_date(1998, 3, event_time) AS event_time",
            "CAST(make_date(1998, 3, event_time + 1) AS timestamp) AS valid_from",
            "CAST(make_date(1998, 3, known_time) AS timestamp) AS known_time",
            "CAST(x_2d AS double) AS x_2d",
            "_deleted");
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows
        .selectExpr(
            "concat_ws(' ', e, day(event_time), CAST(known_time AS string),"
                + " if(_deleted, 'deleted', CAST(x_2d AS string)))")
        .collectAsList()
        .stream()
        .flatMap(row -> Stream.of(row.getString(0)))
        .sorted()
        .toList();
  }
}
