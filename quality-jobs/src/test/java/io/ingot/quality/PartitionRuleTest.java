package io.ingot.quality;

import static io.ingot.core.batch.Verdict.Ruling.PASSED;
import static io.ingot.core.batch.Verdict.Ruling.REFUSED;
import static io.ingot.core.batch.Verdict.Ruling.WARNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Verdict;
import io.ingot.core.testkit.SparkWork;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionRuleTest {
  private static final String BY_DAY = "mode: append, partition_by: [day]";

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder);
  }

  @Test
  void eachPartitionIsJudgedByItselfAndTheWorstAreNamed() {
    shop.orders(
        BY_DAY,
        "{complete: customer_id, mostly: 60%, on: partition}",
        "{complete: customer_id, mostly: 60%}",
        "{unique: order_id, on: partition, level: warn}",
        "{unique: order_id}",
        "{rows: {min: 2, max: 3}, on: partition}",
        "{satisfies: order_id < 9, on: partition}");

    List<Verdict> verdicts =
        shop.verdicts(
            shop.placed(
                "(1, 1, null, 'mo', null)",
                "(2, 1, null, 'mo', null)",
                "(3, 1, null, 'mo', null)",
                "(1, 1, null, 'tu', null)",
                "(2, null, null, 'tu', null)",
                "(4, 1, null, 'we', null)",
                "(4, 1, null, 'we', null)",
                "(5, 1, null, 'we', null)",
                "(6, 1, null, 'we', null)",
                "(7, null, null, null, null)"));

    assertThat(verdicts)
        .extracting(Verdict::ruling, Verdict::measured)
        .containsExactly(
            tuple(
                REFUSED,
                "2 of 4 partitions broken, day=null: 0 of 1 row (1 broken), at least 60% wanted;"
                    + " day='tu': 0.5 of 2 rows (1 broken), at least 60% wanted"),
            tuple(PASSED, "0.8 of 10 rows (2 broken), at least 60% wanted"),
            tuple(WARNED, "1 of 4 partitions broken, day='we': 0.5 of 4 rows (2 repeated)"),
            tuple(REFUSED, "0.4 of 10 rows (6 repeated)"),
            tuple(REFUSED, "2 of 4 partitions broken, day=null: 1 row; day='we': 4 rows"),
            tuple(PASSED, "all of 4 partitions"));
    assertThat(verdicts.get(0).examples())
        .containsExactly("order_id='7', customer_id=null", "order_id='2', customer_id=null");
    assertThat(verdicts.get(2).examples()).containsExactly("day='we', order_id='4', _times='2'");
    assertThat(verdicts.get(0).check()).isEqualTo("complete customer_id on partition");
  }

  @Test
  void allChecksByPartitionTakeOnePassOverTheRows() {
    shop.orders(
        BY_DAY,
        "{complete: customer_id, on: partition}",
        "{satisfies: order_id >= 0, on: partition}",
        "{rows: {min: 10}, on: partition}");
    Gate gate = shop.gate(Shop.ORDERS);
    Dataset<Row> rows =
        shop.lake()
            .spark()
            .range(1000)
            .selectExpr("int(id) AS order_id", "1 AS customer_id", "string(id % 7) AS day");
    Evidence written = shop.written(gate, rows, Shop.advance(Map.of()));

    SparkWork judging =
        SparkWork.during(
            shop.lake().spark(),
            () ->
                assertThat(gate.judge(written))
                    .extracting(Verdict::measured)
                    .containsOnly("all of 7 partitions"));

    assertThat(judging.rowsRead()).isEqualTo(1000);
  }

  @Test
  void aBatchWithoutRowsHasNoPartition() {
    shop.orders(BY_DAY, "{rows: {min: 1}, on: partition}", "{unique: order_id, on: partition}");

    assertThat(shop.verdicts(shop.placed("(1, 1, 1, 'mo', 'm')").filter("order_id > 1")))
        .extracting(Verdict::ruling, Verdict::measured)
        .containsExactly(tuple(PASSED, "0 partitions"), tuple(PASSED, "0 partitions"));
  }
}
