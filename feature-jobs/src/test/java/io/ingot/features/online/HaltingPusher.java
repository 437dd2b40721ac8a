package io.ingot.features.online;

import java.util.Optional;
import java.util.Random;

/** A process that pushes and dies without a word while it does. */
final class HaltingPusher {
  static final int HALTED = 137;

  private HaltingPusher() {}

  /** Takes the port of Redis, the line, the table's seed, and a seed of its own. */
  public static void main(String[] words) {
    Random random = new Random(Long.parseLong(words[3]));
    RedisTerms terms = TestRedis.terms(Integer.parseInt(words[0]), Optional.empty());
    GrowingTable table = new GrowingTable(Long.parseLong(words[2]));
    long line = Long.parseLong(words[1]);
    // The first push shows that it can; the death comes somewhere in those that follow.
    table.push(terms, line, 1 + random.nextInt(GrowingTable.VERSIONS - 1));
    Thread death = new Thread(() -> halt(random.nextInt(80)));
    death.start();
    for (int i = 0; i < 10_000; i++) {
      table.push(terms, line, 1 + random.nextInt(GrowingTable.VERSIONS));
    }
  }

  private static void halt(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(HALTED);
  }
}
