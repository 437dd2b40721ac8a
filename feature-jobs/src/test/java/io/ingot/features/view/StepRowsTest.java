package io.ingot.features.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Aggregate;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.testkit.Sparks;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values that are known by hand, each case an entity of one set of events. */
class StepRowsTest {
  private static final String HEAD =
      """
      entity: {name: string}
      from: silver.events
      event_time: at
      known_time: known
      """;

  private static final FeatureView VIEW =
      view(
          """
          features:
            growth: {trend: x, windows: [3d, 5d]}
            spread: {sd: x, windows: [1d, 3d]}
            average: {mean: x, windows: 3d}
            usual: {most_frequent: item, windows: 3d}
            first: {first: item, windows: 3d}
            last: {last: item, windows: 3d}
            different: {distinct: x, windows: 3d}
            roughly: {approx_distinct: x, windows: 3d}
            total: {sum: n, windows: 3d}
            middle: {mean: n, windows: 3d}
            priced: {days_since: x, windows: 3d}
            per: {ratio: [total, visits], windows: 3d}
            visits: {count: x, windows: 3d}
          """);

  private static SparkSession spark;
  private static Map<String, Row> latest;

  @BeforeAll
  static void compute() {
    spark = Sparks.session().newSession();
    List<Row> rows =
        ViewRows.of(
                events(
                    "('line', '2024-03-01', null, '1', null, null)",
                    "('line', '2024-03-03', null, '5', null, null)",
                    "('gap', '2024-03-01', null, '7', null, null)",
                    "('gap', '2024-03-03', null, '0', null, null)",
                    "('hard', '2024-03-01', null, '1000000000.125', null, null)",
                    "('hard', '2024-03-01', null, '1000000000.25', null, null)",
                    "('hard', '2024-03-01', null, '1000000000.5', null, null)",
                    "('hard', '2024-03-02', null, '1000000001', null, null)",
                    "('hard', '2024-03-03', null, '1000000002', null, null)",
                    "('apart', '2024-03-01', null, '-1000000000', null, null)",
                    "('apart', '2024-03-03', null, '1000000000', null, null)",
                    "('alone', '2024-03-03', null, '4', null, null)",
                    "('tie', '2024-03-01', null, null, 'b', null)",
                    "('tie', '2024-03-02', null, null, 'c', null)",
                    "('tie', '2024-03-02', null, null, 'b', null)",
                    "('tie', '2024-03-02', null, null, 'd', null)",
                    "('tie', '2024-03-03', null, null, 'c', null)",
                    "('tie', '2024-03-03', null, null, null, null)",
                    "('order', '2024-03-02 10:00:00', '2024-03-05', null, 'late', null)",
                    "('order', '2024-03-02 10:00:00', '2024-03-04', null, 'early', null)",
                    "('order', '2024-03-03 10:00:00', '2024-03-04', null, 'n', null)",
                    "('order', '2024-03-03 10:00:00', '2024-03-05', null, 'a', null)",
                    "('order', '2024-03-03 10:00:00', '2024-03-05', null, 'b', null)",
                    "('order', '2024-03-03 11:00:00', '2024-03-06', null, null, null)",
                    "('zero', '2024-03-01', null, '0.0', null, null)",
                    "('zero', '2024-03-02', null, '-0.0', null, null)",
                    "('zero', '2024-03-03', null, 'NaN', null, null)",
                    "('zero', '2024-03-03', null, 'NaN', null, null)",
                    "('none', '2024-03-03', null, null, null, null)"),
                VIEW)
            .filter("event_time = DATE '2024-03-03'")
            .collectAsList();
    latest = rows.stream().collect(Collectors.toMap(row -> row.getAs("name"), row -> row));
  }

  @Test
  void aTrendIsTheSlopeOfTheLineThroughTheSumsOfAllDays() {
    // Through (0, 1), (1, 0), (2, 5) and through (0, 0), (1, 0), (2, 1), (3, 0), (4, 5).
    assertThat(value("line", "growth_3d")).isEqualTo(2.0);
    assertThat(value("line", "growth_5d")).isEqualTo(1.0);
    // Through (0, 7), (1, 0), (2, 0).
    assertThat(value("gap", "growth_3d")).isEqualTo(-3.5);
    assertThat(value("none", "growth_3d")).isEqualTo(0.0);
  }

  @Test
  void aDeviationLosesNoDigitsFarFromZeroOrOverFarSteps() {
    // The mean is 0.775 above 10^9, and the squares of the distances from it add up to 2.325.
    assertThat((Double) value("hard", "spread_3d")).isEqualTo(Math.sqrt(2.325 / 4), offset(1e-14));
    assertThat((Double) value("apart", "spread_3d")).isEqualTo(Math.sqrt(2) * 1e9, offset(1e-5));
    assertThat(value("alone", "spread_3d")).isNull();
    assertThat(value("none", "spread_3d")).isNull();
  }

  @Test
  void ofTheMostFrequentValuesTheLeastIsTaken() {
    assertThat(value("tie", "usual_3d")).isEqualTo("b");
    assertThat(value("none", "usual_3d")).isNull();
  }

  @Test
  void eventsOfOneTimeStandInTheOrderInWhichTheyWereKnown() {
    assertThat(value("order", "first_3d")).isEqualTo("early");
    assertThat(value("order", "last_3d")).isEqualTo("b");
    assertThat(value("none", "last_3d")).isNull();
  }

