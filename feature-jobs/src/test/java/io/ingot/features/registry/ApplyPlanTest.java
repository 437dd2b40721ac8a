package io.ingot.features.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ExitCode;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.IngotException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Unconserved;
import io.ingot.features.registry.Change.Effect;
import io.ingot.features.registry.RegisteredColumn.From;
import io.ingot.features.registry.Step.State;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyPlanTest {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void declare() {
    shop = Shop.in(folder);
  }

  @Test
  void whatIsNewIsRegisteredAsVersionOneWithAllThatIsKnownOfIt() {
    ApplyPlan plan = shop.plan();

    assertThat(plan.steps())
        .extracting(Step::kind, Step::name, Step::state, Step::versions)
        .containsExactly(
            tuple(Kind.ENTITY, "customer", State.NEW, "-"),
            tuple(Kind.VIEW, "customer_activity", State.NEW, "1"),
            tuple(Kind.SERVICE, "next_buy", State.NEW, "-"));
    assertThat(shop.registry().current()).isEmpty();
    plan.carryOut(shop.registry());

    Registered registered = shop.registered();
    assertThat(registered).isEqualTo(plan.after());
    assertThat(registered.number()).isEqualTo(1);
    assertThat(registered.project()).isEqualTo("shop");
    assertThat(registered.applied()).isEqualTo(at("2026-03-01T00:00:00Z"));
    assertThat(registered.entities().get("customer").key()).isEqualTo("customer_id");
    RegisteredView view = shop.view();
    assertThat(view.version()).isEqualTo(1);
    assertThat(view.hash())
        .isEqualTo(
            shop.load().tables().values().stream()
                .filter(table -> table.name().name().equals("customer_activity"))
                .findFirst()
                .orElseThrow()
                .definitionHash());
    assertThat(view.inputs()).containsExactly("silver.sales");
    assertThat(view.columns())
        .extracting(RegisteredColumn::name, RegisteredColumn::feature)
        .containsExactly(
            tuple("spend_7d", "spend"),
            tuple("spend_30d", "spend"),
            tuple("visits_7d", "visits"),
            tuple("per_visit_7d", "per_visit"));
    assertThat(view.column("spend_7d").orElseThrow())
        .satisfies(
            spend -> {
              assertThat(spend.unit()).contains("USD");
              assertThat(spend.meaning()).isEqualTo("sum of amount over 7d");
              assertThat(spend.from())
                  .containsExactly(
                      new From("silver.sales", "amount", "aggregation"),
                      new From("silver.sales", "customer_id", "window"),
                      new From("silver.sales", "sold_on", "window"));
            });
    assertThat(registered.service("next_buy").orElseThrow().features())
        .containsExactly(
            new RegisteredService.Taken("customer_activity", 1, "spend_7d"),
            new RegisteredService.Taken("customer_activity", 1, "visits_7d"));
  }

  @Test
  void theSameProjectIsRegisteredOnce() {
    shop.apply();

    ApplyPlan plan = shop.planAt("2026-03-09T00:00:00Z");
    plan.carryOut(shop.registry());

    assertThat(plan.isIdle()).isTrue();
    assertThat(plan.steps()).extracting(Step::state).containsOnly(State.UNCHANGED);
    assertThat(shop.registered().number()).isEqualTo(1);
    assertThat(shop.registry().at(2)).isEmpty();
  }

  @Test
  void whatOnlyDescribesChangesTheRecordAndNoVersion() {
    shop.applyAt("2026-03-01T00:00:00Z")
        .file(
            Shop.VIEW,
            Shop.ACTIVITY
                .replace("bought lately", "bought of late")
                .replace("shop-team", "web-team")
                .replace("[daily]", "[daily, core]")
                .replace("[7d, 30d], unit: USD", "[7d, 30d], unit: EUR"));

    ApplyPlan plan = shop.planAt("2026-03-02T00:00:00Z");
    plan.carryOut(shop.registry());

    assertThat(step(plan, "customer_activity").state()).isEqualTo(State.DESCRIBED);
    assertThat(whats(plan, "customer_activity"))
        .containsExactly(
            "description changed",
            "owner changed from shop-team to web-team",
            "tags changed from [daily] to [core, daily]",
            "spend_7d: unit changed from USD to EUR",
            "spend_30d: unit changed from USD to EUR");
    assertThat(step(plan, "next_buy").state()).isEqualTo(State.UNCHANGED);
    RegisteredView view = shop.view();
    assertThat(view.version()).isEqualTo(1);
    assertThat(view.previous()).isEmpty();
    assertThat(view.owner()).contains("web-team");
    assertThat(view.created()).isEqualTo(at("2026-03-01T00:00:00Z"));
    assertThat(view.since()).isEqualTo(at("2026-03-01T00:00:00Z"));
    assertThat(view.changed()).isEqualTo(at("2026-03-02T00:00:00Z"));
    assertThat(shop.registered().number()).isEqualTo(2);
  }

  @Test
  void whatIsAddedMakesAVersionThatModelsCanGoOnWith() {
    shop.applyAt("2026-03-01T00:00:00Z")
        .file(
            Shop.VIEW,
            Shop.ACTIVITY
                .replace("[7d, 30d]", "[7d, 30d, 90d]")
                .replace("ttl: 30d", "ttl: 60d")
                .replace("tags:", "  most: {max: amount, windows: [7d], unit: USD}\ntags:"));

    ApplyPlan plan = shop.planAt("2026-03-02T00:00:00Z");
    plan.carryOut(shop.registry());

    assertThat(step(plan, "customer_activity").versions()).isEqualTo("1 -> 2");
    assertThat(whats(plan, "customer_activity"))
        .containsExactly(
            "ttl changed from 30d to 60d",
            "feature spend has a new column spend_90d",
            "feature most is new");
    assertThat(whats(plan, "next_buy"))
        .containsExactly("takes version 2 of customer_activity, and took 1");
    RegisteredView view = shop.view();
    assertThat(view.version()).isEqualTo(2);
    assertThat(view.created()).isEqualTo(at("2026-03-01T00:00:00Z"));
    assertThat(view.since()).isEqualTo(at("2026-03-02T00:00:00Z"));
    assertThat(view.previous())
        .singleElement()
        .satisfies(
            past -> {
              assertThat(past.version()).isEqualTo(1);
              assertThat(past.hash()).isNotEqualTo(view.hash());
              assertThat(past.since()).isEqualTo(at("2026-03-01T00:00:00Z"));
              assertThat(past.definition().features().get(0).columns())
                  .containsExactly("spend_7d", "spend_30d");
              assertThat(past.changes()).hasSize(3).contains("feature most is new");
            });
    assertThat(shop.plan().isIdle()).isTrue();
  }

  @Test
  void featuresThatChangePlacesMakeAVersionSinceTheyMayBeTakenByPlace() {
    shop.apply().view("[7d, 30d]", "[30d, 7d]");

    assertThat(whats(shop.plan(), "customer_activity"))
        .containsExactly(
            "the order of its columns changed to spend_30d, spend_7d, visits_7d, per_visit_7d");
    assertThat(shop.plan().refused()).isZero();
  }

  @Test
  void whatBreaksModelsIsRefusedWithItsPlaceAndWhoTakesIt() {
    shop.apply();

    refuses(
        "  per_visit: {ratio: [spend, visits], windows: [7d], unit: USD}\n",
        "",
        "7",
        "feature per_visit was removed. Keep it until no model takes it, or say --allow"
            + " customer_activity:per_visit.");
    refuses(
        "windows: [7d, 30d]",
        "windows: [7d]",
        "8",
        "feature spend lost its column spend_30d. Keep it until no model takes it, or say --allow"
            + " customer_activity:spend.");
    refuses(
        "sum: amount, ",
        "sum: price, ",
        "8",
        "feature spend changed from sum of amount to sum of price; taken by next_buy. A model that"
            + " was trained on it meets other values; make a new feature of it, or say --allow"
            + " customer_activity:spend.");
    refuses(
        "windows: [7d, 30d]",
        "windows: [7d, 30d], where: amount > 0",
        "8",
        "feature spend changed from sum of amount to sum of amount where amount > 0");
    refuses("{ratio: [spend, visits]", "{ratio: [visits, visits]", "10", "feature per_visit");
    refuses(
        "{count: \"*\", ",
        "{count: amount, ",
        "10",
        "per_visit changed from ratio of spend (sum of amount) to visits (count of *) to ratio of"
            + " spend (sum of amount) to visits (count of amount)");
    refuses(
        "{customer_id: bigint}",
        "{customer_id: bigint, id: bigint}",
        "3",
        "the entity changed from customer_id bigint to customer_id bigint, id bigint; taken by"
            + " next_buy. Every feature means something else; make a new view of it, or say --allow"
            + " customer_activity.");
    refuses(
        "event_time: sold_on",
        "event_time: listed_on",
        "5",
        "event_time changed from sold_on to listed_on");
    refuses(
        "event_time: sold_on",
        "event_time: sold_on\nknown_time: listed_on",
        "6",
        "known_time changed from _extracted_at to listed_on");
    refuses(
        "event_time: sold_on",
        "event_time: sold_on\ngrain: hour",
        "6",
        "grain changed from day to hour");
    refuses(
        "event_time: sold_on",
        "event_time: sold_on\nrows: steps",
        "6",
        "rows changed from events to steps");
  }

  @Test
  void anotherTableOrQueryMakesAllFeaturesOthers() {
    shop.file(Shop.VIEW, Shop.ACTIVITY.replace("from: silver.sales\n", ""))
        .file("features/customer_activity.sql", "SELECT * FROM silver.sales")
        .apply()
        .file("features/customer_activity.sql", "SELECT * FROM silver.sales WHERE amount > 0");

    assertThat(lines(shop.plan(), "customer_activity"))
        .singleElement()
        .asString()
        .contains("breaking", "the query changed; taken by next_buy");
    shop.without("features/customer_activity.sql").file(Shop.VIEW, Shop.ACTIVITY);
    assertThat(whats(shop.plan(), "customer_activity"))
        .contains("the table that is read changed from nothing to silver.sales");
  }

  @Test
  void aQueryThatIsOnlyWrittenOtherwiseIsTheSame() {
    shop.file(Shop.VIEW, Shop.ACTIVITY.replace("from: silver.sales\n", ""))
        .file("features/customer_activity.sql", "SELECT * FROM silver.sales")
        .apply()
        .file("features/customer_activity.sql", "-- All of them.\nSELECT *\nFROM silver.sales");

    assertThat(whats(shop.plan(), "customer_activity")).containsExactly("the query's text changed");
    shop.apply();
    assertThat(shop.view().version()).isEqualTo(1);
    assertThat(shop.plan().isIdle()).isTrue();
  }

  @Test
  void whatIsTakenAwayIsRefusedUntilAllowed() {
    shop.apply().without(Shop.SERVICE);
    assertThat(lines(shop.plan(), "next_buy"))
        .containsExactly(
            "services/next_buy.yml:1: breaking: next_buy: the service was removed. Keep it until no"
                + " model asks for it, or say --allow services/next_buy.");

    shop.apply("services/next_buy").without(Shop.VIEW);
    assertThat(lines(shop.plan(), "customer_activity"))
        .containsExactly(
            "features/customer_activity.yml:1: breaking: customer_activity: the view was removed."
                + " Say deprecated: in its file and apply that, and remove it once no model takes"
                + " it; or say --allow customer_activity.");
    shop.apply("features.customer_activity");

    assertThat(shop.registered().services()).isEmpty();
    assertThat(shop.registered().views()).isEmpty();
    assertThat(shop.registered().number()).isEqualTo(3);
  }

  @Test
  void aViewThatComesBackGoesOnCounting() {
    shop.apply().without(Shop.SERVICE).without(Shop.VIEW);
    shop.apply("services/next_buy", "customer_activity");

    shop.file(Shop.VIEW, Shop.ACTIVITY);
    assertThat(step(shop.plan(), "customer_activity").versions()).isEqualTo("1");
    shop.view("sum: amount, ", "sum: price, ").apply();

    assertThat(shop.view().version()).isEqualTo(2);
    assertThat(shop.view().previous()).extracting(PastVersion::version).containsExactly(1);
    assertThat(shop.registered().removed()).isEmpty();
  }

  @Test
  void aServiceThatGivesLessBreaksItsModelUnlessItsViewWasAskedAlready() {
    shop.apply().file(Shop.SERVICE, "features: [customer_activity:spend_7d]\n");
    assertThat(lines(shop.plan(), "next_buy").get(0))
        .startsWith(
            "services/next_buy.yml:1: breaking: next_buy: no longer gives"
                + " customer_activity:visits_7d.")
        .contains("--allow services/next_buy");

    shop.file(
        Shop.VIEW,
        Shop.ACTIVITY
            .replace("  visits: {count: \"*\", windows: [7d], description: Purchases}\n", "")
            .replace("  per_visit: {ratio: [spend, visits], windows: [7d], unit: USD}\n", ""));
    assertThat(step(shop.plan(), "next_buy").changes())
        .extracting(Change::effect)
        .containsOnly(Effect.COMPATIBLE, Effect.DESCRIBED);
    assertThat(lines(shop.plan(), "customer_activity"))
        .anySatisfy(
            line -> assertThat(line).contains("feature visits was removed; taken by next_buy"));
  }

  @Test
  void onlyWhatIsNamedIsAllowed() {
    shop.apply()
        .file(
            Shop.VIEW,
            Shop.ACTIVITY
                .replace("sum: amount, ", "sum: price, ")
                .replace("count: \"*\", ", "count: price, "));
    assertThat(shop.plan().refused()).isEqualTo(5);

    ApplyPlan some = shop.plan("customer_activity:spend", "customer_activity:per_visit");
    assertThat(some.refused()).isEqualTo(1);
    assertThatThrownBy(() -> some.carryOut(shop.registry()))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("Cannot apply: 1 change breaks what models rely on.");
    assertThat(shop.registered().number()).isEqualTo(1);

    assertThatThrownBy(() -> shop.plan("customer_activty"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("--allow customer_activty names nothing")
        .hasMessageEndingWith("Did you mean 'customer_activity'?");
    assertThat(shop.plan("entities/customer", "services/next_buy").refused()).isEqualTo(5);
    shop.apply("customer_activity");
    assertThat(shop.view().version()).isEqualTo(2);
  }

  @Test
  void aServiceHoldsToTheVersionThatThereIs() {
    String held = "features: [customer_activity:spend_7d@1, customer_activity:visits_7d]\n";
    shop.file(Shop.SERVICE, held).apply();
    assertThat(shop.plan().isIdle()).isTrue();

    shop.view("[7d, 30d]", "[7d, 30d, 90d]");
    ApplyPlan plan = shop.plan("services/next_buy", "customer_activity");
    assertThat(plan.refused()).isEqualTo(1);
    assertThat(lines(plan, "next_buy").get(0))
        .isEqualTo(
            "services/next_buy.yml:1: wrong: next_buy: takes customer_activity:spend_7d@1, but"
                + " customer_activity is version 2 with this project. Write @2 once its model fits"
                + " that, or leave the version out to follow the view.");

    shop.file(Shop.SERVICE, held.replace("@1", "@2")).apply();
    assertThat(shop.registered().service("next_buy").orElseThrow().features())
        .extracting(RegisteredService.Taken::version)
        .containsOnly(2);
  }

  @Test
  void whatIsDeprecatedIsSaidAndMakesNoVersion() {
    shop.apply().view("unit: USD}\n  visits", "unit: USD, deprecated: Take paid}\n  visits");
    assertThat(step(shop.plan(), "customer_activity").state()).isEqualTo(State.DEPRECATED);
    assertThat(whats(shop.plan(), "customer_activity"))
        .containsExactly("spend_7d: deprecated: Take paid", "spend_30d: deprecated: Take paid");
    shop.apply().view("ttl: 30d", "ttl: 30d\ndeprecated: Take customer_sales").apply();
    assertThat(shop.view().deprecated()).contains("Take customer_sales");
    assertThat(shop.view().version()).isEqualTo(1);

    shop.without(Shop.VIEW).without(Shop.SERVICE);
    assertThat(lines(shop.plan(), "customer_activity"))
        .singleElement()
        .asString()
        .contains("removed; taken by next_buy. Once no model takes it, say --allow");
  }

  @Test
  void anEntityWithAnotherKeyIsAnother() {
    String entities = "entities:\n  customer: {key: %s, type: bigint}\n";
    String rest = "name: shop\nlake: lake\nconnections:\n  drop: {type: files, root: incoming}\n";
    shop.file("ingot.yml", rest + entities.formatted("customer_id")).apply();
    shop.file("ingot.yml", rest + entities.formatted("id"));

    assertThat(lines(shop.plan(), "customer"))
        .containsExactly(
            "ingot.yml:6: breaking: customer: the key changed from customer_id bigint to id bigint."
                + " Whoever asks for features by it asks for others; make a new entity of it, or"
                + " say --allow entities/customer.");
    shop.file("ingot.yml", rest).apply();
    assertThat(shop.registered().entities()).isEmpty();
  }

  @Test
  void ofTwoThatApplyAtOnceOneIsToldThatItLost() {
    ApplyPlan mine = shop.planAt("2026-03-01T00:00:00Z");
    ApplyPlan other = shop.view("[7d, 30d]", "[7d]").planAt("2026-03-02T00:00:00Z");
    other.carryOut(shop.registry());

    assertThatThrownBy(() -> mine.carryOut(shop.registry()))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("as number 1 of the registry at the same time")
        .satisfies(e -> assertThat(((IngotException) e).exitCode()).isEqualTo(ExitCode.FENCED));
    assertThat(shop.registered()).isEqualTo(other.after());
  }

  @Test
  void manyThatApplyTheSameNumberAtOnceLeaveOneOfThem() throws Exception {
    List<ApplyPlan> plans =
        List.of(
            shop.planAt("2026-03-01T00:00:00Z"),
            shop.planAt("2026-03-02T00:00:00Z"),
            shop.planAt("2026-03-03T00:00:00Z"),
            shop.planAt("2026-03-04T00:00:00Z"));
    CyclicBarrier start = new CyclicBarrier(plans.size());
    ExecutorService threads = Executors.newFixedThreadPool(plans.size());
    try {
      List<Future<Boolean>> won =
          plans.stream()
              .map(
                  plan ->
                      threads.submit(
                          () -> {
                            start.await();
                            return shop.registry().publish(plan.after());
                          }))
              .toList();
      int winners = 0;
      for (int i = 0; i < plans.size(); i++) {
        if (won.get(i).get()) {
          winners++;
          assertThat(shop.registered()).isEqualTo(plans.get(i).after());
        }
      }
      assertThat(winners).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void typesAreThoseThatTheContractOfTheInputMakes() {
    shop.apply();
    assertThat(shop.view().types())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "spend_7d", "decimal(30,2)",
                "spend_30d", "decimal(30,2)",
                "visits_7d", "bigint",
                "per_visit_7d", "double"));

    shop.file("silver/sales.yml", Shop.replaced(Shop.SALES, "decimal(10,2)", "decimal(10,4)"));
    ApplyPlan plan = shop.plan();

    assertThat(step(plan, "customer_activity").versions()).isEqualTo("1 -> 2");
    assertThat(lines(plan, "customer_activity"))
        .containsExactly(
            "features/customer_activity.yml:8: breaking: customer_activity: column spend_7d changed"
                + " its type from decimal(30,2) to decimal(30,4); taken by next_buy. Keep the type"
                + " of what it is made of, or make a new feature of it, or say --allow"
                + " customer_activity:spend.",
            "features/customer_activity.yml:8: breaking: customer_activity: column spend_30d"
                + " changed its type from decimal(30,2) to decimal(30,4). Keep the type of what it"
                + " is made of, or make a new feature of it, or say --allow"
                + " customer_activity:spend.");
    shop.apply("customer_activity:spend");
    assertThat(shop.view().previous().get(0).types()).containsEntry("spend_7d", "decimal(30,2)");
  }

  @Test
  @Unconserved("Only the columns of the table matter, and no batch made them.")
  void aTypeThatIsNotKnownIsSaidAndMakesNoVersionWhenItIsKnown() {
    shop.file(Shop.VIEW, Shop.ACTIVITY.replace("from: silver.sales\n", ""))
        .file(
            "features/customer_activity.sql",
            "SELECT customer_id, sold_on, amount + extra AS amount, _extracted_at FROM silver.sales");
    ApplyPlan early = shop.plan();
    assertThat(early.untyped())
        .singleElement()
        .asString()
        .contains(
            "features/customer_activity.yml:1: warning: the types of the columns of"
                + " customer_activity are not known yet, since the columns of silver.sales are not");
    early.carryOut(shop.registry());
    assertThat(shop.view().types()).isEmpty();

    Lake lake = shop.project().lake();
    lake.spark()
        .sql("SELECT 1 AS extra, TIMESTAMP '2026-01-01' AS _extracted_at")
        .write()
        .format("delta")
        .save(lake.table(TableName.of("silver.sales")).path());
    ApplyPlan known = shop.plan();
    assertThat(known.untyped()).isEmpty();
    assertThat(step(known, "customer_activity").state()).isEqualTo(State.DESCRIBED);
    assertThat(whats(known, "customer_activity"))
        .contains(
            "spend_7d: type changed from nothing to decimal(33,2)", "spend_7d: lineage changed");
    known.carryOut(shop.registry());
    assertThat(shop.view().column("spend_7d").orElseThrow().from())
        .extracting(From::toString)
        .containsExactly(
            "silver.sales.amount aggregation",
            "silver.sales.customer_id window",
            "silver.sales.extra aggregation",
            "silver.sales.sold_on window");

    shop.project().delete("silver.sales");
    assertThat(step(shop.plan(), "customer_activity").versions()).isEqualTo("1");
    shop.apply();
    assertThat(shop.view().types()).containsEntry("spend_7d", "decimal(33,2)");

    // A version that is made meanwhile forgets the types of what means something else, and no more.
    String view = Shop.ACTIVITY.replace("from: silver.sales\n", "").replace("ttl: 30d", "ttl: 60d");
    shop.file(Shop.VIEW, view).apply();
    assertThat(shop.view().version()).isEqualTo(2);
    assertThat(shop.view().types())
        .containsEntry("spend_7d", "decimal(33,2)")
        .containsEntry("visits_7d", "bigint");
    shop.file(Shop.VIEW, view.replace("sum: amount", "max: amount"))
        .apply("customer_activity:spend", "customer_activity:per_visit");
    assertThat(shop.view().types()).containsOnlyKeys("visits_7d");
    shop.file(
            "features/customer_activity.sql",
            "SELECT customer_id, sold_on, extra AS amount, _extracted_at FROM silver.sales")
        .apply("customer_activity");
    assertThat(shop.view().version()).isEqualTo(4);
    assertThat(shop.view().types()).isEmpty();
  }

  private void refuses(String part, String by, String line, String message) {
    ApplyPlan plan = shop.view(part, by).plan();
    assertThat(plan.refused()).isPositive();
    assertThat(lines(plan, "customer_activity"))
        .anySatisfy(
            told ->
                assertThat(told)
                    .startsWith(Shop.VIEW + ":" + line + ": breaking: customer_activity: ")
                    .contains(message));
  }

  private static Step step(ApplyPlan plan, String name) {
    return plan.steps().stream().filter(step -> step.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> whats(ApplyPlan plan, String name) {
    return step(plan, name).changes().stream().map(Change::what).toList();
  }

  private static List<String> lines(ApplyPlan plan, String name) {
    return step(plan, name).changes().stream().map(change -> change.describe(name)).toList();
  }

  private static Stamp at(String time) {
    return new Stamp("ann", Instant.parse(time));
  }

  private static Tuple tuple(Object... values) {
    return Tuple.tuple(values);
  }
}
