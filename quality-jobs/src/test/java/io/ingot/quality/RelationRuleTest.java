package io.ingot.quality;

import static io.ingot.core.batch.Verdict.Ruling.PASSED;
import static io.ingot.core.batch.Verdict.Ruling.REFUSED;
import static io.ingot.core.batch.Verdict.Ruling.WARNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Verdict;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Unconserved;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Unconserved("tables are written by hand")
class RelationRuleTest {
  private static final String TO_CUSTOMER = "relates: customer_id, to: silver.customer.customer_id";
  private static final String TO_ITSELF = "relates: parent_id, to: silver.orders.order_id";

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder);
  }

  private void customers(String... values) {
    shop.fill(
        Shop.CUSTOMERS,
        0,
        shop.rows("customer_id, code, mail", values)
            .selectExpr("customer_id", "code", "string(mail) AS mail"));
  }

  private Dataset<Row> orders(String... values) {
    return shop.placed(values);
  }

  @Test
  void theShareOfRowsWhoseValueIsFoundIsHeldAgainstWhatIsWanted() {
    customers("(1L, '007', 'ann@x')", "(2L, 'b', 'bob@x')", "(2L, 'c', null)");
    shop.orders(
        "mode: append",
        "{" + TO_CUSTOMER + ", owner: sales}",
        "{" + TO_CUSTOMER + ", mostly: 75%}",
        "{" + TO_CUSTOMER + ", mostly: 70%, warn: 80%}",
        "{" + TO_CUSTOMER + ", level: warn}",
        "{" + TO_CUSTOMER + ", where: order_id < 4}",
        "{" + TO_CUSTOMER + ", where: order_id = 5}",
        "{relates: mail, to: silver.customer.mail}",
        "{relates: day, to: silver.customer.mail, where: order_id = 1}");

    List<Verdict> verdicts =
        shop.verdicts(
            orders(
                "(1, 1, null, 'mo', 'ann@x')",
                "(2, 1, null, 'mo', 'bob@x')",
                "(3, 2, null, 'mo', 'eve@x')",
                "(4, 9, null, 'mo', null)",
                "(5, null, null, 'mo', null)"));

    assertThat(verdicts)
        .extracting(Verdict::ruling, Verdict::measured, verdict -> verdict.value().orElse(-1))
        .containsExactly(
            tuple(REFUSED, "0.75 of 4 rows with a value (1 not found)", 0.75),
            tuple(PASSED, "0.75 of 4 rows with a value (1 not found), at least 75% wanted", 0.75),
            tuple(
                WARNED,
                "0.75 of 4 rows with a value (1 not found), at least 70% wanted (warns below 80%)",
                0.75),
            tuple(WARNED, "0.75 of 4 rows with a value (1 not found)", 0.75),
            tuple(PASSED, "all of 3 rows with a value", 1.0),
            tuple(PASSED, "0 rows with a value", -1.0),
            tuple(REFUSED, "0.6666 of 3 rows with a value (1 not found)", 2.0 / 3),
            tuple(REFUSED, "0 of 1 row with a value (1 not found)", 0.0));
    assertThat(verdicts)
        .extracting(verdict -> String.join("; ", verdict.examples()))
        .containsExactly(
            "order_id='4', customer_id='9'",
            "",
            "order_id='4', customer_id='9'",
            "order_id='4', customer_id='9'",
            "",
            "",
            "order_id='3', mail=***",
            "order_id='1', day=***");
    assertThat(verdicts.get(0).owner()).contains("sales");
    assertThat(verdicts)
        .extracting(verdict -> verdict.wanted().orElse("-"))
        .startsWith("all", "at least 75%", "at least 70%, warns below 80%");
  }

  @Test
  void aTextIsNeverLookedForAmongNumbers() {
    customers("(7L, '007', null)");
    shop.orders("mode: append", "{" + TO_CUSTOMER + "}");
    Dataset<Row> texts = shop.rows("order_id, customer_id", "(1, '007')");

    assertThatThrownBy(() -> shop.gate(Shop.ORDERS).measures(texts.schema()))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot judge 'relates customer_id to silver.customer.customer_id' of silver.orders:"
                + " 'customer_id' is string and silver.customer.customer_id is bigint: their values"
                + " can't be compared without a loss. Declare them with one type, or write a query"
                + " with the cast that you mean. Correct the check.");
  }

  @Test
  void aTableThatIsNotThereYetHasToBeRunFirst() {
    shop.orders("mode: append", "{" + TO_CUSTOMER + "}");

    assertThatThrownBy(
            () -> shop.gate(Shop.ORDERS).measures(orders("(1, 1, 1, 'a', 'b')").schema()))
        .isInstanceOf(ProjectException.class)
        .hasMessageEndingWith(
            "silver.customer is not there yet. Run it first: ingot run --select silver.customer.");
  }

  @Test
  void rowsMayReferToEachOtherAndToThoseThatStay() {
    Dataset<Row> batch =
        orders("(3, 1, 1, 'tu', null)", "(4, 1, 3, 'tu', null)", "(5, 1, 2, 'tu', null)");
    shop.orders("mode: append", "{" + TO_ITSELF + "}");
    assertThat(shop.verdicts(batch))
        .extracting(Verdict::measured)
        .containsExactly("0.3333 of 3 rows with a value (2 not found)");

    shop.fill(Shop.ORDERS, 0, orders("(1, 1, null, 'mo', null)", "(2, 1, null, 'tu', null)"));
    assertThat(shop.verdicts(batch)).extracting(Verdict::ruling).containsExactly(PASSED);

    shop.orders("mode: replace", "{" + TO_ITSELF + "}");
    assertThat(shop.verdicts(batch))
        .flatExtracting(Verdict::examples)
        .containsExactlyInAnyOrder("order_id='3', parent_id='1'", "order_id='5', parent_id='2'");

    shop.orders("mode: replace_partitions, partition_by: [day]", "{" + TO_ITSELF + "}");
    assertThat(shop.verdicts(batch))
        .flatExtracting(Verdict::examples)
        .containsExactly("order_id='5', parent_id='2'");
  }

  @Test
  void whatAMergeOverwritesCanNotBeReferredTo() {
    shop.orders("mode: merge", "{relates: parent_id, to: silver.orders.customer_id}");
    shop.fill(Shop.ORDERS, 0, orders("(1, 10, null, 'mo', null)", "(2, 20, null, 'mo', null)"));

    assertThat(shop.verdicts(orders("(1, 11, 20, 'mo', null)", "(3, 30, 10, 'mo', null)")))
        .flatExtracting(Verdict::examples)
        .containsExactly("order_id='3', parent_id='10'");
  }

  @Test
  void theWholeTableIsJudgedWhereTheCheckSaysSo() {
    customers("(1L, 'a', null)");
    shop.orders("mode: append", "{" + TO_CUSTOMER + ", on: table}", "{" + TO_CUSTOMER + "}");
    shop.fill(Shop.ORDERS, 0, orders("(1, 8, null, 'mo', null)"));

    assertThat(shop.verdicts(orders("(2, 1, null, 'mo', null)")))
        .extracting(Verdict::ruling, Verdict::measured)
        .containsExactly(
            tuple(REFUSED, "0.5 of 2 rows with a value (1 not found)"),
            tuple(PASSED, "all of 1 row with a value"));
  }

  @Test
  void aTableIsSeenAsTheBatchHasReadIt() {
    customers("(1L, 'a', null)");
    Pin read = Pin.of(shop.lake().table(TableName.of(Shop.CUSTOMERS)).state());
    shop.fill(Shop.CUSTOMERS, 1, shop.rows("customer_id, code, mail", "(2L, 'b', 'x')"));
    shop.orders("mode: append", "{" + TO_CUSTOMER + "}");
    Dataset<Row> batch = orders("(1, 2, null, 'mo', null)");

    assertThat(shop.verdicts(batch)).extracting(Verdict::ruling).containsExactly(PASSED);
    assertThat(shop.verdicts(batch, Shop.advance(Map.of(TableName.of(Shop.CUSTOMERS), read))))
        .extracting(Verdict::ruling)
        .containsExactly(REFUSED);
  }

  @Test
  void ofTablesThatLookAtEachOtherOneIsFilledFirst() {
    shop.project()
        .file(
            "silver/customer.yml",
            """
            from: bronze.drop
            columns: {customer_id: {type: int, key: true}}
            checks: [{relates: customer_id, to: silver.orders.customer_id}]
            """);
    shop.orders("mode: append", "{relates: customer_id, to: silver.customer.customer_id}");
    StructType rows = new StructType().add("customer_id", "int");

    assertThat(
            Stream.of(Shop.ORDERS, Shop.CUSTOMERS)
                .map(table -> catchThrowable(() -> shop.gate(table).measures(rows)))
                .map(thrown -> thrown == null ? "goes on" : thrown.getMessage()))
        .hasSize(2)
        .contains("goes on")
        .anySatisfy(told -> assertThat(told).contains("is not there yet. Run it first"));
  }
}
