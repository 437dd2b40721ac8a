package io.ingot.features.view;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Generated events: nulls, ties in time and in value, late and unknown known times. */
final class Orders {
  static final StructType SCHEMA =
      StructType.fromDDL(
          "user string, shop bigint, at timestamp, known timestamp, amount decimal(10,4),"
              + " weight double, units bigint, item string");

  /** Pairs of users and shops whose texts put together are the same, and ones with nulls. */
  private static final List<List<Object>> ENTITIES =
      List.of(List.of("1", 23L), List.of("12", 3L), List.of("", 123L));

  private static final List<String> ITEMS = List.of("tea", "Green tea", "milk", "bread", "a", "b");

  private Orders() {}

  /**
   * As many events of a seed, from two days before 1970 on, at distances of up to twice a length.
   */
  static List<Map<String, Object>> of(long seed, int count, Duration length) {
    Random random = new Random(seed);
    List<Map<String, Object>> events = new ArrayList<>();
    for (List<Object> entity : ENTITIES) {
      Instant at = Instant.parse("1969-12-30T22:00:00Z");
      for (int i = 0; i < count; i++) {
        if (random.nextInt(3) > 0) {
          long micros = (long) (random.nextDouble() * 2 * length.toNanos() / 1000);
          at = at.plusNanos(micros * 1000);
        }
        events.add(event(random, entity, at));
      }
    }
    Map<String, Object> homeless = new HashMap<>(events.get(0));
    homeless.remove("user");
    Map<String, Object> timeless = new HashMap<>(events.get(1));
    timeless.remove("at");
    events.addAll(List.of(homeless, timeless));
    return events;
  }

  private static Map<String, Object> event(Random random, List<Object> entity, Instant at) {
    Map<String, Object> event = new HashMap<>();
    event.put("user", entity.get(0));
    event.put("shop", entity.get(1));
    event.put("at", at);
    if (random.nextInt(40) > 0) {
      event.put("known", at.plusSeconds(random.nextInt(5) * 43_200L));
    }
    if (random.nextInt(4) > 0) {
      event.put("amount", BigDecimal.valueOf(random.nextInt(40_000) - 10_000, 4));
    }
    if (random.nextInt(4) > 0) {
      event.put("weight", 1e9 + random.nextInt(8) / 8.0);
    }
    if (random.nextInt(4) > 0) {
      event.put("units", (long) random.nextInt(4) - 1);
    }
    if (random.nextInt(5) > 0) {
      event.put("item", ITEMS.get(random.nextInt(ITEMS.size())));
    }
    return event;
  }

  /** The events as rows. */
  static Dataset<Row> rows(SparkSession spark, List<Map<String, Object>> events) {
    List<Row> rows =
        events.stream()
            .map(
                event ->
                    RowFactory.create(Stream.of(SCHEMA.fieldNames()).map(event::get).toArray()))
            .toList();
    return spark.createDataFrame(rows, SCHEMA);
  }
}
