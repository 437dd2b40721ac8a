package io.ingot.features.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ExitCode;
import io.ingot.core.error.FencedException;
import io.ingot.core.run.Eraser;
import io.ingot.core.run.Subject;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.Unconserved;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.Measurement;
import io.ingot.features.feast.FeastFields;
import io.ingot.features.feast.FeastTimestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

@Unconserved("the view's table is written by hand, without the tables that it is computed from")
class MaterializationTest {
  private static TestRedis redis;

  @TempDir Path folder;
  private Shop shop;

  @BeforeAll
  static void startRedis() throws IOException {
    redis = TestRedis.start();
  }

  @AfterAll
  static void stopRedis() throws IOException {
    redis.close();
  }

  @BeforeEach
  void openShop() {
    redis.clear();
    shop = Shop.in(folder, redis);
  }

  @Test
  void onlyWhatChangedSinceTheLastPushIsSentAgain() {
    shop.add(
        "(1, '2026-01-01', '2026-01-02', '2026-01-02', 10.0, 1, false)",
        "(1, '2026-01-02', '2026-01-03', '2026-01-03', 15.0, 2, false)",
        "(2, '2026-01-01', '2026-01-02', '2026-01-02', null, 4, false)",
        "(3, '2026-01-01', '2026-01-02', '2026-01-02', 30.0, 1, false)",
        // Not yet: it holds later, is known later, or nobody knows when it was.
        "(4, '2026-01-09', '2026-01-10', '2026-01-09', 40.0, 1, false)",
        "(3, '2026-01-02', '2026-01-03', '2026-01-08', 35.0, 2, false)",
        "(5, '2026-01-01', '2026-01-02', null, 50.0, 1, false)",
        "(null, '2026-01-01', '2026-01-02', '2026-01-02', 60.0, 1, false)");

    Pushed first = shop.push("2026-01-05T00:00:00Z");
    assertThat(first.mode()).isEqualTo(Pushed.Mode.FULL);
    assertThat(first.why()).isEqualTo("Redis knows of no push");
    assertThat(first.sent()).isEqualTo(3);
    assertThat(served()).containsExactly("1: 15.0 2", "2: null 4", "3: 30.0 1");

    Pushed idle = shop.push("2026-01-06T00:00:00Z");
    assertThat(idle.mode()).isEqualTo(Pushed.Mode.INCREMENT);
    assertThat(idle.sent()).isZero();

    // A later row, a correction of an older day, a tombstone, and a row whose time has come.
    shop.add(
        "(1, '2026-01-06', '2026-01-07', '2026-01-07', 20.0, 3, false)",
        "(1, '2026-01-01', '2026-01-02', '2026-01-07', 11.0, 9, false)",
        "(2, '2026-01-06', '2026-01-07', '2026-01-07', null, null, true)");
    long calls = calls();
    Pushed next = shop.push("2026-01-08T00:00:00Z");
    assertThat(next.mode()).isEqualTo(Pushed.Mode.INCREMENT);
    assertThat(next.sent()).isEqualTo(3);
    assertThat(next.written()).isEqualTo(3);
    assertThat(next.gone()).isEqualTo(1);
    assertThat(calls() - calls).isEqualTo(4);
    assertThat(served()).containsExactly("1: 20.0 3", "3: 35.0 2");

    // A correction of what is served, and the row of the future.
    shop.add("(1, '2026-01-06', '2026-01-07', '2026-01-09', 21.0, 3, false)");
    assertThat(shop.push("2026-01-11T00:00:00Z").sent()).isEqualTo(2);
    assertThat(served()).containsExactly("1: 21.0 3", "3: 35.0 2", "4: 40.0 1");
    assertThat(shop.verify("2026-01-11T00:00:00Z").isWrong()).isFalse();
  }

