package io.ingot.quality.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.batch.Json;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Sparks;
import io.ingot.core.testkit.SqlCount;
import io.ingot.quality.history.Facts.Bar;
import io.ingot.quality.history.Facts.Quantile;
import io.ingot.quality.history.Facts.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProfilingTest {
  private static final TableName TABLE = TableName.of("silver.orders");
  private static final Instant AT = Instant.parse("2026-03-01T06:00:00Z");
  private static final String HOSTILE = "<script>alert(1)</script>";

  private static Profile profile;
  private static int queries;

  @BeforeAll
  static void profileAThousandRowsOfEveryType() throws Exception {
    Dataset<Row> rows =
        Sparks.session()
            .range(1000)
            .selectExpr(
                "id",
                "IF(id % 10 = 0, NULL, id % 4) AS few",
                "CASE WHEN id = 0 THEN DOUBLE('NaN') WHEN id < 500 THEN id ELSE -id END AS `a``b`",
                "CAST(id AS DECIMAL(20,4)) / 8 AS price",
                "IF(id % 2 = 0, '" + HOSTILE + "', '\"\\'&') AS `" + HOSTILE + "`",
                "LPAD(id, 4, '0') AS code",
                "IF(id % 3 = 0, NULL, IF(id % 2 = 0, '1', '-2.5')) AS texts",
                "CONCAT('ann', id, '@x') AS mail",
                "id % 2 = 0 AS even",
                "DATE'2026-01-01' + CAST(id % 31 AS INT) AS day",
                "CAST(NULL AS STRING) AS never",
                "CAST(7 AS INT) AS same",
                "array(id) AS nested",
                "map('a', id) AS pairs",
                "X'00FF' AS bytes",
                "5L AS _batch");
    List<Profile> profiles = new ArrayList<>();
    queries =
        SqlCount.of(
            Sparks.session(),
            () -> profiles.add(new Profiling(rows, Set.of("mail")).profile(TABLE, 3, AT)));
    profile = profiles.get(0);
  }

  @Test
  void twoPassesTellEverything() {
    assertThat(queries).isEqualTo(2);
    assertThat(profile.rows()).isEqualTo(1000);
    assertThat(profile.columns()).hasSize(15).extracting(Facts::name).doesNotContain("_batch");
  }

  @Test
  void aNumberIsToldByItsEndsMeanDeviationQuantilesAndRanges() {
    Facts id = facts("id");

    assertThat(id.type()).isEqualTo("bigint");
    assertThat(id.nulls()).isZero();
    assertThat(id.distinct().getAsLong()).isBetween(940L, 1000L);
    assertThat(id.extent()).hasValue(new Facts.Extent("0", "999"));
    Facts.Spread spread = id.numbers().orElseThrow();
    assertThat(spread.mean()).isEqualTo(499.5);
    assertThat(spread.sd()).isCloseTo(Math.sqrt((1_000_000 - 1) / 12.0), within(1e-9));
    assertThat(spread.quantiles())
        .contains(new Quantile(0.05, 49), new Quantile(0.5, 499), new Quantile(0.95, 949));
    assertThat(id.bars()).hasSize(20).extracting(Bar::rows).containsOnly(50L);
    assertThat(id.bars().get(19).to()).isEqualTo(999);
    assertThat(facts("price").extent()).hasValue(new Facts.Extent("0.000000", "124.875000"));
  }

  @Test
  void notANumberIsCountedAndSpoilsNothing() {
    Facts odd = facts("a`b");

    assertThat(odd.notNumbers()).isEqualTo(1);
    assertThat(odd.extent()).hasValue(new Facts.Extent("-999.0", "499.0"));
    assertThat(odd.numbers().orElseThrow().mean())
        .isCloseTo((499 * 500 / 2 - (999 * 1000 / 2 - 499 * 500 / 2)) / 999.0, within(1e-9));
    assertThat(odd.bars().stream().mapToLong(Bar::rows).sum()).isEqualTo(999);
  }

  @Test
  void fewValuesAreCountedOneByOneTheMostFrequentFirst() {
    assertThat(facts("few").nulls()).isEqualTo(100);
    assertThat(facts("few").listed()).isTrue();
    assertThat(facts("few").values())
        .containsExactly(
            new Value("1", 250), new Value("3", 250), new Value("0", 200), new Value("2", 200));
    assertThat(facts("even").values())
        .containsExactly(new Value("false", 500), new Value("true", 500));
    assertThat(facts("day").values()).hasSize(31).contains(new Value("2026-01-01", 33));
    assertThat(facts("same").bars()).containsExactly(new Bar(7, 7, 1000));
    // Deequ reads no more than 120 of them.
    assertThat(facts("code").values()).hasSizeLessThanOrEqualTo(120);
    assertThat(facts("code").listed()).isFalse();
  }

  @Test
  void aTextIsToldByItsLengthsAndByWhatItCanBeReadAs() {
    assertThat(facts("code").lengths()).hasValue(new Facts.Lengths(4, 4, 4));
    assertThat(facts("code").reads(1000)).hasValue("integral");
    assertThat(facts("texts").lengths().orElseThrow().greatest()).isEqualTo(4);
    assertThat(facts("texts").reads(1000)).hasValue("fractional");
    assertThat(facts(HOSTILE).reads(1000)).isEmpty();
    assertThat(facts("never").reads(1000)).isEmpty();
    assertThat(facts("never").nulls()).isEqualTo(1000);
    assertThat(facts("never").extent()).isEmpty();
  }

  @Test
  void aPersonalColumnShowsCountsAlone() throws Exception {
    Facts mail = facts("mail");

    assertThat(mail.personal()).isTrue();
    assertThat(mail.nulls()).isZero();
    assertThat(mail.distinct().getAsLong()).isBetween(940L, 1000L);
    assertThat(Json.pretty(profile)).doesNotContain("@x");
    assertThat(new ProfilePage(profile).html()).doesNotContain("@x").contains("personal");
    assertThat(new ProfileTable(profile).rows().toString()).doesNotContain("@x");
    JsonNode json = new ObjectMapper().readTree(Json.write(mail));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "name",
            "type",
            "personal",
            "nulls",
            "distinct",
            "notNumbers",
            "values",
            "listed",
            "bars");
  }

  @Test
  void aNestedColumnIsCountedAndNoMore() {
    for (String name : List.of("nested", "pairs", "bytes")) {
      assertThat(facts(name).distinct()).isEmpty();
      assertThat(facts(name).values()).isEmpty();
    }
    assertThat(facts("nested").type()).isEqualTo("array<bigint>");
  }

  @Test
  void whateverANameOrAValueHoldsStaysTextAndThePageFetchesNothing() {
    String html = new ProfilePage(profile).html();

    assertThat(html)
        .doesNotContain("<script", "alert(1)</")
        .contains("<h3>&lt;script&gt;alert(1)&lt;/script&gt; ")
        .contains("<td>&quot;&#39;&amp;</td>")
        .contains("default-src 'none'; style-src 'unsafe-inline'")
        .contains("prefers-color-scheme: dark", "width=device-width")
        .doesNotContainPattern("<link|@import|url\\(|src=\"http");
    assertThat(html.split("<svg", -1)).hasSize(5);
  }

  @Test
  void aTableOfNoRowsHasAProfile() {
    Dataset<Row> none =
        Sparks.session().range(0).selectExpr("id", "CAST(id AS STRING) AS name", "id + 0D AS x");

    Profile empty = new Profiling(none, Set.of()).profile(TABLE, 0, AT);

    assertThat(empty.rows()).isZero();
    assertThat(empty.columns()).extracting(Facts::numbers).allMatch(Optional::isEmpty);
    assertThat(new ProfilePage(empty).html()).contains("<dd>0</dd>").doesNotContain("NaN");
    assertThat(new Suggesting(empty.columns().get(0), 0).suggestions()).isEmpty();
  }

  private static Facts facts(String name) {
    return profile.columns().stream()
        .filter(facts -> facts.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
