package io.ingot.features.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.error.ExitCode;
import io.ingot.core.testkit.Ingot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyVerbTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private Shop shop;
  private Ingot ingot;

  @BeforeEach
  void declare() {
    shop = Shop.in(folder);
    ingot = Ingot.in(folder, List.of(new ApplyVerb(CLOCK), new ListVerb(), new ShowVerb()));
  }

  @Test
  void aPlanIsShownAndNothingIsRegisteredWithoutConsent() {
    assertThat(ingot.say("features", "apply")).isEqualTo(ExitCode.DONE);

    assertThat(ingot.said())
        .isEqualTo(
            """
            kind     name               is   version
            entity   customer           new        -
            view     customer_activity  new        1
            service  next_buy           new        -
            3 new. Nothing was registered. Say --yes to do it.
            """);
    assertThat(shop.registry().current()).isEmpty();
  }

  @Test
  void whatIsAgreedToIsRegisteredByItsUser() {
    assertThat(ingot.say("features", "apply", "--yes", "--who", "mary")).isEqualTo(ExitCode.DONE);
    assertThat(ingot.said()).endsWith("\nRegistered as number 1: 3 new.\n");
    assertThat(shop.registered().applied())
        .isEqualTo(new Stamp("mary", Instant.parse("2026-03-01T10:00:00Z")));

    assertThat(ingot.say("features", "apply", "--yes")).isEqualTo(ExitCode.DONE);
    assertThat(ingot.said()).endsWith("The registry says what the project says already.\n");
    assertThat(shop.registered().number()).isEqualTo(1);
  }

  @Test
  void aRefusalEndsTheCommandWhetherAgreedToOrNot() throws Exception {
    shop.apply().view("sum: amount, ", "max: amount, ");

    for (String[] words : new String[][] {{"features", "apply"}, {"features", "apply", "--yes"}}) {
      assertThat(ingot.say(words)).isEqualTo(ExitCode.PROJECT_WRONG);
      assertThat(ingot.said())
          .contains(
              "view     customer_activity  changed    1 -> 2\n",
              "customer_activity.yml:8: breaking: customer_activity: feature spend changed from sum"
                  + " of amount to max of amount; taken by next_buy.")
          .doesNotContain("Registered");
      assertThat(ingot.noted())
          .contains("Cannot apply: 4 changes break what models rely on. Do what is said at each");
    }
    assertThat(ingot.say("features", "apply", "--yes", "--output", "json"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    JsonNode told = ingot.json();
    assertThat(told.get("applied").asBoolean()).isFalse();
    assertThat(told.get("refused").asInt()).isEqualTo(4);
    JsonNode view = told.get("steps").get(1);
    assertThat(view.get("state").asText()).isEqualTo("changed");
    assertThat(view.get("before").asInt()).isEqualTo(1);
    assertThat(view.get("version").asInt()).isEqualTo(2);
    assertThat(view.get("changes").get(0).get("effect").asText()).isEqualTo("breaking");
    assertThat(view.get("changes").get(0).get("services").get(0).asText()).isEqualTo("next_buy");
    assertThat(shop.registered().number()).isEqualTo(1);

    assertThat(
            ingot.say(
                "features",
                "apply",
                "--yes",
                "--output",
                "json",
                "--allow",
                "customer_activity:spend, customer_activity:per_visit"))
        .isEqualTo(ExitCode.DONE);
    assertThat(ingot.json().get("applied").asBoolean()).isTrue();
    assertThat(ingot.json().get("number").asInt()).isEqualTo(2);
    assertThat(shop.view().version()).isEqualTo(2);
  }

  @Test
  void eachChangeIsToldBelowTheTable() {
    shop.apply().view("windows: [7d, 30d]", "windows: [7d]");

    assertThat(ingot.say("features", "apply")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.said())
        .isEqualTo(
            """
            kind     name               is         version
            entity   customer           unchanged  -
            view     customer_activity  changed    1 -> 2
            service  next_buy           changed    -
            features/customer_activity.yml:8: breaking: customer_activity: feature spend lost its column spend_30d. Keep it until no model takes it, or say --allow customer_activity:spend.
            services/next_buy.yml:2: compatible: next_buy: takes version 2 of customer_activity, and took 1
            """);
    assertThat(ingot.noted())
        .contains(
            "ingot: Cannot apply: 1 change breaks what models rely on. Do what is said at each, or"
                + " --allow those that are meant.\n");
  }

  @Test
  void warningsAreToldAndKeepNothingBack() throws Exception {
    shop.view("sum: amount, windows: [7d, 30d], unit: USD", "sum: amount, windows: [7d, 30d]");

    assertThat(ingot.say("features", "apply", "--yes")).isEqualTo(ExitCode.DONE);
    assertThat(ingot.said())
        .contains(
            "features/customer_activity.yml:8: warning: feature spend says neither what it means nor"
                + " what it is measured in. Add unit: or description:.\nRegistered");
    ingot.say("features", "apply", "--output", "json");
    assertThat(ingot.json().get("warnings").get(0).get("place").asText())
        .isEqualTo("features/customer_activity.yml:8");
  }

  @Test
  void viewsAndServicesAreListedAsTheyAreRegistered() throws Exception {
    shop.apply()
        .file("features/customer_new.yml", Shop.ACTIVITY)
        .view("ttl: 30d", "ttl: 30d\nonline: {connection: store}\ndeprecated: Take others");

    ingot.say("features", "list");
    assertThat(ingot.said())
        .isEqualTo(
            """
            kind     name               version  is                        owner      entity    features  online  last batch  services
            view     customer_activity        1  differs from the project  shop-team  customer         4       -           -  next_buy
            view     customer_new             -  not applied               shop-team  customer         4       -           -  -
            service  next_buy                 -  registered                -          -                2       -           -  -
            """);
    shop.apply();
    ingot.say("features", "list", "LATELY", "activity");
    assertThat(ingot.said().lines().skip(1).toList())
        .containsExactly(
            "view  customer_activity        1  deprecated  shop-team  customer         4  store            -"
                + "  next_buy");
    ingot.say("features", "list", "next_buy", "--output", "json");
    assertThat(ingot.json().size()).isEqualTo(1);
    assertThat(ingot.json().get(0).get("features").get(0).asText())
        .isEqualTo("customer_activity:spend_7d");
    ingot.say("features", "list", "nothing");
    assertThat(ingot.said()).isEqualTo("No feature view and no service mentions nothing.\n");
  }

  @Test
  void aViewIsShownWithItsColumnsAndWhatItsVersionsChanged() throws Exception {
    shop.applyAt("2026-03-01T00:00:00Z")
        .view(
            "windows: [7d, 30d], unit: USD",
            "windows: [7d, 30d, 90d], where: price > 0, unit: USD");
    shop.planAt("2026-03-02T00:00:00Z", "customer_activity").carryOut(shop.registry());

    assertThat(ingot.say("features", "show", "customer_activity")).isEqualTo(ExitCode.DONE);
    assertThat(ingot.said())
        .isEqualTo(
            """
            view customer_activity, version 2, registered
              description What a customer bought lately
              owner       shop-team
              entity      customer_id bigint (customer)
              reads       silver.sales
              event time  sold_on
              known time  _extracted_at
              grain       day, rows of events
              ttl         30d
              tags        daily
              services    next_buy
              created     2026-03-01T00:00:00Z by ann
              changed     2026-03-02T00:00:00Z by ann

            column        type           unit  meaning                                                                        description
            spend_7d      decimal(30,2)  USD   sum of amount where price > 0 over 7d                                          -
            spend_30d     decimal(30,2)  USD   sum of amount where price > 0 over 30d                                         -
            spend_90d     decimal(30,2)  USD   sum of amount where price > 0 over 90d                                         -
            visits_7d     bigint         -     count of * over 7d                                                             Purchases
            per_visit_7d  double         USD   ratio of spend (sum of amount where price > 0) to visits (count of *) over 7d  -

            version  since                 by   different from the one before
                  2  2026-03-02T00:00:00Z  ann  feature spend changed from sum of amount to sum of amount where price > 0; feature spend has a new column spend_90d; feature per_visit changed from ratio of spend (sum of amount) to visits (count of *) to ratio of spend (sum of amount where price > 0) to visits (count of *)
                  1  2026-03-01T00:00:00Z  ann  -
            """);
    ingot.say("features", "show", "customer_activity", "--output", "json");
    assertThat(ingot.json().at("/view/version").asInt()).isEqualTo(2);
    assertThat(ingot.json().at("/view/previous/0/definition/features/0/meaning").asText())
        .isEqualTo("sum of amount");
    assertThat(ingot.json().at("/view/definition/ttl").asText()).isEqualTo("PT720H");

    ingot.say("features", "show", "customer_activity:spend_7d");
    assertThat(ingot.said())
        .isEqualTo(
            """
            customer_activity:spend_7d, version 2, registered
              meaning     sum of amount where price > 0 over 7d
              type        decimal(30,2)
              unit        USD
              owner       shop-team
              services    next_buy
              values from silver.sales.amount < bronze.sales.amount
              decided by  silver.sales.customer_id window, silver.sales.price conditional, silver.sales.sold_on window
            """);
    ingot.say("features", "show", "customer_activity:spend", "--output", "json");
    assertThat(ingot.json().get("columns").size()).isEqualTo(3);
    assertThat(ingot.json().at("/ways/spend_30d/0/1").asText()).isEqualTo("bronze.sales.amount");

    ingot.say("features", "show", "next_buy");
    assertThat(ingot.said())
        .isEqualTo(
            """
            service next_buy, registered
              description Who buys next
              created     2026-03-01T00:00:00Z by ann
              changed     2026-03-02T00:00:00Z by ann

            feature                      version  type
            customer_activity:spend_7d         2  decimal(30,2)
            customer_activity:visits_7d        2  bigint
            """);
  }

  @Test
  void whatIsNotThereIsToldWithWhatWasMeant() {
    assertThat(ingot.say("features", "show", "customer_activty")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted())
        .contains("no service customer_activty. Did you mean 'customer_activity'?");
    assertThat(ingot.say("features", "show", "customer_activity:spent"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted()).contains("has no feature spent. Did you mean 'spend'?");
    assertThat(ingot.say("features", "show")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted()).contains("Say what to show");
  }
}