  @Test
  void whatCannotBeGoneOnFromIsPushedAsAWholeAndSaysWhy() {
    shop.add(
        "(1, '2026-01-01', '2026-01-02', '2026-01-02', 10.0, 1, false)",
        "(2, '2026-01-01', '2026-01-02', '2026-01-02', 20.0, 2, false)");
    shop.push("2026-01-05T00:00:00Z");

    // Redis lost the marker alone: what it holds is older than the next line.
    try (Jedis raw = redis.raw()) {
      raw.del(Fields.marker("test", "spending"));
    }
    Pushed lost = shop.push("2026-01-05T00:00:00Z");
    assertThat(lost.why()).isEqualTo("Redis knows of no push");
    assertThat(lost.written()).isEqualTo(2);

    // A push that began and died.
    try (Redis own = Redis.open(redis.terms())) {
      Marker.begin(own, "test", "spending");
    }
    assertThat(shop.push("2026-01-05T00:00:00Z").why()).isEqualTo("the last full push did not end");

    // The table's rows became others, earlier ones among them, and an entity went.
    shop.replace("(1, '2025-12-01', '2025-12-02', '2025-12-02', 7.0, 7, false)");
    Pushed replaced = shop.push("2026-01-05T00:00:00Z");
    assertThat(replaced.mode()).isEqualTo(Pushed.Mode.FULL);
    assertThat(replaced.why()).isEqualTo("rows of the table were replaced or taken out");
    assertThat(replaced.swept()).isEqualTo(1);
    assertThat(served()).containsExactly("1: 7.0 7");

    // Another time to live is another promise.
    shop.view(", ttl: 2000d");
    assertThat(shop.push("2026-01-05T00:00:00Z").why()).isEqualTo("the view's declaration changed");
    try (Jedis raw = redis.raw()) {
      assertThat(raw.pttl(key(1))).isPositive();
    }
  }

  @Test
  void aRebuildIsSwappedInWhileReadersRead() throws Exception {
    shop.add(
        "(1, '2026-01-01', '2026-01-02', '2026-01-02', 10.0, 1, false)",
        "(2, '2026-01-01', '2026-01-02', '2026-01-02', 20.0, 2, false)");
    shop.push("2026-01-05T00:00:00Z");
    // Damage that no push would mend, since nothing newer came.
    try (Jedis raw = redis.raw()) {
      raw.hset(key(2), FeastFields.feature("spending", "spend_7d"), new byte[0]);
    }
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService readers = Executors.newSingleThreadExecutor();
    try (OnlineFeatures features = OnlineFeatures.open(shop.project())) {
      Future<Long> reads =
          readers.submit(
              () -> {
                long done = 0;
                while (!stop.get()) {
                  assertThat(features.read("basket", Map.of("customer_id", 1L)).values())
                      .allSatisfy(
                          (name, value) ->
                              assertThat(value.status()).isEqualTo(OnlineValue.Status.PRESENT));
                  done++;
                }
                return done;
              });
      List<Pushed> rebuilt = shop.rebuild("2026-01-06T00:00:00Z");
      stop.set(true);

      assertThat(reads.get()).isGreaterThan(10);
      assertThat(rebuilt.get(0).mode()).isEqualTo(Pushed.Mode.REBUILD);
      assertThat(rebuilt.get(0).served()).matches("test__r[0-9]+");
      assertThat(served()).containsExactly("1: 10.0 1", "2: 20.0 2");
      try (Jedis raw = redis.raw()) {
        assertThat(raw.pttl(key(1))).isBetween(1L, Rebuild.GRACE.toMillis());
      }
      // Pushes go on from the rebuilt.
      shop.add("(2, '2026-01-06', '2026-01-07', '2026-01-07', 22.0, 2, false)");
      Pushed next = shop.push("2026-01-08T00:00:00Z");
      assertThat(next.mode()).isEqualTo(Pushed.Mode.INCREMENT);
      assertThat(next.sent()).isEqualTo(1);
      assertThat(features.read("basket", Map.of("customer_id", 2L)).value("spending:spend_7d"))
          .contains(22.0);
    } finally {
      readers.shutdownNow();
    }
  }

  @Test
  void aRebuildThatFailsOrComesSecondTakesItsCopyAwayAndOneThatEndsIsOfItsEnd() {
    shop.add(
        "(1, '2026-01-01', '2026-01-02', '2026-01-02', 10.0, 1, false)",
        "(4, '2026-01-09', '2026-01-10', '2026-01-09', 40.0, 1, false)");
    shop.push("2026-01-05T00:00:00Z");
    Supplier<Instant> then = () -> Instant.parse("2026-01-05T00:00:00Z");
    Set<String> before = names();

    // The third look at the clock is before the increment that catches up.
    Supplier<Instant> failing =
        () -> {
          throw new IllegalStateException("killed");
        };
    assertThatThrownBy(() -> shop.rebuild(Ticks.of(List.of(then, then, failing))))
        .hasMessage("killed");
    assertThat(names()).isEqualTo(before).containsExactly("test");

    // Feast wrote this one under the same name.
    try (Jedis raw = redis.raw()) {
      raw.hset(key(5), FeastFields.since("theirs"), new byte[0]);
    }
    List<Pushed> first = new ArrayList<>();
    Supplier<Instant> overtaken =
        () -> {
          first.addAll(
              shop.rebuild(
                  Ticks.at(
                      "2026-01-06T00:00:00Z", "2026-01-06T00:00:00Z", "2026-01-11T00:00:00Z")));
          return then.get();
        };
    assertThatThrownBy(() -> shop.rebuild(Ticks.of(List.of(then, then, overtaken))))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("another one ended meanwhile");

    String served = first.get(0).served();
    assertThat(names()).containsExactly("test", served);
    assertThat(first.get(0).sent()).isEqualTo(2);
    assertThat(served()).containsExactly("1: 10.0 1", "4: 40.0 1");
    try (Jedis raw = redis.raw()) {
      byte[] kept =
          ServedView.of(served, Spending.VIEW, Spending.TABLE)
              .key(Spending.row(1, null, null, Instant.EPOCH, Instant.EPOCH));
      assertThat(raw.pttl(kept)).isEqualTo(-1);
      assertThat(raw.pttl(key(5))).isEqualTo(-1);
      assertThat(raw.pttl(key(1))).isPositive();
    }
  }

