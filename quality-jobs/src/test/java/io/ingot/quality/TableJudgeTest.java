package io.ingot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.project.Check;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.SparkWork;
import io.ingot.core.testkit.Unconserved;
import io.ingot.quality.state.TableMeasures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Unconserved("tables are written by hand")
class TableJudgeTest {
  private static final TableName NAME = TableName.of("silver.orders");

  @TempDir Path folder;

  @Test
  void fiftyChecksCostOneScanAndAfterAnIncrementOnlyThat() {
    Lake lake = Lakes.in(folder);
    LakeTable table = lake.table(NAME);
    write(lake, 0, 100_000);
    List<Check> checks = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String column = "c" + i;
      checks.add(Checks.complete(column));
      checks.add(Checks.between(column, "0", "1000000"));
      checks.add(Checks.atLeast(column, "0"));
      checks.add(Checks.satisfies(column + " >= 0 OR id < 0"));
      checks.add(Checks.satisfies(column + " < 500000", "1%"));
    }
    SparkWork scan = SparkWork.during(lake.spark(), () -> scan(table));

    SparkWork fifty = SparkWork.during(lake.spark(), () -> judged(lake, checks));
    write(lake, 100_000, 101_000);
    table.files(table.state().version()).all();
    SparkWork increment = SparkWork.during(lake.spark(), () -> judged(lake, checks));

    // With the rows of Delta's own log.
    assertThat(scan.rowsRead()).isBetween(100_000L, 100_010L);
    assertThat(fifty.rowsRead()).isEqualTo(100_000);
    assertThat(fifty.bytesRead()).isLessThanOrEqualTo(scan.bytesRead() * 105 / 100);
    assertThat(increment.rowsRead()).isEqualTo(1_000);
    assertThat(increment.bytesRead()).isPositive().isLessThanOrEqualTo(scan.bytesRead() / 50);
  }

  private static void scan(LakeTable table) {
    String all = String.join(", ", table.state().schema().fieldNames());
    table.at(table.state().version()).selectExpr("SUM(HASH(" + all + ") % 7)").first();
  }

  private static void judged(Lake lake, List<Check> checks) {
    assertThat(checks).hasSize(50);
    JudgedTable judged =
        new TableJudge(lake)
            .judge(
                NAME,
                new TableMeasures(lake, NAME, column -> false),
                new DeequGate(NAME, checks, List.of()));
    assertThat(judged.verdicts())
        .hasSize(50)
        .allSatisfy(verdict -> assertThat(verdict.ruling()).isEqualTo(Ruling.PASSED));
    assertThat(judged.score()).isEqualTo(1);
  }

  private static void write(Lake lake, long from, long to) {
    String[] columns =
        IntStream.range(-1, 10)
            .mapToObj(i -> i < 0 ? "id" : "ABS(HASH(id, " + i + ")) % 1000000 AS c" + i)
            .toArray(String[]::new);
    lake.spark()
        .range(from, to)
        .selectExpr(columns)
        .repartition(1)
        .write()
        .format("delta")
        .mode("append")
        .save(lake.table(NAME).path());
  }
}
