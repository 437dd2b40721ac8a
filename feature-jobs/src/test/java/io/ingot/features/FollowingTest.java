package io.ingot.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Verdict;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.project.Sql;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.SparkWork;
import io.ingot.core.testkit.Unconserved;
import io.ingot.features.step.Events;
import io.ingot.features.step.Increment;
import io.ingot.features.view.ViewRows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views that follow their input by batches, beside ones that are computed at once. */
@Unconserved("orders are written by hand, without a bronze table")
class FollowingTest {
  private static final int CUSTOMERS = 60;
  private static final long MANY = 12_000;
  private static final String OF_ORDERS =
      "entity: {customer_id: bigint}\nevent_time: sold_on\nknown_time: known_at\n";
  private static final String FROM = OF_ORDERS + "from: silver.orders\n";

  private static final List<FeatureView> VIEWS =
      List.of(
          days("days"),
          FeatureYaml.view(
              "steps",
              FROM
                  + "rows: steps\ngrain: hour\nfeatures:\n"
                  + "  visits: {count: '*', windows: [6h, 18h]}\n"),
          FeatureYaml.view(
              "ever",
              FROM + "features:\n  spend: {sum: amount}\n  last: {last: amount, windows: [2d]}\n"),
          FeatureYaml.view(
              "each", FROM + "features:\n  amount: {value: amount}\n  day: {weekday: sold_on}\n"),
          FeatureYaml.view(
              "asked",
              OF_ORDERS + "features:\n  spend: {sum: amount, windows: [2d]}\n",
              new Sql(
                  "SELECT customer_id, sold_on, amount, max(known_at) OVER (PARTITION BY"
                      + " customer_id) AS known_at FROM silver.orders WHERE NOT _deleted",
                  Set.of(Ledger.ORDERS))));

  @TempDir Path folder;

  @Test
  void whatWasEverBelievedIsReadFromTheTableForEver() {
    Lake lake = Lakes.in(folder);
    Ledger ledger = new Ledger(lake, 7);
    Map<Instant, Pin> moments = new LinkedHashMap<>();
    ledger.open(CUSTOMERS);
    follow(lake, moments);
    ledger.change(CUSTOMERS);
    ledger.change(CUSTOMERS);
    follow(lake, moments);
    ledger.replace(CUSTOMERS);
    follow(lake, moments);

    for (FeatureView view : VIEWS) {
      Follower follower = new Follower(lake, view);
      Beliefs table = Beliefs.of(follower.rows(), view);
      moments.forEach(
          (moment, orders) ->
              assertThat(table.asOf(moment))
                  .as(view.name() + " as of batch " + orders.batch())
                  .isEqualTo(computed(lake, view, orders).asOf(Instant.MAX)));
      assertThat(table.repeated()).as("rows of " + view.name() + " that say nothing").isZero();
    }
  }

  @Test
  void anAdvanceThatWasKilledAnywhereIsFinishedByTheNextRun() {
    Lake lake = Lakes.in(folder);
    Ledger ledger = new Ledger(lake, 11);
    Follower killed = new Follower(lake, days("killed"));
    Follower unharmed = new Follower(lake, days("unharmed"));
    ledger.open(10);
    killed.follow();
    unharmed.follow();
    ledger.change(10);
    unharmed.follow();

    killed.context().plans().writeAhead(killed.next(killed.plan()));
    ledger.change(10);
    assertThatThrownBy(() -> killed.follow(new Deadly())).hasMessage("killed");
    Published finished = killed.follow();

    assertThat(finished.batch().plan().range()).isEqualTo("silver.orders batches 1..1");
    assertThat(texts(killed)).isEqualTo(texts(unharmed));
    optimize(lake, Ledger.ORDERS);
    optimize(lake, killed.view().name());
    assertThat(killed.follow().batch().plan().range()).isEqualTo("silver.orders batches 2..2");
    assertThat(killed.plan()).isEqualTo(new Plan.NothingToDo("up to date"));
    unharmed.follow();
    assertThat(texts(killed)).isEqualTo(texts(unharmed));
  }