  @Test
  void anErasureFindsWhatIsServedNoMore() {
    shop.add("(1, '2026-01-01', '2026-01-02', '2026-01-02', 10.0, 1, false)");
    shop.push("2026-01-05T00:00:00Z");
    shop.files().file("features/spending.yml", Spending.YAML);

    Subject subject = Subject.of("customer_id=1");
    assertThat(new OnlineEraser().erase(shop.project(), shop.lake(), subject)).isEqualTo(1);
    assertThat(redis.hashes()).isEmpty();
  }

  @Test
  void verifyFindsWhatIsWrongAndWhatIsLate() {
    shop.add(
        "(1, '2026-01-01', '2026-01-02', '2026-01-02', 10.0, 1, false)",
        "(2, '2026-01-01', '2026-01-02', '2026-01-02', 20.0, 2, false)",
        "(3, '2026-01-01', '2026-01-02', '2026-01-02', 30.0, 3, false)",
        "(4, '2026-01-01', '2026-01-02', '2026-01-02', 40.0, 4, false)");
    assertThat(shop.verify("2026-01-05T00:00:00Z").isWrong()).isTrue();
    shop.push("2026-01-05T00:00:00Z");
    assertThat(shop.verify("2026-01-05T00:00:00Z"))
        .returns(4L, Verified::sampled)
        .returns(false, Verified::isWrong)
        .returns(0L, Verified::stale);

    shop.add("(4, '2026-01-05', '2026-01-06', '2026-01-07', 41.0, 4, false)");
    try (Jedis raw = redis.raw();
        Redis own = Redis.open(redis.terms())) {
      raw.hset(key(1), FeastFields.feature("spending", "visits_7d"), new byte[0]);
      raw.del(key(2));
      raw.hset(key(3), FeastFields.since("spending"), FeastTimestamp.bytes(Instant.EPOCH));
      // Feast wrote this one before Ingot did.
      raw.hset(key(8), FeastFields.since("spending"), FeastTimestamp.bytes(Instant.EPOCH));
      raw.hset(key(8), FeastFields.feature("spending", "visits_7d"), new byte[0]);
      long line = Marker.read(own, "test", "spending").orElseThrow().line();
      ServedView view = ServedView.of("test", shop.view(), Spending.TABLE);
      Calls calls = new Calls(own, Script.of("push"));
      Instant then = Instant.parse("2026-01-02T00:00:00Z");
      calls.add(
          key(9), view.arguments(Spending.row(9, 1.0, 1L, then, then), new Pushing(line, 1, then)));
      calls.sum();
    }
    Verified found = shop.verify("2026-01-08T00:00:00Z");

    assertThat(found)
        .returns(6L, Verified::sampled)
        .returns(6L, Verified::compared)
        .returns(2L, Verified::mismatched)
        .returns(Map.of("visits_7d", 1L), Verified::features)
        .returns(1L, Verified::missing)
        .returns(2L, Verified::extra)
        .returns(1L, Verified::stale)
        .returns(86_400L, Verified::staleness)
        .returns(true, Verified::isWrong);

    // A full push takes away both, and what is past its time to live is not looked at.
    try (Jedis raw = redis.raw()) {
      raw.del(Fields.marker("test", "spending"));
      assertThat(shop.push("2026-01-08T00:00:00Z").swept()).isEqualTo(2);
      assertThat(raw.exists(key(8))).isFalse();
    }
    shop.view(", ttl: 5d");
    shop.push("2026-01-08T00:00:00Z");
    assertThat(shop.verify("2026-01-08T00:00:00Z").sampled()).isEqualTo(1);
  }

