package io.ingot.features.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.SourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class KilledPushTest {
  private static final int KILLS = 30;

  /** About what a push of all customers sends. */
  private static final int BYTES = GrowingTable.CUSTOMERS * 380;

  private static TestRedis redis;

  @BeforeAll
  static void startRedis() throws IOException {
    redis = TestRedis.start();
  }

  @AfterAll
  static void stopRedis() throws IOException {
    redis.close();
  }

  @Test
  void afterThirtyKillsOfTwoInterleavedPushersRedisEqualsTheTable() throws Exception {
    int killed = 0;
    ExecutorService both = Executors.newFixedThreadPool(2);
    try (Cut first = Cut.to(redis.port());
        Cut second = Cut.to(redis.port())) {
      for (int seed = 0; seed < KILLS / 2; seed++) {
        GrowingTable table = new GrowingTable(seed);
        long line = begin();
        Random one = new Random(seed * 2L);
        Random other = new Random(seed * 2L + 1);
        Future<Integer> pushed = both.submit(() -> pushes(table, line, first, one));
        killed += pushes(table, line, second, other) + pushed.get(60, TimeUnit.SECONDS);

        requireEqual(table, line);
      }
    } finally {
      both.shutdownNow();
    }
    assertThat(killed).isGreaterThanOrEqualTo(KILLS);
  }

  @Test
  void afterProcessesThatHaltedRedisEqualsTheTable() throws Exception {
    GrowingTable table = new GrowingTable(7);
    long line = begin();
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        ProcessBuilder child =
            new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx200m",
                "-XX:TieredStopAtLevel=1",
                HaltingPusher.class.getName(),
                Integer.toString(redis.port()),
                Long.toString(line),
                "7",
                Integer.toString(i));
        child.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        processes.add(
            child
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
      }
      for (Process process : processes) {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(HaltingPusher.HALTED);
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }

    table.push(redis.terms(), line, GrowingTable.VERSIONS);
    requireEqual(table, line);
  }

  /**
   * Pushes every version until it is acknowledged, and an old one at last.
   *
   * @return how many pushes were killed on the way
   */
  private static int pushes(GrowingTable table, long line, Cut cut, Random random) {
    RedisTerms terms = TestRedis.terms(cut.port(), Optional.empty());
    int killed = 0;
    for (int version : new int[] {1, 2, 3, 1}) {
      cut.after(random.nextInt(BYTES));
      try {
        table.push(terms, line, version);
      } catch (SourceException e) {
        killed++;
        cut.after(Long.MAX_VALUE);
        table.push(terms, line, version);
      }
    }
    return killed;
  }

  private static long begin() {
    redis.clear();
    try (Redis own = Redis.open(redis.terms())) {
      return Marker.begin(own, "shop", "spending");
    }
  }

  /** Compares all that is held with what one undisturbed push of the last version leaves. */
  private static void requireEqual(GrowingTable table, long line) {
    Map<String, Map<String, String>> held = redis.hashes();
    redis.clear();
    try (Jedis raw = redis.raw()) {
      raw.hset(
          Fields.marker("shop", "spending"), Fields.utf8("line"), Fields.utf8(Long.toString(line)));
    }
    table.push(redis.terms(), line, GrowingTable.VERSIONS);
    assertThat(held).hasSize(GrowingTable.CUSTOMERS).isEqualTo(redis.hashes());
  }
}
