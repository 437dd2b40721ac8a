package io.ingot.features.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void declare() {
    shop = Shop.in(folder);
  }

  @Test
  void aProjectThatSaysEverythingIsNotWarned() {
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aNameThatCarriesAWindowContradictsOrRepeatsItsWindows() {
    shop.file(
        Shop.VIEW,
        Shop.ACTIVITY.replace(
            "tags:",
            """
              total_30d: {sum: amount, windows: [7d], unit: USD}
              last_7_d: {max: amount, windows: [7d], unit: USD}
              paid_1h: {sum: price, unit: USD}
              top10: {max: price, windows: [7d], unit: USD}
            tags:"""));

    assertThat(warnings())
        .containsExactly(
            "features/customer_activity.yml:11: warning: feature total_30d names a window of its"
                + " own, and becomes total_30d_7d. Call it total; its windows are added to the"
                + " name.",
            "features/customer_activity.yml:12: warning: feature last_7_d names a window of its"
                + " own, and becomes last_7_d_7d. Call it last; its windows are added to the name.",
            "features/customer_activity.yml:13: warning: feature paid_1h names a window of its own,"
                + " and is taken over all events. Call it paid; its windows are added to the name.");
  }

  @Test
  void namesAreLowerSnakeCaseAndViewsSayWhatTheyAreAbout() {
    shop.without(Shop.SERVICE)
        .without(Shop.VIEW)
        .file("features/buying.yml", Shop.ACTIVITY.replace("spend", "SpendTotal"))
        .file("features/by_customer.yml", Shop.ACTIVITY.replace("amount", "price"));

    assertThat(warnings())
        .contains(
            "features/buying.yml:1: warning: the name of view buying does not say what it is about."
                + " Begin it with customer, such as customer_buying.",
            "features/buying.yml:8: warning: feature SpendTotal is not lower snake case. Call it"
                + " spend_total.")
        .noneSatisfy(warning -> assertThat(warning).contains("view by_customer"));
  }

  @Test
  void whatIsServedOnlineNeedsATimeToLive() {
    String online = "online: {connection: store}\n";
    shop.view("ttl: 30d\n", online);
    assertThat(warnings())
        .containsExactly(
            "features/customer_activity.yml:6: warning: view customer_activity is served online for"
                + " ever, however old its values are. Say ttl: 30d, or whatever its models bear.");

    shop.view("ttl: 30d\n", "online: {connection: store, ttl: 1h}\n");
    assertThat(warnings()).isEmpty();
    shop.view("ttl: 30d\n", online + "ttl: 30d\n");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aServiceThatTakesWhatIsDeprecatedIsToldWhatToTake() {
    shop.view(
        "windows: [7d, 30d], unit: USD}", "windows: [7d, 30d], unit: USD, deprecated: Take paid.}");
    assertThat(warnings())
        .containsExactly(
            "services/next_buy.yml:2: warning: service next_buy takes customer_activity:spend,"
                + " which is deprecated. Take paid.");

    shop.view("ttl: 30d", "ttl: 30d\ndeprecated: Take customer_sales");
    assertThat(warnings())
        .containsExactly(
            "services/next_buy.yml:2: warning: service next_buy takes customer_activity:spend_7d,"
                + " and its view is deprecated. Take customer_sales.",
            "services/next_buy.yml:2: warning: service next_buy takes customer_activity:visits_7d,"
                + " and its view is deprecated. Take customer_sales.");
  }

  @Test
  void twoViewsWithTheSameFeatureAreTold() {
    shop.file(
        "features/customer_again.yml",
        Shop.ACTIVITY
            .replace("  visits: {count: \"*\", windows: [7d], description: Purchases}\n", "")
            .replace("  per_visit: {ratio: [spend, visits], windows: [7d], unit: USD}\n", "")
            .replace(
                "spend: {sum: amount, windows: [7d, 30d]", "paid: {sum: amount, windows: [90d]"));

    assertThat(warnings())
        .containsExactly(
            "features/customer_again.yml:8: warning: customer_activity:spend and"
                + " customer_again:paid mean the same. Keep one, deprecate the other, and let"
                + " services take it from there.");
  }

  private List<String> warnings() {
    return Lint.of(shop.load()).stream().map(Warning::toString).toList();
  }
}
