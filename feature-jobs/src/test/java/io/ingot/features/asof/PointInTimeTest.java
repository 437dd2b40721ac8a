package io.ingot.features.asof;

import static io.ingot.features.asof.Moments.IGNORING;
import static io.ingot.features.asof.Moments.STRICT;
import static io.ingot.features.asof.Moments.USUAL;
import static io.ingot.features.asof.Moments.customer;
import static io.ingot.features.asof.Moments.history;
import static io.ingot.features.asof.Moments.labels;
import static io.ingot.features.asof.Moments.rows;
import static io.ingot.features.asof.Moments.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PointInTimeTest {
  private static final String[] ANSWER = {"id", "amount", "item"};

  @Test
  void aValueAtTheLabelsVeryTimeCountsUnlessTheEdgeIsStrict() {
    List<ViewInput> views =
        whole(
            history(
                "1, 01, -, 1, old",
                "1, 05 12:00:00, -, 2, new",
                // Held long before, and became known at that very moment.
                "2, 01, -, 1, old",
                "2, 03, 05 12:00:00, 2, new"));
    Dataset<Row> labels =
        labels(
            "1, 1, 05 11:59:59.999999",
            "2, 1, 05 12:00:00",
            "3, 1, 05 12:00:00.000001",
            "4, 2, 05 11:59:59.999999",
            "5, 2, 05 12:00:00",
            "6, 2, 05 12:00:00.000001");

    assertThat(texts(PointInTime.join(labels, USUAL, views), ANSWER))
        .containsExactly(
            "1 1.0 old", "2 2.0 new", "3 2.0 new", "4 1.0 old", "5 2.0 new", "6 2.0 new");
    assertThat(texts(PointInTime.join(labels, STRICT, views), ANSWER))
        .containsExactly(
            "1 1.0 old", "2 1.0 old", "3 2.0 new", "4 1.0 old", "5 1.0 old", "6 2.0 new");
  }

  @Test
  void aCorrectionWrittenLaterChangesNoLabelBeforeItWasKnown() {
    Dataset<Row> before = history("1, 01, -, 1, first", "1, 03, -, 3, third");
    Dataset<Row> after =
        before.union(
            history(
                "1, 01, 10, 100, corrected",
                "1, 02, 10, 200, late",
                "1, 03, 10, 300, corrected",
                "1, 05, 10, 500, late",
                "1, 04, null, 400, nobody_knows_when"));
    Dataset<Row> labels =
        labels("1, 1, 01", "2, 1, 02 12:00:00", "3, 1, 03", "4, 1, 06", "5, 1, 09 23:59:59.999999");
    Dataset<Row> later = labels("6, 1, 10", "7, 1, 20");

    List<String> asOfThen = texts(PointInTime.join(labels, USUAL, whole(before)), ANSWER);

    assertThat(asOfThen)
        .containsExactly("1 1.0 first", "2 1.0 first", "3 3.0 third", "4 3.0 third", "5 3.0 third");
    assertThat(texts(PointInTime.join(labels, USUAL, whole(after)), ANSWER)).isEqualTo(asOfThen);
    assertThat(texts(PointInTime.join(later, USUAL, whole(after)), ANSWER))
        .containsExactly("6 500.0 late", "7 500.0 late");
    assertThat(texts(PointInTime.join(labels, IGNORING, whole(after)), ANSWER))
        .containsExactly(
            "1 100.0 corrected",
            "2 200.0 late",
            "3 300.0 corrected",
            "4 500.0 late",
            "5 500.0 late");
  }

  @Test
  void aCorrectionOfAnOlderStepDoesNotReplaceALaterStep() {
    List<ViewInput> views =
        whole(history("1, 01, -, 1, a", "1, 05, -, 5, b", "1, 01, 07, 100, a_again"));

    assertThat(texts(PointInTime.join(labels("1, 1, 08"), USUAL, views), ANSWER))
        .containsExactly("1 5.0 b");
  }

  @Test
  void aValueIsUsedUpToItsTtlAndNotAMicrosecondLonger() {
    ViewInput view = ViewInput.whole(customer("sales", "ttl: 48h"), history("1, 01, -, 1, a"));
    Dataset<Row> labels = labels("1, 1, 01", "2, 1, 03", "3, 1, 03 00:00:00.000001", "4, 1, 09");

    assertThat(
            texts(PointInTime.explained(labels, USUAL, List.of(view)), "id", "item", "_why_sales"))
        .containsExactly("1 a found", "2 a found", "3 null expired", "4 null expired");
  }

  @Test
  void whatIsDeletedHasNoValuesUntilTheNext() {
    List<ViewInput> views =
        whole(
            history(
                "1, 01, -, 1, a",
                "1, 03, -, 9, gone",
                "1, 05, -, 5, b",
                // Said at once with a value, that there is nothing holds.
                "2, 01, -, 1, a",
                "2, 01, -, 1, gone",
                "2, 01, -, 1, z"));
    Dataset<Row> labels = labels("1, 1, 02", "2, 1, 03", "3, 1, 04", "4, 1, 05", "5, 2, 02");

    assertThat(
            texts(
                PointInTime.explained(labels, USUAL, views), "id", "amount", "item", "_why_sales"))
        .containsExactly(
            "1 1.0 a found",
            "2 null null deleted",
            "3 null null deleted",
            "4 5.0 b found",
            "5 null null deleted");
  }

  @Test
  void ofRowsThatTieTheSameOneIsTakenWhicheverColumnsAreAskedAndHoweverTheyLie() {
    List<String> tied = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    for (int key = 0; key < 40; key++) {
      // The greater amount goes with the lesser item; to mix them would make a third row.
      tied.add(key + ", 01, -, " + key + ", z");
      tied.add(key + ", 01, -, " + (100 + key) + ", a");
      tied.add(key + ", 01, -, null, m");
      asked.add(key + ", " + key + ", 02");
    }
    Dataset<Row> labels = labels(asked.toArray(String[]::new));
    Dataset<Row> rows = history(tied.toArray(String[]::new)).repartition(1);
    Collections.reverse(tied);
    Dataset<Row> turned = history(tied.toArray(String[]::new)).repartition(3);

    List<String> both =
        texts(PointInTime.join(labels, USUAL, asking(rows, "amount", "item")), ANSWER);

    assertThat(both)
        .hasSize(40)
        .allMatch(text -> text.matches("(\\d+) (\\1\\.0 z|10?\\1\\.0 a|null m)"))
        .anyMatch(text -> text.endsWith("z"))
        .anyMatch(text -> text.endsWith("a"))
        .anyMatch(text -> text.endsWith("m"));
    for (Dataset<Row> same : List.of(rows, turned)) {
      assertThat(texts(PointInTime.join(labels, USUAL, asking(same, "item", "amount")), ANSWER))
          .isEqualTo(both);
      assertThat(texts(PointInTime.join(labels, USUAL, asking(same, "item")), "id", "item"))
          .isEqualTo(both.stream().map(text -> text.replaceAll(" [^ ]* ", " ")).toList());
      assertThat(
              texts(
                  PointInTime.latest(
                      asking(same, "item", "amount").get(0), Instant.parse("1998-03-02T00:00:00Z")),
                  "customer",
                  "amount",
                  "item"))
          .isEqualTo(both);
    }
  }

  @Test
  void whichColumnOfATiedRowIsNullMattersToo() {
    FeatureView view =
        FeatureYaml.view(
            "pairs",
            """
            entity: {customer: bigint}
            from: silver.sales
            event_time: sold_at
            features: {left: {value: left}, right: {value: right}}
            """);
    Dataset<Row> rows =
        rows(
            "customer, valid_from, known_time, left, right, _deleted",
            "(1L, timestamp'1998-03-01', timestamp'1998-03-01', 1, null, false)",
            "(1L, timestamp'1998-03-01', timestamp'1998-03-01', null, 1, false)");
    Instant now = Instant.parse("1998-03-02T00:00:00Z");

    List<String> left =
        texts(PointInTime.latest(new ViewInput(view, rows, List.of("left")), now), "left");
    List<String> right =
        texts(PointInTime.latest(new ViewInput(view, rows, List.of("right")), now), "right");

    assertThat(List.of(left.get(0), right.get(0))).containsExactlyInAnyOrder("1", "null");
  }

  @Test
  void aDateIsItsFirstMomentAndATimeWithoutZoneIsInUtc() {
    List<ViewInput> views =
        whole(history("1, 05, -, 1, midnight", "1, 05 00:00:00.000001, -, 2, after"));
    Dataset<Row> labels = labels("1, 1, 05 18:00:00");

    assertThat(
            texts(
                PointInTime.join(
                    labels.selectExpr("id", "customer", "CAST(t AS date) AS t"), USUAL, views),
                "id",
                "t",
                "item"))
        .containsExactly("1 1998-03-05 midnight");
    assertThat(
            texts(
                PointInTime.join(
                    labels.selectExpr("id", "customer", "timestamp_ntz'1998-03-05 00:00:00' AS t"),
                    USUAL,
                    views),
                "id",
                "t",
                "item"))
        .containsExactly("1 1998-03-05T00:00 midnight");
  }

  @Test
  void labelsKeepTheirColumnsWhateverTheirNamesAndEachRowOfThem() {
    Dataset<Row> labels =
        rows(
            "`a.b`, _at, customer, _label, t, item, `x y`",
            "(1, 'k', 1L, map('a', 1), timestamp'1998-03-02', 'theirs', null)",
            "(1, 'k', 1L, map('a', 1), timestamp'1998-03-02', 'theirs', null)",
            "(2, 'k', null, null, null, null, null)",
            "(2, 'k', null, null, null, null, null)");
    Dataset<Row> joined = PointInTime.join(labels, USUAL, whole(history("1, 01, -, 1, ours")));

    assertThat(joined.columns())
        .containsExactly(
            "a.b", "_at", "customer", "_label", "t", "item", "x y", "amount", "sales__item");
    assertThat(texts(joined, "`a.b`", "_label['a']", "item", "sales__item"))
        .containsExactly(
            "1 1 theirs ours", "1 1 theirs ours", "2 null null null", "2 null null null");
  }

  @Test
  void columnsOfTwoViewsThatAreCalledAlikeBearTheViewsName() {
    Dataset<Row> history = history("1, 01, -, 1, a");
    List<ViewInput> views =
        List.of(
            new ViewInput(customer("sales"), history, List.of("item", "amount")),
            new ViewInput(customer("returns"), history.drop("item"), List.of("amount")));
    Dataset<Row> labels = labels("1, 1, 02");

    assertThat(PointInTime.join(labels, USUAL, views).columns())
        .containsExactly("id", "customer", "t", "item", "sales__amount", "returns__amount");
    assertThat(PointInTime.columns(labels.schema(), views).stream().map(Joined::name))
        .containsExactly("item", "sales__amount", "returns__amount");
  }

  @Test
  void keysOfAnotherWidthAreComparedByValue() {
    FeatureView narrow =
        FeatureYaml.view(
            "narrow",
            """
            entity: {customer: int}
            from: silver.sales
            event_time: sold_at
            features: {item: {value: item}}
            """);
    Dataset<Row> history = history("7, 01, -, 1, seven");
    Dataset<Row> labels = labels("1, 7, 02", "2, 4294967303, 02").selectExpr("id", "customer", "t");

    List<String> right = List.of("1 7 seven", "2 4294967303 null");
    assertThat(
            texts(
                PointInTime.join(
                    labels,
                    USUAL,
                    List.of(
                        ViewInput.whole(
                            narrow, history.withColumn("customer", column("customer", "int"))))),
                "id",
                "customer",
                "item"))
        .isEqualTo(right);
    assertThat(
            texts(
                PointInTime.join(
                    labels.withColumn("customer", column("customer", "decimal(21,2)")),
                    USUAL,
                    asking(history.withColumn("customer", column("customer", "bigint")), "item")),
                "id",
                "CAST(customer AS bigint)",
                "item"))
        .isEqualTo(right);
  }

  @Test
  void whyALabelGotNothingIsCountedWhileTheRowsAreMade() throws InterruptedException {
    List<ViewInput> views =
        List.of(
            ViewInput.whole(
                customer("sales", "ttl: 48h"),
                history(
                    "1, 01, -, 1, a",
                    "1, 04, 06, 2, late",
                    "2, 01, null, 1, unknown",
                    "3, 03, -, 1, gone",
                    // That there is nothing more is no value that one could wait for.
                    "4, 01, 09, 1, gone")));
    Dataset<Row> labels =
        labels(
            "1, 1, 02",
            "2, 1, 02",
            "3, 1, 05",
            "4, 2, 05",
            "5, 3, 05",
            "6, 3, 01",
            "7, 99, 05",
            "8, null, 05",
            "9, 1, null",
            "10, 4, 05");
    Tally tally = new Tally(views);
    List<Column> counts = tally.counts();
    Observation observation = new Observation("why");

    List<String> why =
        texts(
            PointInTime.explained(labels, USUAL, views)
                .observe(
                    observation,
                    counts.get(0),
                    counts.subList(1, counts.size()).toArray(Column[]::new)),
            "id",
            "_why_sales");

    assertThat(why)
        .containsExactly(
            "1 found",
            "10 none",
            "2 found",
            "3 expired",
            "4 not_known",
            "5 deleted",
            "6 none",
            "7 none",
            "8 no_key",
            "9 no_time");
    assertThat(tally.read(observation.getAsJava()))
        .isEqualTo(
            Map.of(
                "features.sales",
                Map.of(
                    Reason.FOUND, 2L,
                    Reason.NONE, 3L,
                    Reason.EXPIRED, 1L,
                    Reason.NOT_KNOWN, 1L,
                    Reason.DELETED, 1L,
                    Reason.NO_KEY, 1L,
                    Reason.NO_TIME, 1L)));
  }

  @Test
  void latestTellsFromWhenItsValuesHoldAndSinceWhenTheyAreKnown() {
    ViewInput input =
        new ViewInput(
            customer("sales", "ttl: 96h"),
            history(
                "1, 01, -, 1, a",
                "1, 01, 02, 2, corrected",
                "1, 06, -, 3, to_come",
                "2, 04, 06, 1, not_known_yet",
                "3, 04, -, 1, a",
                "3, 04 12:00:00, -, 1, gone",
                "4, 01 00:00:00, -, 1, at_its_end"),
            List.of("item"));

    Dataset<Row> latest = PointInTime.latest(input, Instant.parse("1998-03-05T00:00:00Z"));

    assertThat(latest.columns()).containsExactly("customer", "valid_from", "known_time", "item");
    assertThat(texts(latest, "*"))
        .containsExactly(
            "1 1998-03-01 00:00:00.0 1998-03-02 00:00:00.0 corrected",
            "4 1998-03-01 00:00:00.0 1998-03-01 00:00:00.0 at_its_end");
    assertThat(PointInTime.latest(input, Instant.parse("1998-03-05T00:00:00.000001Z")).count())
        .isZero();
  }

  private static List<ViewInput> whole(Dataset<Row> history) {
    return List.of(ViewInput.whole(customer("sales"), history));
  }

  private static List<ViewInput> asking(Dataset<Row> history, String... columns) {
    return List.of(new ViewInput(customer("sales"), history, List.of(columns)));
  }

  private static Column column(String name, String type) {
    return org.apache.spark.sql.functions.col(name).cast(type);
  }
}
