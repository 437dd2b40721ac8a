package io.ingot.features;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Maintain;
import io.ingot.core.project.Watch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ViewColumnsTest {
  private static final StructType SALES =
      StructType.fromDDL(
          "customer_id bigint, sold_on date, known_at timestamp, amount decimal(10,4), item string");

  @Test
  void aViewThatFitsItsInputPasses() {
    FeatureView view =
        Views.view(
            Views.features(
                "spend",
                Views.sum("amount", 7, 30),
                "items",
                Views.scaled(Views.count("item", 7)),
                "last_item",
                Views.max("item", 7)),
            "1998-10-01");

    assertThatCode(() -> ViewColumns.require(view, SALES)).doesNotThrowAnyException();
  }

  @Test
  void everythingThatDoesNotFitIsToldAtOnce() {
    Map<String, Feature> features =
        Views.features(
            "spend",
            Views.sum("ammount", 7),
            "rows",
            Views.sum("*", 7),
            "name",
            Views.mean("item", 7),
            "last",
            Views.scaled(Views.max("item", 7)));
    FeatureView view =
        new FeatureView(
            Views.view(features, "1998-10-01").name(),
            Optional.empty(),
            Map.of("customer", "bigint"),
            Views.view(features, "1998-10-01").from(),
            "item",
            "_extracted_at",
            features,
            Views.view(features, "1998-10-01").training(),
            List.of(),
            Watch.none(),
            Maintain.unsaid(),
            Set.of());

    assertThatThrownBy(() -> ViewColumns.require(view, SALES))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot compute features.activity from silver.sales: entity customer is no column;"
                + " event_time item is a STRING, not a date or timestamp;"
                + " known_time _extracted_at is no column;"
                + " spend: sum ammount is no column; rows: sum * is no column;"
                + " name: mean item needs a number, but it is a STRING;"
                + " last: max item with scale needs a number, but it is a STRING."
                + " silver.sales has the columns customer_id, sold_on, known_at, amount, item."
                + " Correct features/activity.yml.");
  }

  @Test
  void aTypeThatSparkDoesNotKnowIsTold() {
    FeatureView view =
        Views.view(
            Map.of("customer_id", "bigIntt"),
            Views.features("visits", Views.count("*", 7)),
            Optional.empty());

    assertThatThrownBy(() -> ViewColumns.require(view, SALES))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("entity customer_id has no Spark SQL type: bigIntt");
  }

  @Test
  void twoColumnsOfOneNameAreTold() {
    FeatureView view =
        Views.view(
            Views.features("spend", Views.sum("amount", 7, 7), "SPEND", Views.max("amount", 7)));

    assertThatThrownBy(() -> ViewColumns.require(view, SALES))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("the view would have two columns spend_7d")
        .hasMessageContaining("the view would have two columns SPEND_7d");
  }
}
