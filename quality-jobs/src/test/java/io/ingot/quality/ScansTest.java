package io.ingot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.testkit.SparkWork;
import io.ingot.core.testkit.Sparks;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the rows of a batch are read for its checks. */
class ScansTest {
  private static final int ROWS = 1000;

  @TempDir Path folder;

  @Test
  void whatCanBeAggregatedReadsNothing() {
    assertThat(
            rowsRead(
                "complete: id",
                "between: n, min: 0, mostly: 50%, where: id > 3",
                "mean: n, min: 0",
                "sum: n, min: 0",
                "sd: n, min: 0",
                "minimum: n, min: 0",
                "quantile: n, at: 0.9, min: 0",
                "quantile: n, at: 0.9, exact: true, min: 0",
                "distinct: [k], min: 1",
                "correlation: [id, n], min: 0",
                "sane: [n]",
                "rows: {min: 1}",
                "column_count: {min: 1}",
                "loaded: 90%"))
        .isZero();
  }

  @Test
  void allGroupingsTogetherReadTheRowsOnce() {
    assertThat(
            rowsRead(
                "unique: [id]",
                "unique: [k, id], where: n > 0",
                "uniqueness: [id], min: 0.5",
                "distinctness: [k], min: 0",
                "distinct: [k], exact: true, min: 1",
                "distinct: [k, j], min: 1",
                "entropy: j, min: 0",
                "mutual_information: [k, j], min: 0",
                "mutual_information: [id, k], min: 0"))
        // What Spark takes from its cache counts too: one for each of a few blocks.
        .isBetween((long) ROWS, ROWS + 20L);
  }

  @Test
  void whatLiesFarAwayIsCountedByOneFurtherLook() {
    assertThat(rowsRead("sane: [n, wild, far]", "complete: id")).isEqualTo(ROWS);
  }

  private long rowsRead(String... checks) {
    DeequGate gate =
        new DeequGate(Judging.TABLE, List.of(Declared.in(folder.resolve("p"), checks)), List.of());
    Dataset<Row> rows =
        Sparks.session()
            .range(0, ROWS, 1, 2)
            .selectExpr(
                "id",
                "id * 2D AS n",
                "cast(id % 7 AS string) AS k",
                "id % 3 AS j",
                "if(id = 5, 1e9, id) AS wild",
                "if(id = 6, -1e9, id) AS far");
    Evidence written = new Judging(folder.resolve("rows")).written(rows, gate);
    return SparkWork.during(
            Sparks.session(),
            () ->
                assertThat(gate.judge(written))
                    .extracting(Verdict::ruling)
                    .containsOnly(Ruling.PASSED))
        .rowsRead();
  }
}