  @Test
  void zeroIsOneValueAndNotANumberAnother() {
    assertThat(value("zero", "different_3d")).isEqualTo(2L);
    assertThat(value("zero", "roughly_3d")).isEqualTo(2L);
    assertThat(value("none", "different_3d")).isEqualTo(0L);
    assertThat(value("none", "roughly_3d")).isEqualTo(0L);
  }

  @Test
  void whatIsDividedByNothingIsNull() {
    assertThat(value("none", "per_3d")).isNull();
    assertThat(value("none", "total_3d")).isEqualTo(0L);
    assertThat(value("line", "per_3d")).isEqualTo(0.0);
    assertThat(value("none", "priced_3d")).isNull();
  }

  @Test
  void noEventsAndColumnsOfNullsGiveTheSameColumns() {
    Dataset<Row> none = ViewRows.of(events("('a', null, null, null, null, null)"), VIEW);
    Dataset<Row> nulls = ViewRows.of(events("('a', '2024-03-03', null, null, null, null)"), VIEW);

    assertThat(none.collectAsList()).isEmpty();
    assertThat(none.schema()).isEqualTo(nulls.schema());
    assertThat(nulls.selectExpr("concat_ws(',', average_3d, total_3d, visits_3d)").first().get(0))
        .isEqualTo("0,0");
  }

  @Test
  void aSumThatOverflowsFailsAndAMeanOfTheSameIsRight() {
    FeatureView mean = view("features: {middle: {mean: n, windows: 3d}}");
    FeatureView sum = view("features: {total: {sum: n, windows: 3d}}");
    Dataset<Row> large =
        events(
            "('large', '2024-03-03', null, null, null, 9223372036854775807)",
            "('large', '2024-03-03', null, null, null, 9223372036854775807)");

    assertThat(ViewRows.of(large, mean).select("middle_3d").first().get(0))
        .isEqualTo(9223372036854775807.0);
    assertThatThrownBy(() -> ViewRows.of(large, sum).collectAsList())
        .hasMessageContaining("overflow");
  }

  @Test
  void stepsOfAnHourAreToldByTheirFirstMomentAndHoldFromTheirEnd() {
    FeatureView hours =
        view("grain: hour\nrows: steps\nfeatures: {visits: {count: \"*\", windows: 2h}}");

    assertThat(
            Sales.texts(
                ViewRows.of(
                    events(
                        "('a', '1969-12-31 22:59:59.999999', '2024-01-01', null, null, null)",
                        "('a', '1969-12-31 23:00:00', '2024-01-02', null, null, null)"),
                    hours),
                "event_time",
                "valid_from",
                "known_time",
                "visits_2h",
                "_deleted"))
        .containsExactly(
            "[1969-12-31 22:00:00.0,1969-12-31 23:00:00.0,2024-01-01 00:00:00.0,1,false]",
            "[1969-12-31 23:00:00.0,1970-01-01 00:00:00.0,2024-01-02 00:00:00.0,2,false]",
            "[1970-01-01 00:00:00.0,1970-01-01 01:00:00.0,2024-01-02 00:00:00.0,1,false]",
            "[1970-01-01 01:00:00.0,1970-01-01 02:00:00.0,2024-01-02 00:00:00.0,0,false]");
  }

  @Test
  void allOfAnEntityIsBroughtTogetherOnce() {
    Dataset<Row> rows =
        ViewRows.of(
            events("('a', '2024-03-03', null, '1', null, null)").repartition(3),
            view(
                """
                rows: steps
                features:
                  spread: {sd: x, windows: 3d}
                  usual: {most_frequent: item, windows: 3d}
                  different: {distinct: x, windows: 3d}
                """));

    String plan = rows.queryExecution().executedPlan().toString();
    assertThat(plan.split("Exchange hashpartitioning", -1)).as(plan).hasSize(2);
  }

  @Test
  void aConditionThatIsNoneIsToldBeforeARowIsRead() {
    assertThatThrownBy(
            () ->
                ViewRows.of(
                    events("('a', '2024-03-03', null, '1', null, null)"),
                    view("features: {visits: {count: \"*\", windows: 3d, where: item}}")))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("Cannot compute features.activity: [DATATYPE_MISMATCH");
  }

  @Test
  void everyKindOfAggregateOfOneColumnIsMeasured() {
    assertThat(Arrays.stream(Kind.values()).map(kind -> kind.name().toLowerCase()))
        .hasSameSizeAs(Aggregate.OfColumn.class.getPermittedSubclasses());
  }

  private static Object value(String name, String column) {
    return latest.get(name).getAs(column);
  }

  private static FeatureView view(String yaml) {
    return FeatureYaml.view("activity", HEAD + yaml);
  }

  /** Events by {@code name, at, known, x, item, n}. */
  private static Dataset<Row> events(String... values) {
    return spark.sql(
        "SELECT CAST(name AS string) name, CAST(at AS timestamp) at, CAST(known AS timestamp) known,"
            + " CAST(x AS double) x, CAST(item AS string) item, CAST(n AS bigint) n FROM VALUES "
            + String.join(", ", values)
            + " AS t(name, at, known, x, item, n)");
  }
}
