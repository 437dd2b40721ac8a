package io.ingot.features.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ingot.core.error.FencedException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.project.Secret;
import io.ingot.features.feast.FeastFields;
import io.ingot.features.feast.FeastTimestamp;
import io.ingot.features.feast.FeastValues;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

class PushTaskTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);

  /** What lies between two looks at a clock. */
  private static final Offset<Long> CLOCKS = within(500L);

  private static TestRedis redis;

  @TempDir Path folder;
  private long line;

  @BeforeAll
  static void startRedis() throws IOException {
    redis = TestRedis.start();
  }

  @AfterAll
  static void stopRedis() throws IOException {
    redis.close();
  }

  @BeforeEach
  void beginLine() {
    redis.clear();
    line = begin("spending");
  }

  @Test
  void aRowLiesUnderTheKeyFieldsAndBytesThatFeastReads() {
    PushCount count = push(Spending.VIEW, 1, row(7, 2.5, 3L, 2, 1));

    assertThat(count).isEqualTo(new PushCount(1, 1, 0));
    try (Jedis raw = redis.raw()) {
      byte[] key = key(7);
      assertThat(FeastValues.value(raw.hget(key, field("spend_7d")))).contains(2.5);
      assertThat(FeastValues.value(raw.hget(key, field("visits_7d")))).contains(3L);
      assertThat(FeastTimestamp.moment(raw.hget(key, FeastFields.since("spending"))))
          .isEqualTo(ago(2));
      assertThat(raw.pttl(key)).isEqualTo(-1);
    }
  }

  @Test
  void aFeatureThatTheTableDoesNotHaveYetIsAskedFor() {
    StructType before = new StructType(Arrays.copyOf(Spending.TABLE.fields(), 4));

    assertThatThrownBy(() -> ServedView.of("shop", Spending.VIEW, before))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot serve features.spending: its table has no column _deleted yet. Run 'ingot run"
                + " --select features.spending' first.");
  }

  @Test
  void aNullIsWrittenAsNoBytesOverTheOldValue() {
    push(Spending.VIEW, 1, row(7, 2.5, 3L, 3, 3));
    push(Spending.VIEW, 2, row(7, null, 4L, 2, 2));

    try (Jedis raw = redis.raw()) {
      assertThat(raw.hget(key(7), field("spend_7d"))).isEmpty();
      assertThat(FeastValues.value(raw.hget(key(7), field("visits_7d")))).contains(4L);
    }
  }

  @Test
  void whatHoldsInTheEndIsTheNewestRowInWhateverOrderTheyWereWritten() {
    // Newest first by valid_from, then known_time, then the table's version.
    List<Row> rows =
        List.of(
            row(7, 6.0, 6L, 1, 1),
            row(7, 5.0, 5L, 1, 2),
            row(7, 4.0, 4L, 2, 0),
            row(7, 3.0, 3L, 2, 1),
            row(7, 2.0, 2L, 3, 0));
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 0, 1, 2, 3, 4));
    Random random = new Random(42);
    for (int i = 0; i < 150; i++) {
      Collections.shuffle(order, random);
      long customer = 100 + i;
      double held = 0;
      for (int each : order) {
        push(Spending.VIEW, 1, with(customer, rows.get(each)));
        double now = spend(customer);
        assertThat(now).as("%s after %s", order, each).isGreaterThanOrEqualTo(held);
        held = now;
      }
      assertThat(held).as("%s", order).isEqualTo(6.0);
    }
  }

  @Test
  void ofTwoVersionsOfTheTableTheLaterOneStands() {
    push(Spending.VIEW, 5, row(7, 1.0, 1L, 2, 2));
    push(Spending.VIEW, 6, row(7, 2.0, 2L, 2, 2));
    push(Spending.VIEW, 5, row(7, 1.0, 1L, 2, 2));

    assertThat(spend(7)).isEqualTo(2.0);
  }

  @Test
  void aRetryWritesNothingAndMakesNothingLiveLonger() {
    FeatureView view = Spending.view("online: {connection: store, ttl: 1h}\n");
    push(view, 1, row(7, 2.5, 3L, 2, 2));
    Map<String, Map<String, String>> before = redis.hashes();
    long until = expiry(7);

    PushCount again = push(view, 1, row(7, 2.5, 3L, 2, 2));

    assertThat(again).isEqualTo(new PushCount(1, 0, 0));
    assertThat(redis.hashes()).isEqualTo(before);
    assertThat(expiry(7)).isCloseTo(until, CLOCKS);
    assertThat(until).isCloseTo(ago(2).plus(Duration.ofHours(1)).toEpochMilli(), CLOCKS);
  }

  @Test
  void aTombstoneTakesTheValuesAndNoOlderRowBringsThemBack() {
    push(Spending.VIEW, 1, row(7, 2.5, 3L, 3, 3));

    PushCount count = push(Spending.VIEW, 2, Spending.gone(7, ago(2), ago(2)));
    push(Spending.VIEW, 1, row(7, 2.5, 3L, 3, 3));

    assertThat(count).isEqualTo(new PushCount(1, 1, 1));
    try (Jedis raw = redis.raw()) {
      assertThat(raw.hget(key(7), field("spend_7d"))).isEmpty();
      assertThat(raw.hget(key(7), field("visits_7d"))).isEmpty();
      assertThat(raw.hget(key(7), FeastFields.since("spending"))).isNull();
      assertThat(raw.hexists(key(7), Fields.rank("spending"))).isTrue();
    }
    push(Spending.VIEW, 3, row(7, 9.0, 9L, 1, 1));
    assertThat(spend(7)).isEqualTo(9.0);
  }

  @Test
  void theHashOfTwoViewsLivesAsLongAsEitherWants() {
    begin("soon");
    FeatureView soon =
        FeatureYaml.view("soon", Spending.YAML + "ttl: 10m\nonline: {connection: store}\n");
    FeatureView late = Spending.view("online: {connection: store, ttl: 2h}\n");
    push(late, 1, row(7, 1.0, 1L, 2, 2));
    long wanted = expiry(7);
    push(soon, 1, row(7, 2.0, 2L, 1, 1));
    assertThat(expiry(7)).isCloseTo(wanted, CLOCKS);

    // A newer row of the shorter one does not cut it, and one of the longer one prolongs it.
    push(soon, 2, row(7, 2.0, 2L, 0, 0));
    assertThat(expiry(7)).isCloseTo(wanted, CLOCKS);
    push(late, 2, row(7, 1.0, 1L, 1, 1));
    assertThat(expiry(7)).isCloseTo(wanted + 60_000, CLOCKS);

    begin("ever");
    push(
        FeatureYaml.view("ever", Spending.YAML + "online: {connection: store}\n"),
        1,
        row(7, 3.0, 3L, 2, 2));
    assertThat(expiry(7)).isEqualTo(-1);
    push(late, 3, row(7, 1.0, 1L, 0, 0));
    assertThat(expiry(7)).isEqualTo(-1);
  }

  @Test
  void aHashThatFeastWritesIntoTooIsNotEndedByThePushesOfOthers() {
    FeatureView brief = Spending.view("online: {connection: store, ttl: 1h}\n");
    push(brief, 1, row(7, 1.0, 1L, 3, 3));
    assertThat(expiry(7)).isPositive();
    try (Jedis raw = redis.raw()) {
      raw.hset(key(7), FeastFields.since("theirs"), FeastTimestamp.bytes(ago(5)));
    }
    push(brief, 2, row(7, 2.0, 2L, 2, 2));

    assertThat(expiry(7)).isEqualTo(-1);
    // What is swept leaves theirs, without the end that it had wanted.
    try (Jedis raw = redis.raw();
        Redis own = Redis.open(redis.terms())) {
      raw.pexpire(key(7), 60_000);
      long swept =
          new Sweep(own)
              .earlier(brief, ServedView.of("shop", brief, Spending.TABLE), begin("spending"));
      assertThat(swept).isEqualTo(1);
      assertThat(raw.hkeys(key(7))).containsExactly(FeastFields.since("theirs"));
      assertThat(raw.pttl(key(7))).isEqualTo(-1);
    }
  }

  @Test
  void whatRedisRefusesIsToldWithoutWhatWasSent() {
    try (Redis own = Redis.open(redis.terms())) {
      assertThatThrownBy(
              () -> own.ask(client -> client.eval("return redis.error_reply('ERR no a-word')")))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("refused a command (ERR)")
          .satisfies(PushTaskTest::tellsNoSecret);
    }
  }

  @Test
  void whatIsOlderThanItsTimeToLiveIsTakenFromASharedHash() {
    begin("ever");
    FeatureView brief = Spending.view("online: {connection: store, ttl: 1m}\n");
    push(
        FeatureYaml.view("ever", Spending.YAML + "online: {connection: store}\n"),
        1,
        row(7, 3.0, 3L, 2, 2));
    push(brief, 1, at(ago(1), row(7, 1.0, 1L, 1, 1)));
    assertThat(spend(7)).isEqualTo(1.0);

    push(brief, 1, row(7, 1.0, 1L, 1, 1), NOW.plusSeconds(1));
    push(brief, 2, at(ago(1), row(7, 1.0, 1L, 1, 1)));

    try (Jedis raw = redis.raw()) {
      assertThat(raw.hget(key(7), field("spend_7d"))).isEmpty();
      assertThat(FeastValues.value(raw.hget(key(7), FeastFields.feature("ever", "spend_7d"))))
          .contains(3.0);
    }
  }

  @Test
  void aFeatureThatTheViewHasNoMoreIsTakenAway() {
    push(Spending.VIEW, 1, row(7, 2.5, 3L, 2, 2));
    FeatureView fewer =
        FeatureYaml.view(
            "spending",
            """
            entity: {customer_id: bigint}
            from: silver.sales
            event_time: sold_on
            features:
              visits: {count: "*", windows: [7d]}
            online: {connection: store}
            """);
    line = begin("spending");

    push(fewer, 2, row(7, 2.5, 3L, 2, 2));

    try (Jedis raw = redis.raw()) {
      assertThat(raw.hexists(key(7), field("spend_7d"))).isFalse();
      assertThat(FeastValues.value(raw.hget(key(7), field("visits_7d")))).contains(3L);
    }
  }

  @Test
  void aNewLineMayServeAnEarlierRowAgainAndStopsWritersOfTheOldOne() {
    push(Spending.VIEW, 5, row(7, 5.0, 5L, 1, 1));
    long old = line;
    line = begin("spending");

    push(Spending.VIEW, 6, row(7, 4.0, 4L, 2, 2));

    assertThat(spend(7)).isEqualTo(4.0);
    assertThatThrownBy(
            () ->
                task(Spending.VIEW, new Pushing(old, 5, NOW))
                    .call(List.of(row(7, 5.0, 5L, 1, 1)).iterator()))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("another one began to push the whole view since");
    assertThat(spend(7)).isEqualTo(4.0);
  }

  @Test
  void aServerThatForgotTheScriptIsGivenItAgain() {
    push(Spending.VIEW, 1, row(7, 1.0, 1L, 3, 3));
    List<Row> rows = new ArrayList<>();
    for (long customer = 1; customer <= 700; customer++) {
      rows.add(row(customer, 2.0, 2L, 2, 2));
    }
    try (Jedis raw = redis.raw();
        Redis own = Redis.open(redis.terms())) {
      Script script = Script.of("push");
      own.load(script);
      raw.scriptFlush();
      ServedView view = ServedView.of("shop", Spending.VIEW, Spending.TABLE);
      Calls calls = new Calls(own, script);
      rows.forEach(row -> calls.add(view.key(row), view.arguments(row, new Pushing(line, 2, NOW))));

      assertThat(calls.sum()).isEqualTo(700);
    }
    assertThat(spend(7)).isEqualTo(2.0);
  }

  @Test
  void aWrongPasswordIsToldWithoutIt() throws IOException {
    try (TestRedis guarded = TestRedis.guarded("right-word")) {
      for (Optional<Secret> said :
          List.of(Optional.of(TestRedis.secret(folder, "wrong-word")), Optional.<Secret>empty())) {
        assertThatThrownBy(
                () -> {
                  try (Redis own = Redis.open(TestRedis.terms(guarded.port(), said))) {
                    own.ask(client -> client.get("x"));
                  }
                })
            .isInstanceOf(SourceException.class)
            .hasMessageContaining("127.0.0.1:" + guarded.port())
            .hasMessageContaining("refuses the login")
            .hasMessageContaining("Check user and password")
            .satisfies(PushTaskTest::tellsNoSecret);
      }
      try (Redis own =
          Redis.open(
              TestRedis.terms(
                  guarded.port(), Optional.of(TestRedis.secret(folder, "right-word"))))) {
        String answer = own.ask(client -> client.ping());
        assertThat(answer).isEqualTo("PONG");
      }
    }
  }

  @Test
  void aServerThatIsNotThereIsToldWithItsAddress() throws IOException {
    int port = TestRedis.freePort();

    assertThatThrownBy(
            () -> {
              try (Redis own = Redis.open(TestRedis.terms(port, Optional.empty()))) {
                own.ask(client -> client.get("x"));
              }
            })
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("Cannot reach Redis store at 127.0.0.1:" + port)
        .hasMessageContaining("Check that it runs");
  }

  private static void tellsNoSecret(Throwable failure) {
    Set<Throwable> seen = new HashSet<>();
    for (Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
      assertThat(String.valueOf(each.getMessage())).doesNotContain("-word");
      assertThat(Arrays.toString(each.getSuppressed())).doesNotContain("-word");
    }
  }

  private static long begin(String view) {
    try (Redis own = Redis.open(redis.terms())) {
      return Marker.begin(own, "shop", view);
    }
  }

  private PushCount push(FeatureView view, long version, Row row) {
    return push(view, version, row, NOW);
  }

  private PushCount push(FeatureView view, long version, Row row, Instant now) {
    try (Redis own = Redis.open(redis.terms())) {
      long held = Marker.read(own, "shop", view.name().name()).orElseThrow().line();
      return task(view, new Pushing(held, version, now)).call(List.of(row).iterator()).next();
    }
  }

  private PushTask task(FeatureView view, Pushing push) {
    return new PushTask(redis.terms(), ServedView.of("shop", view, Spending.TABLE), push);
  }

  /** A row that began to hold and was known some minutes ago. */
  private static Row row(long customer, Double spend, Long visits, long valid, long known) {
    return Spending.row(customer, spend, visits, ago(valid), ago(known));
  }

  private static Row at(Instant valid, Row row) {
    return Spending.row(row.getLong(0), row.getDouble(1), row.getLong(2), valid, ago(1));
  }

  private static Row with(long customer, Row row) {
    return Spending.row(
        customer,
        row.getDouble(1),
        row.getLong(2),
        Marker.instant(row.getLong(3)),
        Marker.instant(row.getLong(4)));
  }

  private static Instant ago(long minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }

  private static byte[] key(long customer) {
    return ServedView.of("shop", Spending.VIEW, Spending.TABLE)
        .key(Spending.row(customer, null, null, NOW, NOW));
  }

  private static byte[] field(String feature) {
    return FeastFields.feature("spending", feature);
  }

  private static double spend(long customer) {
    try (Jedis raw = redis.raw()) {
      return (Double) FeastValues.value(raw.hget(key(customer), field("spend_7d"))).orElseThrow();
    }
  }

  private static long expiry(long customer) {
    try (Jedis raw = redis.raw()) {
      // PEXPIRETIME came with Redis 7, so the moment is told by what is left and the clock.
      long left = raw.pttl(key(customer));
      long now =
          Long.parseLong(raw.time().get(0)) * 1000 + Long.parseLong(raw.time().get(1)) / 1000;
      return left < 0 ? left : now + left;
    }
  }
}
