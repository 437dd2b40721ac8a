package io.ingot.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import org.junit.jupiter.api.Test;

class FeatureFactsTest {
  private static final String VIEW =
      """
      owner: shop-team
      deprecated: Take customer_sales
      entity: {customer_id: bigint}
      from: silver.sales
      event_time: sold_on
      grain: hour
      ttl: 30d
      online: {connection: store}
      features:
        spend: {sum: amount, windows: [7d], unit: USD, description: What was paid}
        visits: {count: "*", deprecated: Take spend}
      """;

  @Test
  void aViewSaysWhoseItIsAndHowLongItsValuesHold() {
    assertThat(FeatureFacts.of(FeatureYaml.view("customer", VIEW)))
        .containsExactly(
            entry("Deprecated", "Take customer_sales"),
            entry("Entity", "customer_id"),
            entry("Owner", "shop-team"),
            entry("Event time", "sold_on"),
            entry("Known time", "_extracted_at"),
            entry("Grain", "hour, rows of events"),
            entry("Valid for", "30d"),
            entry("Served online", "by store for 30d"));
  }

  @Test
  void aViewThatSaysLittleHasFewFacts() {
    FeatureView view =
        FeatureYaml.view(
            "customer",
            """
            entity: {customer_id: bigint}
            from: silver.sales
            event_time: sold_on
            features: {paid: {value: amount}}
            """);

    assertThat(FeatureFacts.of(view))
        .containsExactly(
            entry("Entity", "customer_id"),
            entry("Event time", "sold_on"),
            entry("Known time", "_extracted_at"),
            entry("Valid for", "ever"));
  }

  @Test
  void aColumnSaysWhatItsFeatureMeansAndIsMeasuredIn() {
    FeatureView view = FeatureYaml.view("customer", VIEW);

    assertThat(FeatureFacts.column("spend_7d", view))
        .containsExactly("sum of amount over 7d", "What was paid", "in USD");
    assertThat(FeatureFacts.column("visits", view))
        .containsExactly("count of * over all events", "deprecated: Take spend");
    assertThat(FeatureFacts.column("customer_id", view)).isEmpty();
  }
}
