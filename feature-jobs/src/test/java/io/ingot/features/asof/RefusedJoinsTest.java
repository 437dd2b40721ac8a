package io.ingot.features.asof;

import static io.ingot.features.asof.Moments.USUAL;
import static io.ingot.features.asof.Moments.customer;
import static io.ingot.features.asof.Moments.history;
import static io.ingot.features.asof.Moments.labels;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RefusedJoinsTest {
  private final ViewInput sales = ViewInput.whole(customer("sales"), history("1, 01, -, 1, a"));

  @Test
  void labelsWithoutAKeyOfTheView() {
    assertThatThrownBy(() -> join(labels("1, 1, 01").withColumnRenamed("customer", "buyer")))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot join features.sales to the labels: they have no column customer, which is a key"
                + " of it. They have id, buyer, t. Add or rename it.");
  }

  @Test
  void keysOfWhichOneTypeCannotHoldTheOther() {
    for (String type : List.of("string", "double", "date")) {
      assertThatThrownBy(
              () ->
                  join(
                      labels("1, 1, 01")
                          .selectExpr("id", "CAST(null AS " + type + ") AS customer", "t")))
          .isInstanceOf(ProjectException.class)
          .hasMessage(
              "Cannot join features.sales to the labels: their customer is a "
                  + type.toUpperCase(java.util.Locale.ROOT)
                  + ", but the view's is a BIGINT, and values of one could be lost or mistaken in"
                  + " the other. Cast the labels' column.");
    }
    assertThatThrownBy(
            () ->
                join(labels("1, 1, 01").selectExpr("CAST(null AS decimal(18,2)) AS customer", "t")))
        .hasMessageContaining("is a DECIMAL(18,2), but the view's is a BIGINT");
  }

  @Test
  void labelsWithoutATime() {
    assertThatThrownBy(() -> join(labels("1, 1, 01").drop("t")))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "The labels have no column t, which is to be their time. They have id, customer.");
    assertThatThrownBy(
            () -> join(labels("1, 1, 01").selectExpr("id", "customer", "CAST(t AS string) AS t")))
        .isInstanceOf(ProjectException.class)
        .hasMessage("The labels' time t is a STRING. Cast it to a timestamp or a date.");
  }

  @Test
  void columnsThatTheViewsTableDoesNotHave() {
    ViewInput other =
        new ViewInput(sales.view(), sales.rows().drop("known_time"), List.of("item", "colour"));

    assertThatThrownBy(() -> join(labels("1, 1, 01"), other))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot join features.sales: its table has no column known_time, colour. It has"
                + " customer, valid_from, amount, item, _deleted. Run the view again, or correct"
                + " what is asked for.");
  }

  @Test
  void columnsThatWouldStandThereTwice() {
    assertThatThrownBy(() -> join(labels("1, 1, 01"), sales, sales))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot join features to the labels: features.sales is asked for twice. Ask for all of"
                + " its columns at once.");
    assertThatThrownBy(
            () ->
                join(
                    labels("1, 1, 01")
                        .selectExpr("id AS item", "id AS sales__ITEM", "customer", "t")))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot join features to the labels: there would be two columns sales__item, one of"
                + " them item of features.sales. Ask for it once, or rename the labels' column.");
    assertThatThrownBy(() -> join(labels("1, 1, 01").selectExpr("id", "id AS ID", "customer", "t")))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("they have two columns ID");
    assertThatThrownBy(
            () ->
                PointInTime.explained(
                    labels("1, 1, 01").withColumnRenamed("id", "_WHY_sales"),
                    USUAL,
                    List.of(sales)))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot say why labels got values of features.sales or none: they have a column"
                + " _why_sales already. Rename it.");
  }

  @Test
  void valuesThatHaveNoOrder() {
    ViewInput maps =
        new ViewInput(sales.view(), sales.rows().selectExpr("*", "map(1, 2) AS m"), List.of("m"));

    assertThatThrownBy(() -> join(labels("1, 1, 01"), maps))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot join features.sales: m is a MAP<INT, INT>, whose values have no order. Make an"
                + " array or a text of it.");
  }

  private Dataset<Row> join(Dataset<Row> labels) {
    return join(labels, sales);
  }

  private static Dataset<Row> join(Dataset<Row> labels, ViewInput... views) {
    return PointInTime.join(labels, USUAL, List.of(views));
  }
}
