package io.ingot.features.asof;

import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import io.ingot.features.asof.NaiveJoin.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Generated small worlds, all in one dataset: the number of the world is a part of every key. Times
 * are few, so that they meet; so are keys, and some of them read alike when put together.
 */
final class Cases {
  static final int COUNT = 240;
  private static final long MINUTE = 60_000_000L;
  private static final long YEAR_1 = -62_135_596_800_000_000L;
  private static final long YEAR_9999 = 253_402_300_799_999_999L;
  private static final List<Long> FAR = List.of(YEAR_1, YEAR_9999, Long.MIN_VALUE, Long.MAX_VALUE);
  private static final List<String> LEFT = Arrays.asList("1", "12", "2", null);
  private static final List<String> RIGHT = Arrays.asList("23", "3", "13", null);
  private static final List<Double> NUMBERS =
      Arrays.asList(
          null,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          0.0,
          -0.0,
          1.5,
          -2.5);
  private static final List<String> TEXTS = Arrays.asList(null, "", "x", "y");

  private static final Map<String, List<String>> KEYS = new LinkedHashMap<>();
  private static final Map<String, Long> TTL_MINUTES = Map.of("pair_short", 3L, "left", 2L);

  static {
    KEYS.put("pair", List.of("world", "a", "b"));
    KEYS.put("left", List.of("world", "a"));
    KEYS.put("pair_short", List.of("b", "world", "a"));
    KEYS.put("counted", List.of("world", "k"));
  }

  private final Random random;
  private final Map<String, List<Event>> events = new LinkedHashMap<>();
  private final List<Label> labels = new ArrayList<>();

  /** A label; its other columns by name, and its time in microseconds. */
  record Label(int id, Map<String, Object> columns, Optional<Long> time) {
    List<Object> key(String view) {
      return KEYS.get(view).stream().map(columns::get).collect(Collectors.toList());
    }
  }

  Cases(long seed) {
    random = new Random(seed);
    for (int world = 0; world < COUNT; world++) {
      for (String view : KEYS.keySet()) {
        for (int i = random.nextInt(12); i > 0; i--) {
          events.computeIfAbsent(view, unseen -> new ArrayList<>()).add(event(view, world));
        }
      }
      for (int i = 1 + random.nextInt(8); i > 0; i--) {
        labels.add(new Label(labels.size(), columns(world), maybe(time(), 15)));
      }
    }
  }

  List<String> views() {
    return List.copyOf(KEYS.keySet());
  }

  List<Label> labels() {
    return labels;
  }

  List<Event> events(String view) {
    return events.get(view);
  }

  Optional<Long> ttl(String view) {
    return Optional.ofNullable(TTL_MINUTES.get(view)).map(minutes -> minutes * MINUTE);
  }

  /** The labels, each third of them three times; their {@code k} is an int, the view's a bigint. */
  Dataset<Row> labels(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (Label label : labels) {
      for (int copy = copies(label); copy > 0; copy--) {
        rows.add(
            RowFactory.create(
                label.id(),
                label.columns().get("world"),
                label.columns().get("a"),
                label.columns().get("b"),
                label.columns().get("k") == null
                    ? null
                    : ((Long) label.columns().get("k")).intValue(),
                label.time().orElse(null)));
      }
    }
    return spark
        .createDataFrame(
            rows, StructType.fromDDL("id int, world int, a string, b string, k int, t bigint"))
        .selectExpr("id", "world", "a", "b", "k", "timestamp_micros(t) AS t");
  }

  static int copies(Label label) {
    return label.id() % 3 == 0 ? 3 : 1;
  }

  ViewInput input(SparkSession spark, String view) {
    StructType schema =
        StructType.fromDDL(
            KEYS.get(view).stream()
                    .map(key -> key + " " + type(key))
                    .collect(Collectors.joining(", "))
                + ", f bigint, n bigint, _deleted boolean, x double, s string");
    List<Row> rows = new ArrayList<>();
    for (Event event : events.get(view)) {
      List<Object> values = new ArrayList<>(event.key());
      values.addAll(Arrays.asList(event.from(), event.known().orElse(null), event.deleted()));
      values.addAll(event.values());
      rows.add(RowFactory.create(values.toArray()));
    }
    Dataset<Row> table =
        spark
            .createDataFrame(rows, schema)
            .selectExpr(
                "*",
                "timestamp_micros(f) AS event_time",
                "timestamp_micros(f) AS valid_from",
                "timestamp_micros(n) AS known_time")
            .drop("f", "n");
    return ViewInput.whole(declared(view), table);
  }

  private static FeatureView declared(String view) {
    String entity =
        KEYS.get(view).stream()
            .map(key -> key + ": " + type(key))
            .collect(Collectors.joining(", "));
    Long ttl = TTL_MINUTES.get(view);
    return FeatureYaml.view(
        view,
        """
        entity: {%s}
        from: silver.happenings
        event_time: happened_at
        %sfeatures: {x: {value: x}, s: {value: s}}
        """
            .formatted(entity, ttl == null ? "" : "ttl: " + ttl + "m\n"));
  }

  private static String type(String key) {
    return Map.of("world", "int", "k", "bigint").getOrDefault(key, "string");
  }

  private Event event(String view, int world) {
    Map<String, Object> columns = columns(world);
    long from = time();
    // Most are known a little later, some at once, some before, some nobody knows when.
    Optional<Long> known =
        random.nextInt(3) == 0 ? Optional.of(from) : maybe(random.nextInt(8) * MINUTE, 6);
    return new Event(
        KEYS.get(view).stream().map(columns::get).collect(Collectors.toList()),
        from,
        known,
        random.nextInt(7) == 0,
        Arrays.asList(any(NUMBERS), any(TEXTS)));
  }

  private Map<String, Object> columns(int world) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("world", world);
    columns.put("a", any(LEFT));
    columns.put("b", any(RIGHT));
    columns.put("k", maybe((long) random.nextInt(2), 6).orElse(null));
    return columns;
  }

  private long time() {
    return random.nextInt(12) == 0 ? any(FAR) : random.nextInt(8) * MINUTE;
  }

  private <T> Optional<T> maybe(T value, int butOnceIn) {
    return random.nextInt(butOnceIn) == 0 ? Optional.empty() : Optional.of(value);
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