  @Test
  void whereTheChangesAreNotKeptEveryRowIsComparedAndThePlanSaysSo() {
    Lake lake = Lakes.in(folder);
    Ledger ledger = new Ledger(lake, 5);
    Follower follower = new Follower(lake, days("days"));
    String orders = lake.table(Ledger.ORDERS).path();
    ledger.open(20);
    follower.follow();
    ledger.change(20);
    assertThat(FileUtils.deleteQuietly(Path.of(orders, "_change_data").toFile())).isTrue();

    Published found = follower.follow();

    assertThat(found.batch().plan().reason())
        .isEqualTo("silver.orders has new batch 1; " + Increment.LOST);
    requireAsComputed(follower);
    lake.spark()
        .sql(
            "ALTER TABLE delta.`"
                + orders
                + "` SET TBLPROPERTIES ('delta.enableChangeDataFeed' = 'false')");
    ledger.change(20);
    assertThat(follower.plan().reason())
        .isEqualTo("silver.orders has new batch 2; " + Increment.LOST);
    follower.follow();
    requireAsComputed(follower);
  }

  @Test
  void onlyTheFilesOfTouchedEntitiesAreReadAndOnlyTheirRowsWritten() {
    Lake lake = Lakes.in(folder);
    Follower follower = new Follower(lake, days("days"));
    for (int batch = 0; batch < 3; batch++) {
      Ledger.many(lake, batch, MANY * batch, MANY);
      assertThat(follower.follow().counts().written()).isEqualTo(MANY);
    }
    Ledger.many(lake, 3, MANY + 7, 1);

    List<Published> published = new ArrayList<>();
    SparkWork work = SparkWork.during(lake.spark(), () -> published.add(follower.follow()));

    assertThat(published.get(0).counts().written()).isEqualTo(1);
    assertThat(work.rowsRead()).isBetween(MANY, 3 * MANY);
    Ledger.many(lake, 4, 0, 0);
    assertThat(follower.follow().counts().written()).isZero();
    assertThat(follower.plan()).isEqualTo(new Plan.NothingToDo("up to date"));
  }

  private static void optimize(Lake lake, TableName table) {
    long before = lake.table(table).state().version();
    lake.spark().sql("OPTIMIZE delta.`" + lake.table(table).path() + "` ZORDER BY (customer_id)");
    assertThat(lake.table(table).state().version()).isGreaterThan(before);
  }

  private static void requireAsComputed(Follower follower) {
    FeatureView view = follower.view();
    Beliefs table = Beliefs.of(follower.rows(), view);
    Pin orders = Pin.of(follower.lake().table(Ledger.ORDERS).state());
    assertThat(table.asOf(Instant.MAX))
        .isEqualTo(computed(follower.lake(), view, orders).asOf(Instant.MAX));
    assertThat(table.repeated()).isZero();
  }

  private static FeatureView days(String name) {
    return FeatureYaml.view(
        name,
        FROM
            + "features:\n  spend: {sum: amount, windows: [1d, 3d]}\n"
            + "  dear: {mean: amount, windows: [2d], where: amount > 2}\n");
  }

  private static List<String> texts(Follower follower) {
    return follower.rows().collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private static void follow(Lake lake, Map<Instant, Pin> moments) {
    for (FeatureView view : VIEWS) {
      Plan plan = new Follower(lake, view).follow().batch().plan();
      assertThat(plan.mode()).isEqualTo(moments.isEmpty() ? "rebuild" : "advance");
    }
    moments.put(Ledger.now(), Pin.of(lake.table(Ledger.ORDERS).state()));
  }

  private static Beliefs computed(Lake lake, FeatureView view, Pin orders) {
    Map<TableName, Pin> inputs = Map.of(Ledger.ORDERS, orders);
    Lake seen = Events.seen(view, lake, inputs);
    return Beliefs.of(ViewRows.of(Events.of(view, seen, inputs), view), view);
  }

  /** Ends the process once the files are written. */
  private record Deadly() implements Gate {
    @Override
    public List<Column> measures(StructType schema) {
      return List.of();
    }

    @Override
    public List<Verdict> judge(Evidence evidence) {
      throw new IllegalStateException("killed");
    }
  }
}
