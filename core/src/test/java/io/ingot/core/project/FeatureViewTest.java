package io.ingot.core.project;

import static io.ingot.core.project.Binding.mistakes;
import static io.ingot.core.project.Binding.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeatureViewTest {
  private static final String VIEW =
      """
      entity: {customer_id: bigint}
      from: silver.sales
      event_time: sold_on
      """;

  private static Feature feature(String yaml) {
    return read(FeatureView.class, VIEW + "features: {a: " + yaml + "}").features().get("a");
  }

  private static List<String> mistakesOf(String feature) {
    return mistakes(FeatureView.class, VIEW + "features: {a: " + feature + "}");
  }

  private static FeatureView of(String yaml) {
    return read(FeatureView.class, VIEW + yaml);
  }

  private static FeatureView asked(String sql) {
    return FeatureYaml.view(
        "x",
        "entity: {a: int}\nevent_time: b\nfeatures: {a: {sum: b}}",
        new Sql(sql, Set.of(TableName.of("silver.x"))));
  }

  @Test
  void whatIsNotSaidHasItsUsualMeaning() {
    assertThat(of("features: {visits: {count: \"*\", windows: 7d}}"))
        .isEqualTo(
            new FeatureView(
                Binding.TABLE,
                Binding.SQL,
                Optional.empty(),
                Optional.empty(),
                Map.of("customer_id", "bigint"),
                Optional.of(TableName.of("silver.sales")),
                "sold_on",
                "_extracted_at",
                Grain.DAY,
                FeatureView.Rows.EVENTS,
                Optional.empty(),
                Map.of(
                    "visits",
                    new Aggregate.Count(
                        "*",
                        new Windows(List.of(Duration.ofDays(7)), Optional.empty()),
                        FeatureTerms.none())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Watch.none(),
                Maintain.unsaid(),
                Set.of()));
  }

  @Test
  void everyKeyIsRead() {
    FeatureView view =
        of(
            """
            description: How much
            owner: shop@example.com
            known_time: known_at
            grain: hour
            rows: steps
            ttl: 30d
            features:
              spend:
                sum: amount
                windows: [7d, 24h]
                where: amount > 0
                description: Money spent
                unit: USD
                labels: [money]
                deprecated: use paid
                scale: standard
            training: {validation_from: 1998-10-01}
            online: {connection: cache, ttl: 1d}
            deprecated: use customer_habits
            checks: [{complete: customer_id}]
            tags: [ml]
            """);

    assertThat(view)
        .isEqualTo(
            new FeatureView(
                Binding.TABLE,
                Binding.SQL,
                Optional.of("How much"),
                Optional.of("shop@example.com"),
                Map.of("customer_id", "bigint"),
                Optional.of(TableName.of("silver.sales")),
                "sold_on",
                "known_at",
                Grain.HOUR,
                FeatureView.Rows.STEPS,
                Optional.of(Duration.ofDays(30)),
                Map.of(
                    "spend",
                    new Aggregate.Sum(
                        "amount",
                        new Windows(
                            List.of(Duration.ofDays(7), Duration.ofDays(1)),
                            Optional.of("amount > 0")),
                        new FeatureTerms(
                            Optional.of("Money spent"),
                            Optional.of("USD"),
                            Set.of("money"),
                            Optional.of("use paid"),
                            Optional.of(Feature.Scaling.STANDARD)))),
                Optional.of(new Training(LocalDate.of(1998, 10, 1))),
                Optional.of(new Online("cache", Optional.of(Duration.ofDays(1)))),
                Optional.of("use customer_habits"),
                List.of(
                    new RowCheck.Complete(
                        "customer_id", Tolerance.atLeast(new Share(1)), CheckTerms.usual())),
                Watch.none(),
                Maintain.unsaid(),
                Set.of("ml")));
  }

  @Test
  void eachKindIsAKeyOfItsOwn() {
    List<Class<?>> kinds =
        Stream.of(Aggregate.OfColumn.class, RowFeature.class)
            .flatMap(family -> Arrays.<Class<?>>stream(family.getPermittedSubclasses()))
            .toList();

    assertThat(kinds).hasSize(19);
    for (Class<?> kind : kinds) {
      String word = kind.getAnnotation(Key.class).value();
      Feature feature = feature("{" + word + ": c}");
      assertThat(feature).isInstanceOf(kind);
      assertThat(feature.word()).isEqualTo(word);
      assertThat(feature.columns()).containsExactly("c");
      assertThat(feature.outputs("a")).containsExactly("a");
    }
  }

  @Test
  void eachWindowIsAColumnAndNoneIsAllEventsSoFar() {
    assertThat(feature("{sum: c, windows: [90m, 24h, 36h, 7d]}").outputs("spend"))
        .containsExactly("spend_90m", "spend_1d", "spend_36h", "spend_7d");
    assertThat(feature("{sum: c}").meaning()).isEqualTo("sum of c over all events");
    assertThat(feature("{sum: c, windows: [1d, 7d], where: c > 0}").meaning())
        .isEqualTo("sum of c over 1d, 7d where c > 0");
  }

  @Test
  void aPivotIsAColumnOfEachValueAndOneOfTheOthers() {
    Feature pivot = feature("{pivot: c, values: [Dairy, Baked Goods!], windows: [1d, 7d]}");

    assertThat(pivot.outputs("of"))
        .containsExactly(
            "of_dairy_1d",
            "of_dairy_7d",
            "of_baked_goods_1d",
            "of_baked_goods_7d",
            "of_other_1d",
            "of_other_7d");
    assertThat(feature("{pivot: c, values: [x], adding: d}").columns()).containsExactly("c", "d");
    assertThat(mistakesOf("{pivot: c, values: [a b, a-b]}"))
        .containsExactly("Two values of a pivot would give the same column: a_b, a_b, other.");
    assertThat(mistakesOf("{pivot: c, values: []}"))
        .containsExactly("pivot takes 1 to 100 values, not 0.");
    assertThat(mistakesOf("{pivot: c, values: [Other]}"))
        .containsExactly("Two values of a pivot would give the same column: other, other.");
    assertThat(mistakesOf("{pivot: c, values: [a, \"?!\"]}"))
        .containsExactly("A value of a pivot needs a letter or a digit for its column's name: ?!.");
  }

  @Test
  void aRatioNamesTwoFeaturesAndHasNoCondition() {
    assertThat(mistakesOf("{ratio: [b], windows: 7d}"))
        .containsExactly("ratio needs two features, such as [clicks, views].");
    assertThat(mistakesOf("{ratio: [b, c], where: x > 0}"))
        .containsExactly("where belongs to the features that ratio divides.");
  }

  @Test
  void aViewNeedsItsEntityTimeAndFeatures() {
    assertThat(mistakes(FeatureView.class, ""))
        .containsExactly(
            "Missing key 'entity': Key columns of the entity with their types.",
            "Missing key 'event_time': When a row happened; a date or timestamp column.",
            "Missing key 'features': The features, by name.");
    assertThat(mistakes(FeatureView.class, VIEW + "features: {}"))
        .containsExactly("A feature view needs an entity and at least one feature.");
  }

  @Test
  void scalingNeedsATrainingPart() {
    assertThat(mistakesOf("{sum: b, windows: 7d, scale: standard}"))
        .containsExactly(
            "scale is fitted on the training part: add training: {validation_from: DATE}.");
  }

  @Test
  void aViewIsOfAggregatesOrOfRows() {
    assertThat(mistakes(FeatureView.class, VIEW + "features: {a: {sum: b}, c: {value: d}}"))
        .containsExactly(
            "A view has aggregates of events, or features of each row, not both. Make two views.");
  }

  @Test
  void aFeatureIsOfOneKindAndItsWindowsAreWholeMinutes() {
    assertThat(mistakesOf("{windows: 7d}"))
        .singleElement()
        .asString()
        .startsWith("Missing key: one of sum, count, mean, ");
    assertThat(mistakesOf("{sum: a, mean: a, windows: 7d}"))
        .containsExactly("Only one of sum, mean can stand here.");
    assertThat(mistakesOf("{sum: a, windows: 90s}"))
        .containsExactly(
            "Invalid window: PT1M30S. Windows are whole minutes, hours or days, such as 7d.");
    assertThat(mistakesOf("{sum: a, windows: 7d, scale: max}"))
        .containsExactly("Unknown value 'max'. Use one of: min_max, robust, standard.");
    assertThat(mistakesOf("{hashed: a, size: 1}"))
        .containsExactly("size must be from 2 to 1048576.");
  }

  @Test
  void onlyWhatDecidesTheValuesIsInTheHashOfADefinition() {
    FeatureView view = of("features: {a: {sum: b, windows: [7d]}}");

    assertThat(
            Stream.of(
                of("features: {a: {sum: b, windows: [7d], description: d, unit: EUR}}"),
                of("features: {a: {sum: b, windows: [168h]}}\nowner: me\nttl: 1d\ntags: [x]")))
        .extracting(FeatureView::definitionHash)
        .containsOnly(view.definitionHash());
    assertThat(
            Stream.of(
                of("features: {a: {sum: b, windows: [8d]}}"),
                of("features: {a: {mean: b, windows: [7d]}}"),
                of("features: {a: {sum: b, windows: [7d], where: b > 0}}"),
                of("features: {a: {sum: b, windows: [7d]}}\ngrain: hour"),
                of("features: {a: {sum: b, windows: [7d]}}\nrows: steps"),
                of("features: {a: {sum: b, windows: [7d]}}\nknown_time: c")))
        .extracting(FeatureView::definitionHash)
        .doesNotContain(view.definitionHash())
        .doesNotHaveDuplicates();
  }

  @Test
  void howAConditionOrAQueryIsWrittenIsNotInTheHash() {
    FeatureView view = of("features: {a: {sum: b, windows: [7d], where: 'b > 0 and c in (1, 2)'}}");
    FeatureView spaced = of("features: {a: {sum: b, windows: [7d], where: 'b>0 and  c in(1,2)'}}");

    assertThat(spaced.definitionHash()).isEqualTo(view.definitionHash());
    assertThat(ViewDefinition.of(spaced).since(ViewDefinition.of(view))).isEmpty();
    assertThat(asked("SELECT a,b -- why\nFROM silver.x").definitionHash())
        .isEqualTo(asked("SELECT a, b FROM silver.x;").definitionHash())
        .isNotEqualTo(asked("SELECT b, a FROM silver.x").definitionHash());
  }

  @Test
  void trainingNeedsADate() {
    assertThat(mistakes(Training.class, "validation_from: 1998-13-01"))
        .containsExactly("Invalid date '1998-13-01'. Write year-month-day, such as 1998-10-01.");
    assertThat(mistakes(Training.class, ""))
        .containsExactly(
            "Missing key 'validation_from': First day of the validation part, such as"
                + " 1998-10-01.");
  }
}
