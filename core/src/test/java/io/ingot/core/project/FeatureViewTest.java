package io.ingot.core.project;

import static io.ingot.core.project.Binding.mistakes;
import static io.ingot.core.project.Binding.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureViewTest {
  private static final String VIEW =
      """
      entity: {customer_id: bigint}
      from: silver.sales
      event_time: sold_on
      """;

  private static Feature visits() {
    return read(Feature.class, "{count: \"*\", windows: [7d]}");
  }

  @Test
  void knownTimeIsTheExtractionUnlessSaid() {
    assertThat(read(FeatureView.class, VIEW + "features: {visits: {count: \"*\", windows: 7d}}"))
        .isEqualTo(
            new FeatureView(
                Binding.TABLE,
                Optional.empty(),
                Map.of("customer_id", "bigint"),
                TableName.of("silver.sales"),
                "sold_on",
                "_extracted_at",
                Map.of("visits", visits()),
                Optional.empty(),
                List.of(),
                Watch.none(),
                Maintain.unsaid(),
                Set.of()));
  }

  @Test
  void everyKeyIsRead() {
    FeatureView view =
        read(
            FeatureView.class,
            VIEW
                + """
                description: How much
                known_time: known_at
                features:
                  spend: {sum: amount, windows: [7d, 24h], scale: standard}
                training: {validation_from: 1998-10-01}
                checks: [{complete: customer_id}]
                tags: [ml]
                """);

    assertThat(view)
        .isEqualTo(
            new FeatureView(
                Binding.TABLE,
                Optional.of("How much"),
                Map.of("customer_id", "bigint"),
                TableName.of("silver.sales"),
                "sold_on",
                "known_at",
                Map.of(
                    "spend",
                    new Feature(
                        Optional.of("amount"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(Duration.ofDays(7), Duration.ofDays(1)),
                        Optional.of(Feature.Scaling.STANDARD))),
                Optional.of(new Training(LocalDate.of(1998, 10, 1))),
                List.of(
                    new RowCheck.Complete(
                        "customer_id", Tolerance.atLeast(new Share(1)), CheckTerms.usual())),
                Watch.none(),
                Maintain.unsaid(),
                Set.of("ml")));
  }

  @Test
  void eachAggregateIsAKeyOfItsOwn() {
    for (Feature.Aggregate aggregate : Feature.Aggregate.values()) {
      Feature feature = read(Feature.class, "{" + aggregate.word() + ": c, windows: 1d}");

      assertThat(feature.aggregate()).isEqualTo(aggregate);
      assertThat(feature.column()).isEqualTo("c");
      assertThat(feature.scale()).isEmpty();
    }
  }

  @Test
  void aViewNeedsItsEntityTableTimeAndFeatures() {
    assertThat(mistakes(FeatureView.class, ""))
        .containsExactly(
            "Missing key 'entity': Key columns of the entity with their types.",
            "Missing key 'from': The table that is aggregated.",
            "Missing key 'event_time': When a row happened; a date or timestamp column.",
            "Missing key 'features': The features, by name.");
    assertThat(mistakes(FeatureView.class, VIEW + "features: {}"))
        .containsExactly("A feature view needs an entity and at least one feature.");
  }

  @Test
  void scalingNeedsATrainingPart() {
    assertThat(
            mistakes(
                FeatureView.class, VIEW + "features: {a: {sum: b, windows: 7d, scale: standard}}"))
        .containsExactly(
            "scale is fitted on the training part: add training: {validation_from: DATE}.");
  }

  @Test
  void aFeatureHasOneAggregateAndWindowsOfWholeDays() {
    assertThat(mistakes(Feature.class, "windows: 7d"))
        .containsExactly("Say exactly one of sum, count, mean, min, max.");
    assertThat(mistakes(Feature.class, "{sum: a, mean: a, windows: 7d}"))
        .containsExactly("Say exactly one of sum, count, mean, min, max.");
    assertThat(mistakes(Feature.class, "{sum: a, windows: []}"))
        .containsExactly("A feature needs windows, such as [7d, 30d].");
    assertThat(mistakes(Feature.class, "{sum: a, windows: 12h}"))
        .containsExactly("Invalid window: PT12H. Windows are whole days, such as 7d.");
    assertThat(mistakes(Feature.class, "sum: a"))
        .containsExactly(
            "Missing key 'windows': Windows of whole days that end with the row's day, such as"
                + " [7d, 30d].");
    assertThat(mistakes(Feature.class, "{sum: a, windows: 7d, scale: min_max}"))
        .containsExactly("Unknown value 'min_max'. Use one of: standard.");
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
