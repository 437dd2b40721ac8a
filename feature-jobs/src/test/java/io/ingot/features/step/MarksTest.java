package io.ingot.features.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.testkit.Lakes;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases of one entity each, but for what moves to another; days are days of March 1998. */
class MarksTest {
  private static final FeatureView VIEW =
      FeatureYaml.view(
          "v",
          """
          entity: {e: string}
          from: silver.t
          event_time: t
          known_time: k
          features: {x: {mean: x, windows: [2d]}}
          """);

  @TempDir Path folder;

  @Test
  void aChangeThatItsEventsDoNotTellIsKnownSinceItsCommit() {
    Lake lake = Lakes.in(folder);
    Dataset<Row> before =
        rows(
            lake,
            "('rewritten', 3, 2, 1)",
            "('rewritten', 3, 2, 1)",
            "('once less', 3, 2, 1)",
            "('once less', 3, 2, 1)",
            "('gone', 3, 2, 1)",
            "('told', 3, 2, 1)",
            "('untold', 3, 2, 1)",
            "('of unknown time', 3, 2, 1)",
            "('moved back', 5, 2, 1)",
            "('moved forth', 2, 2, 1)",
            "('gone and late', 5, 2, 1)",
            "('given', 4, 2, 1)",
            "('passed on', 5, 2, 1)",
            "('traded', 3, 1, 1)",
            "('traded', 5, 2, 1)");
    Dataset<Row> now =
        rows(
            lake,
            "('rewritten', 3, 2, 1)",
            "('rewritten', 3, 2, 1)",
            "('once less', 3, 2, 1)",
            "('new', 3, 10, 1)",
            "('told', 3, 10, 2)",
            "('untold', 3, 2, 2)",
            "('of unknown time', 3, null, 2)",
            "('moved back', 2, 2, 1)",
            "('moved forth', 8, 2, 1)",
            "('gone and late', 2, 10, 1)",
            "('taken over', 4, 2, 1)",
            "('passed on', 5, 10, 2)",
            "('passed on', 7, 2, 1)",
            "('traded', 3, 2, 1)",
            "(null, 2, 10, 1)",
            "('timeless', null, 10, 1)");

    assertThat(
            Marks.of(before, now, Instant.parse("1998-03-20T00:00:00Z"), VIEW)
                .selectExpr(
                    "concat_ws(' ', e, day(date_from_unix_date(int(__step))), day(__at),"
                        + " if(__silent = __at, 'silent', null))")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0)))
        .containsExactlyInAnyOrder(
            "once less 3 20 silent",
            "gone 3 20 silent",
            "new 3 20",
            "told 3 20",
            "untold 3 20 silent",
            "of unknown time 3 20 silent",
            "moved back 5 20 silent",
            "moved back 2 20 silent",
            "moved forth 2 20 silent",
            "moved forth 8 20 silent",
            "gone and late 5 20 silent",
            "gone and late 2 20",
            "given 4 20 silent",
            "taken over 4 20 silent",
            "passed on 5 20",
            "passed on 7 20 silent",
            "traded 3 20 silent",
            "traded 5 20 silent");
  }

  private static Dataset<Row> rows(Lake lake, String... values) {
    return Lakes.rows(lake, "e, t, k, x", values)
        .selectExpr(
            "e",
            "make_date(1998, 3, t) AS t",
            "CAST(make_date(1998, 3, k) AS timestamp) AS k",
            "CAST(x AS double) AS x");
  }
}
