package io.ingot.features.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.testkit.Sparks;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every kind of aggregate, over generated events, against a computation without Spark. */
class ViewRowsOracleTest {
  private static final Map<String, Predicate<Map<String, Object>>> CONDITIONS =
      Map.of(
          "units > 0", event -> event.get("units") instanceof Long units && units > 0,
          "ITEM = 'tea' OR item is null",
              event -> event.get("item") == null || event.get("item").equals("tea"));

  private static SparkSession spark;

  @BeforeAll
  static void openSession() {
    spark = Sparks.session().newSession();
    spark.conf().set("spark.sql.datetime.java8API.enabled", "true");
  }

  @Test
  void everyKindOverDaysGivesWhatALoopOverAllEventsGives() {
    same(view("day", "1d", "7d", "events", everySoFar()), Orders.of(1, 60, Duration.ofHours(20)));
  }

  @Test
  void everyKindOverHoursGivesWhatALoopOverAllEventsGives() {
    same(view("hour", "2h", "1d", "events", ""), Orders.of(2, 50, Duration.ofHours(5)));
  }

  @Test
  void stepsWithoutAnEventHaveRowsUntilEveryWindowIsEmpty() {
    same(view("minute", "3m", "5m", "steps", ""), Orders.of(3, 25, Duration.ofMinutes(4)));
  }

  @Test
  void whatGoesOverAllEventsCarriesOnInStepsWithoutAnEvent() {
    same(view("day", "1d", "3d", "steps", everySoFar()), Orders.of(4, 15, Duration.ofDays(3)));
  }

  private static FeatureView view(
      String grain, String brief, String wide, String rows, String further) {
    return FeatureYaml.view(
        "activity",
        """
        entity: {user: string, shop: bigint}
        from: silver.orders
        event_time: at
        known_time: known
        grain: GRAIN
        rows: ROWS
        features:
          spend: {sum: amount, windows: [BRIEF, WIDE]}
          weighed: {sum: weight, windows: WIDE}
          bought: {sum: units, windows: WIDE, where: units > 0}
          visits: {count: "*", windows: [BRIEF, WIDE]}
          teas: {count: "*", windows: WIDE, where: "ITEM = 'tea' OR item is null"}
          priced: {count: amount, windows: WIDE}
          mean_amount: {mean: amount, windows: [BRIEF, WIDE]}
          mean_weight: {mean: weight, windows: WIDE}
          mean_units: {mean: units, windows: WIDE}
          least: {min: amount, windows: WIDE}
          most: {max: weight, windows: WIDE}
          first_name: {min: item, windows: BRIEF}
          spread: {sd: amount, windows: [BRIEF, WIDE]}
          hard_spread: {sd: weight, windows: WIDE}
          items: {distinct: item, windows: [BRIEF, WIDE]}
          prices: {distinct: amount, windows: WIDE}
          about_items: {approx_distinct: item, windows: [BRIEF, WIDE]}
          about_units: {approx_distinct: units, windows: WIDE, where: units > 0}
          first_item: {first: item, windows: [BRIEF, WIDE]}
          last_item: {last: item, windows: [BRIEF, WIDE]}
          last_amount: {last: amount, windows: WIDE, where: units > 0}
          usual_item: {most_frequent: item, windows: [BRIEF, WIDE]}
          usual_units: {most_frequent: units, windows: WIDE, where: "ITEM = 'tea' OR item is null"}
          since_visit: {days_since: "*", windows: WIDE}
          since_teas: {days_since: units, windows: WIDE, where: "ITEM = 'tea' OR item is null"}
          growth: {trend: amount, windows: WIDE}
          teas_grow: {trend: units, windows: [3STEP, WIDE], where: "ITEM = 'tea' OR item is null"}
          tea_rate: {ratio: [teas, visits], windows: WIDE}
          spread_rate: {ratio: [spread, spend], windows: [WIDE, BRIEF]}
          by_item: {pivot: item, values: [tea, Green tea, milk], windows: [BRIEF, WIDE]}
          by_units: {pivot: units, values: ["1", "2"], adding: amount, windows: WIDE, where: units > 0}
        FURTHER"""
            .replace("GRAIN", grain)
            .replace("ROWS", rows)
            .replace("BRIEF", brief)
            .replace("WIDE", wide)
            .replace("3STEP", "3" + grain.charAt(0))
            .replace("[3" + grain.charAt(0) + ", 3", "[2" + grain.charAt(0) + ", 3")
            .replace("FURTHER", further.indent(2)));
  }

  private static String everySoFar() {
    return """
        ever: {sum: amount}
        ever_visits: {count: "*"}
        ever_mean: {mean: weight}
        ever_least: {min: amount}
        ever_spread: {sd: weight}
        ever_items: {distinct: item}
        ever_about: {approx_distinct: amount}
        ever_first: {first: amount}
        ever_last: {last: item}
        ever_units: {distinct: units, where: "ITEM = 'tea' OR item is null"}
        ever_usual_weight: {most_frequent: weight}
        ever_usual: {most_frequent: item, where: units > 0}
        ever_since: {days_since: item, where: units > 0}
        ever_rate: {ratio: [ever, ever_visits]}
        ever_by: {pivot: item, values: [milk], adding: units}
        """;
  }

  private static void same(FeatureView view, List<Map<String, Object>> events) {
    Dataset<Row> rows = ViewRows.of(Orders.rows(spark, events), view);

    Map<String, Map<String, Object>> expected = byKey(new NaiveView(view, CONDITIONS).rows(events));
    Map<String, Map<String, Object>> computed =
        byKey(rows.collectAsList().stream().map(ViewRowsOracleTest::map).toList());
    assertThat(computed.keySet()).isEqualTo(expected.keySet());
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (key, row) ->
            row.forEach(
                (column, value) -> {
                  Object got = computed.get(key).get(column);
                  if (!agree(column, got, value)) {
                    differences.add(key + " " + column + ": " + got + ", not " + value);
                  }
                }));
    assertThat(differences).isEmpty();
    assertThat(rows.columns())
        .containsExactlyElementsOf(expected.values().iterator().next().keySet());
    assertThat(ViewSchema.of(view, Orders.SCHEMA).toDDL().replace(" NOT NULL", ""))
        .isEqualTo(rows.schema().toDDL().replace(" NOT NULL", ""));
  }

  private static Map<String, Map<String, Object>> byKey(List<Map<String, Object>> rows) {
    Map<String, Map<String, Object>> byKey = new TreeMap<>();
    rows.forEach(
        row -> {
          String key = row.get("user") + "|" + row.get("shop") + "|" + row.get("event_time");
          assertThat(byKey.put(key, row)).as(key).isNull();
        });
    return byKey;
  }

  private static Map<String, Object> map(Row row) {
    Map<String, Object> map = new TreeMap<>();
    for (String column : row.schema().fieldNames()) {
      map.put(column, row.getAs(column));
    }
    return map;
  }

  private static boolean agree(String column, Object got, Object expected) {
    if (!(expected instanceof Number number) || got == null) {
      return Objects.equals(got, expected);
    }
    if (got instanceof Double d) {
      double close = Math.max(1e-9, Math.abs(number.doubleValue()) * 1e-10);
      return Math.abs(d - number.doubleValue()) <= close;
    }
    return column.contains("about")
        ? Math.abs(((Long) got) - number.longValue()) <= number.longValue() * 0.05
        : new BigDecimal(got.toString()).compareTo(new BigDecimal(number.toString())) == 0;
  }
}
