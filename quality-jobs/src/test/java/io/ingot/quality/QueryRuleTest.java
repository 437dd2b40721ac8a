package io.ingot.quality;

import static io.ingot.core.batch.Verdict.Ruling.NOTED;
import static io.ingot.core.batch.Verdict.Ruling.PASSED;
import static io.ingot.core.batch.Verdict.Ruling.REFUSED;
import static io.ingot.core.batch.Verdict.Ruling.WARNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Verdict;
import io.ingot.core.error.ProjectException;
import io.ingot.core.testkit.Unconserved;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Unconserved("tables are written by hand")
class QueryRuleTest {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder);
    shop.fill(
        Shop.CUSTOMERS,
        0,
        shop.rows("customer_id, code, mail", "(1L, 'a', 'ann@x')", "(2L, 'b', 'bob@x')"));
  }

  private Dataset<Row> orders(String... values) {
    return shop.placed(values);
  }

  private static String query(String sql) {
    return "{query: \"" + sql + "\"}";
  }

  @Test
  void everyRowThatTheQueryAnswersBreaksIt() {
    String joined =
        "SELECT t.order_id, c.code FROM this t JOIN silver.customer c USING (customer_id)";
    shop.orders(
        "mode: append",
        query(joined),
        "{query: \"" + joined + "\", at_most: 2, owner: sales}",
        "{query: \"" + joined + "\", at_most: 1, level: warn}",
        "{query: \"" + joined + "\", where: order_id > 1, at_most: 1}",
        query("SELECT * FROM THIS WHERE order_id > 9"));

    List<Verdict> verdicts =
        shop.verdicts(
            orders(
                "(1, 1, null, 'mo', null)",
                "(2, 2, null, 'mo', null)",
                "(3, 3, null, 'mo', null)"));

    assertThat(verdicts)
        .extracting(
            Verdict::ruling,
            Verdict::measured,
            verdict -> verdict.value().orElseThrow(),
            verdict -> verdict.wanted().orElseThrow(),
            verdict -> verdict.samples().size())
        .containsExactly(
            tuple(REFUSED, "2 rows", 2.0, "at most 0 rows", 2),
            tuple(PASSED, "2 rows", 2.0, "at most 2 rows", 0),
            tuple(WARNED, "2 rows", 2.0, "at most 1 row", 2),
            tuple(PASSED, "1 row", 1.0, "at most 1 row", 0),
            tuple(PASSED, "0 rows", 0.0, "at most 0 rows", 0));
    assertThat(verdicts.get(0).examples())
        .containsExactlyInAnyOrder("order_id='1', code='a'", "order_id='2', code='b'");
    assertThat(verdicts.get(1).owner()).contains("sales");
  }

  @Test
  void whatIsMadeOfAPersonalColumnIsHiddenUnderWhateverName() {
    shop.orders(
        "mode: append",
        query(
            "SELECT t.order_id, t.mail AS m, upper(c.mail) u, t.day, 1 AS one, t.day"
                + " FROM this t JOIN silver.customer c USING (customer_id)"),
        query("SELECT day, count(*) AS n, max(mail) FROM this GROUP BY day HAVING count(*) > 0"),
        query(
            "WITH x AS (SELECT mail AS a, order_id AS b FROM this) SELECT x.a, x.b, y.b FROM x"
                + " JOIN x AS y ON x.b = y.b"),
        query("SELECT day FROM this UNION ALL SELECT mail FROM this"),
        query("SELECT order_id, (SELECT max(mail) FROM this) AS s FROM this"));

    assertThat(shop.verdicts(orders("(1, 1, null, 'mo', 'ann@x')")))
        .extracting(verdict -> verdict.examples().get(0))
        .containsExactly(
            "order_id='1', m=***, u=***, day='mo', one='1', day_2='mo'",
            "day='mo', n='1', max(mail)=***",
            "a=***, b='1', b_2='1'",
            "day=***",
            "order_id='1', s=***");
  }

  @Test
  void rowsThatWereThereBeforeAreComparedOnceThereAreAny() {
    shop.orders(
        "mode: append",
        query("SELECT t.order_id FROM this t JOIN silver.orders o USING (order_id)"),
        "{query: \"SELECT order_id FROM this GROUP BY order_id HAVING count(*) > 1\", on: table}");
    Dataset<Row> batch = orders("(1, 1, null, 'mo', null)");

    assertThat(shop.verdicts(batch))
        .extracting(Verdict::ruling, Verdict::measured)
        .containsExactly(
            tuple(NOTED, "nothing, since silver.orders has no earlier rows yet"),
            tuple(PASSED, "0 rows"));

    shop.fill(Shop.ORDERS, 0, batch);

    assertThat(shop.verdicts(batch)).extracting(Verdict::ruling).containsExactly(REFUSED, REFUSED);
  }

  @Test
  void gatesThatJudgeAtTheSameTimeSeeTheirOwnRowsAndLeaveNothingBehind() {
    shop.orders("mode: append", query("SELECT order_id FROM this"));
    List<Gate> gates = IntStream.range(0, 4).mapToObj(i -> shop.gate(Shop.ORDERS)).toList();
    List<Evidence> written =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    shop.written(
                        gates.get(i),
                        orders("(" + i + ", 1, null, 'mo', null)"),
                        Shop.advance(Map.of())))
            .toList();

    assertThat(
            IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> gates.get(i).judge(written.get(i)).get(0).examples())
                .toList())
        .containsExactly(
            List.of("order_id='0'"),
            List.of("order_id='1'"),
            List.of("order_id='2'"),
            List.of("order_id='3'"));
    assertThat(shop.lake().spark().catalog().tableExists("this")).isFalse();
    assertThat(written.get(0).written().get().sparkSession().catalog().tableExists("this"))
        .isFalse();
  }

  @Test
  void aQueryThatIsWrongIsToldBeforeAnythingIsWritten() {
    shop.orders("mode: append", query("SELECT amuont FROM this"));

    assertThatThrownBy(
            () -> shop.gate(Shop.ORDERS).measures(orders("(1, 1, 1, 'mo', 'm')").schema()))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("Cannot judge 'query SELECT amuont FROM this' of silver.orders: ")
        .hasMessageContaining("`amuont` cannot be resolved")
        .hasMessageEndingWith("Correct the query.");
  }
}