  @Test
  void theVerbsPushTellVerifyKeepMeasuresAndErase() throws Exception {
    shop.add(
        "(1, '2026-01-01', '2026-01-02', '2026-01-02', 10.0, 1, false)",
        "(2, '2026-01-01', '2026-01-02', '2026-01-02', 20.0, 2, false)");
    Ingot ingot = Ingot.in(folder);

    assertThat(ingot.say("features", "materialize")).isEqualTo(ExitCode.DONE);
    assertThat(ingot.said()).contains("features.spending  full").contains("Redis knows of no push");
    assertThat(ingot.say("features", "materialize", "--output", "json")).isEqualTo(ExitCode.DONE);
    assertThat(ingot.json().get(0).get("mode").asText()).isEqualTo("INCREMENT");
    assertThat(ingot.say("features", "verify", "--output", "json")).isEqualTo(ExitCode.DONE);
    assertThat(ingot.json().get(0).get("sampled").asLong()).isEqualTo(2);
    assertThat(ingot.say("features", "materialize", "--rebuild")).isEqualTo(ExitCode.DONE);

    Eraser eraser =
        ServiceLoader.load(Eraser.class).stream()
            .filter(provider -> provider.type().equals(OnlineEraser.class))
            .findFirst()
            .orElseThrow()
            .get();
    Subject subject = Subject.of("customer_id=2");
    assertThat(eraser.count(shop.project(), shop.lake(), subject)).isEqualTo(2);
    assertThat(eraser.erase(shop.project(), shop.lake(), subject)).isEqualTo(2);
    assertThat(eraser.count(shop.project(), shop.lake(), subject)).isZero();
    assertThat(eraser.count(shop.project(), shop.lake(), Subject.of("customer_id=1"))).isEqualTo(2);
    assertThat(served()).containsExactly("1: 10.0 1");

    assertThat(ingot.say("features", "verify")).isEqualTo(ExitCode.WARNINGS);
    assertThat(new MeasureLog(shop.lake()).since(Instant.EPOCH))
        .filteredOn(it -> it.kind() == Measurement.Kind.ONLINE && it.name().equals("mismatch"))
        .extracting(it -> it.value().getAsDouble())
        .containsExactly(0.0, 0.5);
    assertThat(ingot.say("features", "materialize", "--rebuild", "--select", "silver.sales"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.say("features", "materialize", "--every", "10s"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.say("features", "materialize", "--every", "1s", "--for", "1s"))
        .isEqualTo(ExitCode.DONE);
    shop.view(", ttl: 1d");
    assertThat(ingot.say("features", "materialize")).isEqualTo(ExitCode.DONE);
    assertThat(ingot.noted())
        .contains("Nothing is served of features.spending")
        .contains("each is older than its time to live");
  }

  private List<String> served() {
    try (OnlineFeatures features = OnlineFeatures.open(shop.project())) {
      List<Map<String, Long>> asked =
          LongStream.rangeClosed(1, 6)
              .mapToObj(customer -> Map.of("customer_id", customer))
              .toList();
      List<OnlineRow> rows = features.read("basket", asked);
      return IntStream.range(0, rows.size())
          .filter(i -> rows.get(i).of("spending:visits_7d").status() != OnlineValue.Status.MISSING)
          .mapToObj(
              i ->
                  asked.get(i).get("customer_id")
                      + ": "
                      + text(rows.get(i).value("spending:spend_7d"))
                      + " "
                      + text(rows.get(i).value("spending:visits_7d")))
          .toList();
    }
  }

  /** The names that entities or markers lie under. */
  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    try (Jedis raw = redis.raw()) {
      for (byte[] key : raw.keys(new byte[] {'*'})) {
        EntityKey.of(key).map(EntityKey::served).or(() -> Fields.marked(key)).ifPresent(names::add);
      }
    }
    return names;
  }

  private static String text(Optional<Object> value) {
    return value.map(Object::toString).orElse("null");
  }

  private static byte[] key(long customer) {
    return ServedView.of("test", Spending.VIEW, Spending.TABLE)
        .key(Spending.row(customer, null, null, Instant.EPOCH, Instant.EPOCH));
  }

  /** How often scripts were called, by the server's own count. */
  private static long calls() {
    try (Jedis raw = redis.raw()) {
      return raw.info("commandstats")
          .lines()
          .filter(line -> line.startsWith("cmdstat_evalsha:"))
          .mapToLong(
              line -> Long.parseLong(line.replaceAll("cmdstat_evalsha:calls=([0-9]+),.*", "$1")))
          .sum();
    }
  }
}
