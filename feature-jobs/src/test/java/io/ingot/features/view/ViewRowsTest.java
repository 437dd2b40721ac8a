package io.ingot.features.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Feature;
import io.ingot.core.testkit.Lakes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewRowsTest {
  @TempDir Path folder;
  private Lake lake;

  @BeforeEach
  void openLake() {
    lake = Lakes.in(folder);
  }

  @Test
  void aWindowOfSevenDaysHoldsTheDayAndTheSixBeforeAndNotTheEighth() {
    Dataset<Row> rows =
        computed(
            Views.features("spend", Views.sum("amount", 7)),
            "(1, '1998-03-01', 1, '1998-04-01')",
            "(1, '1998-03-02', 10, '1998-04-01')",
            "(1, '1998-03-07', 100, '1998-04-01')",
            "(1, '1998-03-08', 1000, '1998-04-01')");

    assertThat(Sales.texts(rows, "event_time", "spend_7d"))
        .containsExactly(
            "[1998-03-01,1.0000]",
            "[1998-03-02,11.0000]",
            "[1998-03-07,111.0000]",
            "[1998-03-08,1110.0000]");
  }

  @Test
  void aWindowOfOneDayIsTheDayAlone() {
    Dataset<Row> rows =
        computed(
            Views.features("visits", Views.count("*", 1, 2)),
            "(1, '1998-02-28', 1, '1998-04-01')",
            "(1, '1998-03-01', 1, '1998-04-01')");

    assertThat(Sales.texts(rows, "event_time", "visits_1d", "visits_2d"))
        .containsExactly("[1998-02-28,1,1]", "[1998-03-01,1,2]");
  }

  @Test
  void allEventsOfADayAreOneRowWhateverTheirHour() {
    Dataset<Row> rows =
        computed(
            Views.features("spend", Views.sum("amount", 7), "visits", Views.count("*", 7)),
            "(1, '1998-03-01 00:00:00', 1, '1998-04-01')",
            "(1, '1998-03-01 23:59:59.999999', 2, '1998-04-01')",
            "(1, '1998-03-02 00:00:00', 4, '1998-04-01')");

    assertThat(Sales.texts(rows, "event_time", "spend_7d", "visits_7d"))
        .containsExactly("[1998-03-01,3.0000,2]", "[1998-03-02,7.0000,3]");
  }

  @Test
  void entitiesDoNotSeeEachOther() {
    Dataset<Row> rows =
        computed(
            Views.features("spend", Views.sum("amount", 30)),
            "(1, '1998-03-01', 1, '1998-04-01')",
            "(2, '1998-03-01', 10, '1998-04-01')",
            "(2, '1998-03-02', 20, '1998-04-01')");

    assertThat(Sales.texts(rows, "customer_id", "event_time", "spend_30d"))
        .containsExactly(
            "[1,1998-03-01,1.0000]", "[2,1998-03-01,10.0000]", "[2,1998-03-02,30.0000]");
  }

  @Test
  void everyAggregateIsOverTheEventsOfTheWindowNotOverItsDays() {
    Map<String, Feature> features =
        Views.features(
            "spend",
            Views.sum("amount", 7),
            "visits",
            Views.count("*", 7),
            "average",
            Views.mean("amount", 7),
            "least",
            Views.min("amount", 7),
            "most",
            Views.max("amount", 7));

    Dataset<Row> rows =
        computed(
            features,
            "(1, '1998-03-01', 1, '1998-04-01')",
            "(1, '1998-03-01', 1, '1998-04-01')",
            "(1, '1998-03-01', 1, '1998-04-01')",
            "(1, '1998-03-02', 7, '1998-04-01')");

    assertThat(
            Sales.texts(
                rows, "event_time", "spend_7d", "visits_7d", "average_7d", "least_7d", "most_7d"))
        .containsExactly(
            "[1998-03-01,3.0000,3,1.0,1.0000,1.0000]", "[1998-03-02,10.0000,4,2.5,1.0000,7.0000]");
  }

  @Test
  void aNullValueAddsNothing() {
    Map<String, Feature> features =
        Views.features(
            "spend",
            Views.sum("amount", 1, 7),
            "visits",
            Views.count("*", 1),
            "priced",
            Views.count("amount", 1),
            "average",
            Views.mean("amount", 1, 7),
            "most",
            Views.max("amount", 1));

    Dataset<Row> rows =
        computed(
            features,
            "(1, '1998-03-01', 4, '1998-04-01')",
            "(1, '1998-03-01', null, '1998-04-01')",
            "(1, '1998-03-02', null, '1998-04-01')");

    assertThat(
            Sales.texts(
                rows,
                "event_time",
                "spend_1d",
                "spend_7d",
                "visits_1d",
                "priced_1d",
                "average_1d",
                "average_7d",
                "most_1d"))
        .containsExactly(
            "[1998-03-01,4.0000,4.0000,2,1,4.0,4.0,4.0000]",
            "[1998-03-02,0.0000,4.0000,1,0,null,4.0,null]");
  }

  @Test
  void anEventWithoutAnEntityOrATimeIsLeftOut() {
    Dataset<Row> rows =
        computed(
            Views.features("visits", Views.count("*", 7)),
            "(1, '1998-03-01', 1, '1998-04-01')",
            "(null, '1998-03-01', 1, '1998-04-01')",
            "(1, null, 1, '1998-04-01')");

    assertThat(Sales.texts(rows, "customer_id", "event_time", "visits_7d"))
        .containsExactly("[1,1998-03-01,1]");
  }

  @Test
  void aRowIsKnownWhenTheLastEventOfItsWidestWindowIs() {
    Dataset<Row> rows =
        computed(
            Views.features("visits", Views.count("*", 1, 3)),
            "(1, '1998-03-01', 1, '1998-03-02 06:00:00')",
            "(1, '1998-03-01', 1, '1998-03-20 06:00:00')",
            "(1, '1998-03-03', 1, '1998-03-04 06:00:00')",
            "(1, '1998-03-04', 1, '1998-03-05 06:00:00')");

    assertThat(Sales.texts(rows, "event_time", "known_time", "visits_3d"))
        .containsExactly(
            "[1998-03-01,1998-03-20 06:00:00.0,2]",
            "[1998-03-03,1998-03-20 06:00:00.0,3]",
            "[1998-03-04,1998-03-05 06:00:00.0,2]");
  }

  @Test
  void aDateOnWhichAnEventWasKnownCountsFromItsEndOn() {
    Dataset<Row> sales = Sales.rows(lake, "(1, '1998-03-01', 1, '1998-03-05')");
    Dataset<Row> rows =
        ViewRows.of(
            sales.withColumn("known_at", sales.col("known_at").cast("date")),
            Views.view(Views.features("visits", Views.count("*", 2))));

    assertThat(Sales.texts(rows, "valid_from", "known_time"))
        .containsExactly("[1998-03-02 00:00:00.0,1998-03-06 00:00:00.0]");
  }

  @Test
  void aRowWithAnEventThatDoesNotTellWhenItWasKnownIsNeverKnown() {
    Dataset<Row> rows =
        computed(
            Views.features("visits", Views.count("*", 2)),
            "(1, '1998-03-01', 1, null)",
            "(1, '1998-03-01', 1, '1998-03-02')",
            "(1, '1998-03-02', 1, '1998-03-03')",
            "(1, '1998-03-03', 1, '1998-03-04')");

    assertThat(Sales.texts(rows, "event_time", "known_time"))
        .containsExactly(
            "[1998-03-01,null]", "[1998-03-02,null]", "[1998-03-03,1998-03-04 00:00:00.0]");
  }

  @Test
  void columnsComeInDeclaredOrderWithTypesThatDoNotDependOnTheRows() {
    Map<String, String> entity = new LinkedHashMap<>();
    entity.put("item", "string");
    entity.put("customer_id", "int");
    Map<String, Feature> features =
        Views.features(
            "spend",
            Views.sum("amount", 30, 7),
            "average",
            Views.mean("amount", 7),
            "heavy",
            Views.sum("weight", 7),
            "visits",
            Views.count("*", 7),
            "least",
            Views.min("amount", 7));

    StructType schema =
        ViewRows.of(
                Sales.rows(lake, "(1, '1998-03-01', 1, '1998-04-01')"),
                Views.view(entity, features, Optional.empty()))
            .schema();

    assertThat(schema.toDDL().replace(" NOT NULL", ""))
        .isEqualTo(
            "item STRING,customer_id INT,event_time DATE,valid_from TIMESTAMP,known_time TIMESTAMP,"
                + "spend_30d DECIMAL(30,4),spend_7d DECIMAL(30,4),average_7d DOUBLE,"
                + "heavy_7d DOUBLE,visits_7d BIGINT,least_7d DECIMAL(10,4),_deleted BOOLEAN");
  }

  @Test
  void moneyIsSummedExactly() {
    Dataset<Row> rows =
        computed(
            Views.features("spend", Views.sum("amount", 7)),
            "(1, '1998-03-01', 100000.1, '1998-04-01')",
            "(1, '1998-03-01', 0.2, '1998-04-01')",
            "(1, '1998-03-02', -100000.0001, '1998-04-01')");

    assertThat(Sales.texts(rows, "spend_7d")).containsExactly("[0.2999]", "[100000.3000]");
  }

  private Dataset<Row> computed(Map<String, Feature> features, String... sales) {
    return ViewRows.of(Sales.rows(lake, sales), Views.view(features));
  }
}
