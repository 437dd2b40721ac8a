package io.ingot.features.online;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.ingot.core.error.GapException;
import io.ingot.core.lake.DeltaLoss;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.FeatureView;
import io.ingot.features.asof.PointInTime;
import io.ingot.features.asof.ViewInput;
import io.ingot.features.feast.FeastFields;
import io.ingot.features.view.Columns;
import io.ingot.features.view.ViewTable;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/**
 * Compares what Redis serves with what {@link PointInTime#latest} gives, which a training set would
 * be given too: for the moment of the last push, and for now. It looks at entities of the table and
 * at entities of Redis, so that it finds those that only one of them has.
 */
final class Verification {
  private final Lake lake;
  private final Redis redis;
  private final int limit;

  /**
   * @param limit how many entities of the table, and of Redis, are looked at
   */
  Verification(Lake lake, Redis redis, int limit) {
    this.lake = lake;
    this.redis = redis;
    this.limit = limit;
  }

  Verified of(FeatureView view, String served, Instant now) {
    TableState state = lake.table(view.name()).state();
    Optional<Marker.Done> done =
        state.batch() < 0
            ? Optional.empty()
            : Marker.read(redis, served, view.name().name()).flatMap(Marker::done);
    if (done.isEmpty()) {
      return Verified.unpushed(view.name(), served, now);
    }
    ServedView into = ServedView.of(served, view, state.schema());
    try {
      return compare(view, into, state, done.get(), now);
    } catch (RuntimeException e) {
      // Delta declares no checked exceptions and throws some all the same.
      if (!DeltaLoss.isWhy(e)) {
        throw e;
      }
      throw new GapException(
          "Cannot compare what is served of %s: version %d of its table, which was pushed, is gone."
                  .formatted(view.name(), done.get().version())
              + " Run 'ingot features materialize' and ask again.",
          e);
    }
  }

  private Verified compare(
      FeatureView view, ServedView into, TableState state, Marker.Done done, Instant now) {
    Dataset<Row> table = lake.table(view.name()).at(state.version());
    List<Row> sample = sample(table, view, into, now);
    Map<String, Row> current = offline(table, sample, view, into, now);
    Map<String, Row> pushed =
        offline(lake.table(view.name()).at(done.version()), sample, view, into, done.now());
    List<byte[]> keys = sample.stream().map(into::key).toList();
    List<List<byte[]>> held = held(into, keys);
    Findings findings = new Findings(into, done.now(), now);
    for (int i = 0; i < keys.size(); i++) {
      String key = hex(keys.get(i));
      findings.add(
          held.get(i),
          Optional.ofNullable(pushed.get(key)).map(row -> truth(into, row)),
          Optional.ofNullable(current.get(key)).map(row -> truth(into, row)));
    }
    return findings.told(view.name(), into.served());
  }

  /** Entities of the table by a hash of the day, so that another day looks at others. */
  private List<Row> sample(Dataset<Row> table, FeatureView view, ServedView into, Instant now) {
    Map<String, Row> sample = new LinkedHashMap<>();
    Stream.concat(
            // Of an entity that is past its time to live nothing is served, and rightly.
            Latest.entities(table.filter(Latest.servedAt(into.ttl(), now)), view)
                .orderBy(hash(view, LocalDate.ofInstant(now, ZoneOffset.UTC).toEpochDay()))
                .limit(limit)
                .collectAsList()
                .stream(),
            new ServedEntities(lake.spark(), redis)
                .some(view, into, table.schema(), limit).stream())
        .forEach(row -> sample.putIfAbsent(hex(into.key(row)), row));
    return List.copyOf(sample.values());
  }

  private static Column hash(FeatureView view, long seed) {
    List<Column> parts = new ArrayList<>(Columns.named(view.entity().keySet()));
    parts.add(lit(seed));
    return xxhash64(parts.toArray(Column[]::new));
  }

  /** What a training set would be given of some entities at a moment, by their keys. */
  private Map<String, Row> offline(
      Dataset<Row> table, List<Row> sample, FeatureView view, ServedView into, Instant moment) {
    if (sample.isEmpty()) {
      return Map.of();
    }
    Dataset<Row> asked = lake.spark().createDataFrame(sample, sample.get(0).schema());
    Dataset<Row> rows = Latest.of(table, broadcast(asked), view);
    Map<String, Row> found = new LinkedHashMap<>();
    PointInTime.latest(ViewInput.whole(view, rows), moment)
        .collectAsList()
        .forEach(row -> found.put(hex(into.key(row)), row));
    return found;
  }

  private static Findings.Truth truth(ServedView into, Row row) {
    return new Findings.Truth(
        instant(row.getAs(ViewTable.VALID_FROM)),
        instant(row.getAs(ViewTable.KNOWN_TIME)),
        List.copyOf(into.values(row).values()));
  }

  private static Instant instant(Object time) {
    return time instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) time;
  }

  private List<List<byte[]>> held(ServedView into, List<byte[]> keys) {
    byte[][] fields =
        Stream.concat(
                Stream.of(Fields.rank(into.name()), FeastFields.since(into.name())),
                into.features().stream().map(name -> FeastFields.feature(into.name(), name)))
            .toArray(byte[][]::new);
    return redis.ask(
        client -> {
          List<Response<List<byte[]>>> answers = new ArrayList<>();
          try (AbstractPipeline pipeline = client.pipelined()) {
            keys.forEach(key -> answers.add(pipeline.hmget(key, fields)));
            pipeline.sync();
          }
          return answers.stream().map(Response::get).toList();
        });
  }

  private static String hex(byte[] key) {
    return HexFormat.of().formatHex(key);
  }
}
