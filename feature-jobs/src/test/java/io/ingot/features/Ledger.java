package io.ingot.features;

import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Landing;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Tenure;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.MergeRequest;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The table {@code silver.orders} with random changes of all kinds: new and late rows, corrections
 * that tell when they were known and ones that do not, rows that move to another day, are marked as
 * deleted, come back, or go without a trace.
 */
final class Ledger {
  static final TableName ORDERS = TableName.of("silver.orders");

  private static final StructType SCHEMA =
      StructType.fromDDL(
          "id bigint, customer_id bigint, sold_on timestamp, amount decimal(10,4),"
              + " known_at timestamp, _deleted boolean, _batch bigint");
  private static final Instant MONDAY = Instant.parse("1998-03-02T00:00:00Z");
  private static final int DAYS = 9;

  private final Lake lake;
  private final Random random;
  private final Map<Long, Order> orders = new TreeMap<>();
  private long batch;

  Ledger(Lake lake, long seed) {
    this.lake = lake;
    this.random = new Random(seed);
  }

  private record Order(long customer, Instant at, int amount, Instant known, boolean deleted) {
    Row row(long id, long batch) {
      return RowFactory.create(
          id,
          customer,
          Timestamp.from(at),
          BigDecimal.valueOf(amount),
          Timestamp.from(known),
          deleted,
          batch);
    }

    Order of(int amount, Instant known) {
      return new Order(customer, at, amount, known, deleted);
    }

    Order at(Instant at, Instant known) {
      return new Order(customer, at, amount, known, deleted);
    }

    Order deleted(boolean deleted, Instant known) {
      return new Order(customer, at, amount, known, deleted);
    }
  }

  /** The first rows of some customers, of which every fifth has none. */
  void open(int customers) {
    Instant now = now();
    for (long customer = 1; customer <= customers; customer++) {
      for (int i = 0; i < customer % 5; i++) {
        add(customer, now);
      }
    }
    publish(orders.keySet(), new Candidate.Entry.Write(new Publication.Append()));
  }

  /** A batch that upserts changed rows. */
  void change(int customers) {
    Collection<Long> changed = changed(customers);
    publish(
        changed,
        new Candidate.Entry.Staged(
            (own, staged) ->
                new Landing.Merge(
                    staged,
                    new MergeRequest(
                        List.of("id"),
                        List.of("_batch"),
                        List.of("customer_id", "sold_on", "amount", "known_at", "_deleted"),
                        List.of()))));
  }

  /** A batch that writes all rows anew, without some. */
  void replace(int customers) {
    changed(customers);
    orders.keySet().removeIf(id -> random.nextInt(8) == 0);
    publish(orders.keySet(), new Candidate.Entry.Write(new Publication.ReplaceAll()));
  }

  /** A moment after all that was committed, and before all that will be. */
  static Instant now() {
    pause();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    pause();
    return now;
  }

  private static void pause() {
    try {
      // Stores tell the time of a commit to the millisecond, and some a few of them late.
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Collection<Long> changed(int customers) {
    Instant now = now();
    Collection<Long> changed = new TreeSet<>();
    for (long customer : LongStream.rangeClosed(1, customers).toArray()) {
      for (int i = random.nextInt(4) - 1; i > 0; i--) {
        changed.add(change(customer, now));
      }
      if (random.nextInt(10) == 0) {
        ids(customer).forEach(id -> changed.add(put(id, orders.get(id).deleted(true, now))));
      }
    }
    return changed;
  }

  private long change(long customer, Instant now) {
    List<Long> ids = ids(customer);
    if (ids.isEmpty() || random.nextInt(3) == 0) {
      return add(customer, now);
    }
    long id = ids.get(random.nextInt(ids.size()));
    Order order = orders.get(id);
    Instant known = random.nextBoolean() ? now : order.known();
    return put(
        id,
        switch (random.nextInt(4)) {
          case 0 -> order.of(amount(), known);
          case 1 -> order.at(time(), known);
          case 2 -> order.deleted(true, known);
          default -> order.deleted(false, known);
        });
  }

  private List<Long> ids(long customer) {
    return orders.entrySet().stream()
        .filter(order -> order.getValue().customer() == customer)
        .map(Map.Entry::getKey)
        .toList();
  }

  private long add(long customer, Instant known) {
    long id = orders.isEmpty() ? 1 : ((TreeMap<Long, Order>) orders).lastKey() + 1;
    return put(id, new Order(customer, time(), amount(), known, false));
  }

  private long put(long id, Order order) {
    orders.put(id, order);
    return id;
  }

  private int amount() {
    return 1 + random.nextInt(4);
  }

  private Instant time() {
    return MONDAY.plus(Duration.ofHours(6L * random.nextInt(4 * DAYS)));
  }

  /** Adds a batch of one row each of some customers, in one file. */
  static void many(Lake lake, long batch, long first, long count) {
    Dataset<Row> rows =
        lake.spark()
            .range(first, first + count, 1, 1)
            .selectExpr(
                "id",
                "id AS customer_id",
                "TIMESTAMP'1998-03-02' + make_interval(0, 0, 0, " + batch + ") AS sold_on",
                "CAST(1 AS decimal(10,4)) AS amount",
                "TIMESTAMP'1998-03-09' AS known_at",
                "false AS _deleted",
                batch + "L AS _batch");
    publish(lake, batch, rows, new Candidate.Entry.Write(new Publication.Append()));
  }

  private void publish(Collection<Long> ids, Candidate.Entry entry) {
    List<Row> rows = new ArrayList<>();
    ids.forEach(id -> rows.add(orders.get(id).row(id, batch)));
    publish(lake, batch, lake.spark().createDataFrame(rows, SCHEMA), entry);
    batch++;
  }

  private static void publish(Lake lake, long batch, Dataset<Row> given, Candidate.Entry entry) {
    new BatchWriter(lake, new Plans(lake), List.of(), Tenure.unshared())
        .publish(
            Lakes.batch(ORDERS.toString(), batch, "run-of-orders"),
            new Candidate(
                given,
                Candidate.Fates.allKept(),
                List.of(),
                List.of(),
                Candidate.Aside.nothing(given),
                entry,
                new TableLayout(List.of(), List.of(), Map.of("delta.enableChangeDataFeed", "true")),
                Map.of()));
  }
}
