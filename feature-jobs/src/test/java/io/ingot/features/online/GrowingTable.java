package io.ingot.features.online;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** A view's table as rows in memory, the same for the same seed, with what holds by version. */
final class GrowingTable {
  static final int CUSTOMERS = 600;
  static final int VERSIONS = 3;
  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private final List<List<Row>> latest = new ArrayList<>();

  GrowingTable(long seed) {
    Random random = new Random(seed);
    Map<Long, Row> held = new TreeMap<>();
    for (int version = 0; version < VERSIONS; version++) {
      for (long customer = 0; customer < CUSTOMERS; customer++) {
        if (version == 0 || random.nextInt(3) == 0) {
          held.merge(customer, row(customer, random), GrowingTable::later);
        }
      }
      latest.add(List.copyOf(held.values()));
    }
  }

  private static Row row(long customer, Random random) {
    Instant valid = NOW.minus(1 + random.nextInt(20), ChronoUnit.DAYS);
    // Of two rows of the same day the one known later holds; no two are known at once.
    Instant known = NOW.minus(1 + random.nextInt(1_000_000_000), ChronoUnit.MICROS);
    return random.nextInt(10) == 0
        ? Spending.gone(customer, valid, known)
        : Spending.row(
            customer,
            random.nextInt(8) == 0 ? null : random.nextDouble(),
            random.nextLong(),
            valid,
            known);
  }

  private static Row later(Row one, Row other) {
    int valid = Long.compare(one.getLong(3), other.getLong(3));
    return (valid == 0 ? Long.compare(one.getLong(4), other.getLong(4)) : valid) > 0 ? one : other;
  }

  /** What holds of every customer at a version, 1 to {@link #VERSIONS}. */
  List<Row> at(int version) {
    return latest.get(version - 1);
  }

  /** Pushes a version as a task of Spark would. */
  void push(RedisTerms terms, long line, int version) {
    new PushTask(
            terms,
            ServedView.of("shop", Spending.VIEW, Spending.TABLE),
            new Pushing(line, version, NOW))
        .call(at(version).iterator());
  }
}
