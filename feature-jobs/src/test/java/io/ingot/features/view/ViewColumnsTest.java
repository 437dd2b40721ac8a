package io.ingot.features.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.project.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
    FeatureView view =
        FeatureYaml.view(
            "activity",
            """
            entity: {customer: bigint}
            from: silver.sales
            event_time: item
            features:
              spend: {sum: ammount, windows: 7d}
              rows: {sum: "*", windows: 7d}
              name: {mean: item, windows: 7d}
            """);

    assertThatThrownBy(() -> ViewColumns.require(view, SALES))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot compute features.activity from silver.sales: entity customer is no column;"
                + " event_time item is a STRING, not a date or timestamp;"
                + " known_time _extracted_at is no column;"
                + " spend: sum ammount is no column; rows: sum * is no column;"
                + " name: mean item needs a number, but it is a STRING."
                + " silver.sales has the columns customer_id, sold_on, known_at, amount, item."
                + " Correct features/activity.yml.");
  }

  @Test
  void everyKindTellsTheColumnThatItCannotUse() {
    assertThat(
            problems(
                """
                features:
                  spread: {sd: item, windows: 7d}
                  growth: {trend: sold_on, windows: 7d}
                  best: {max: properties, windows: 7d}
                  last: {last: properties, windows: 7d}
                  usual: {most_frequent: properties, windows: 7d}
                  kinds: {distinct: properties, windows: 7d}
                  roughly: {approx_distinct: properties, windows: 7d}
                  priced: {days_since: price, windows: 7d}
                  of: {pivot: itm, values: [a], adding: item, windows: 7d}
                  big: {count: "*", windows: 7d, where: AMOUNT > 1 and price > 1}
                  any: {most_frequent: "*", windows: 7d}
                """))
        .containsExactly(
            "spread: sd item needs a number, but it is a STRING",
            "growth: trend sold_on needs a number, but it is a DATE",
            "best: max properties needs values that can be compared, but it is a MAP<STRING,"
                + " STRING>",
            "last: last properties needs values that can be compared, but it is a MAP<STRING,"
                + " STRING>",
            "usual: most_frequent properties needs values that can be compared, but it is a"
                + " MAP<STRING, STRING>",
            "kinds: distinct properties needs values that can be compared, but it is a MAP<STRING,"
                + " STRING>",
            "roughly: approx_distinct properties needs values that can be compared, but it is a"
                + " MAP<STRING, STRING>",
            "priced: days_since price is no column",
            "of: pivot itm is no column",
            "of: adding item needs a number, but it is a STRING",
            "big: where price is no column",
            "any: most_frequent * is no column");
  }

  @Test
  void everyKindOfRowFeatureTellsTheColumnThatItCannotUse() {
    assertThat(
            problems(
                """
                features:
                  all: {value: properties}
                  hour: {hour: sold_on}
                  day: {weekday: item}
                  log: {log1p: item}
                  words: {tokens: amount}
                  places: {hashed: amount}
                """))
        .containsExactly(
            "all: value properties needs values that can be compared, but it is a MAP<STRING,"
                + " STRING>",
            "hour: hour sold_on needs a timestamp, but it is a DATE",
            "day: weekday item needs a date or timestamp, but it is a STRING",
            "log: log1p item needs a number, but it is a STRING",
            "words: tokens amount needs a text, but it is a DECIMAL(10,4)",
            "places: hashed amount needs a text, but it is a DECIMAL(10,4)");
  }

  @Test
  void whatIsScaledOrDividedHasToBeANumber() {
    assertThat(
            problems(
                """
                training: {validation_from: 1998-10-01}
                features:
                  visits: {count: item, windows: 7d, scale: standard}
                  last: {last: item, windows: 7d, scale: standard}
                  rate: {ratio: [visits, last], windows: 7d}
                """))
        .containsExactly(
            "last: last item with scale needs a number, but it is a STRING",
            "rate: ratio of last needs a number, but it is a STRING");
  }

  @Test
  void theColumnsOfAQuerysAnswerAreCheckedToo() {
    FeatureView view =
        FeatureYaml.view(
            "activity",
            """
            entity: {customer_id: bigint}
            event_time: sold_on
            known_time: known_at
            features: {spend: {sum: price, windows: 7d}}
            """,
            new Sql("SELECT * FROM silver.sales", Set.of()));

    assertThatThrownBy(() -> ViewSchema.of(view, SALES))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith(
            "Cannot compute features.activity from its query: spend: sum price is no column.");
  }

  private static List<String> problems(String yaml) {
    FeatureView view =
        FeatureYaml.view(
            "activity",
            "entity: {customer_id: bigint}\nfrom: silver.sales\nevent_time: sold_on\n"
                + "known_time: known_at\n"
                + yaml);
    StructType input = SALES.add("properties", "map<string,string>");
    ProjectException told =
        catchThrowableOfType(ProjectException.class, () -> ViewColumns.require(view, input));
    String message = told.getMessage();
    String start = "Cannot compute features.activity from silver.sales: ";
    String end = ". silver.sales has the columns ";
    assertThat(message).startsWith(start).contains(end);
    return List.of(message.substring(start.length(), message.indexOf(end)).split("; "));
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
  void aKeyWhoseTypeCannotHoldEveryValueIsTold() {
    Map<String, String> entity = new TreeMap<>();
    entity.put("customer_id", "int");
    entity.put("item", "bigint");
    entity.put("sold_on", "string");
    FeatureView view =
        Views.view(entity, Views.features("visits", Views.count("*", 7)), Optional.empty());

    assertThatThrownBy(() -> ViewColumns.require(view, SALES))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining(
            ": entity customer_id is a BIGINT, of which not every one is a INT: declare that type,"
                + " or cast it in the query; entity item is a STRING, of which not every one is a"
                + " BIGINT: declare that type, or cast it in the query. ");
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
