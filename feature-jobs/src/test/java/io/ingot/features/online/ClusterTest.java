package io.ingot.features.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.SourceException;
import io.ingot.core.project.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisShardedCluster;
import redis.embedded.core.RedisShardedClusterBuilder;

class ClusterTest {
  @Test
  void aPushReachesTheNodesOfAClusterAndASweepFindsItThere() throws IOException {
    List<Integer> ports =
        IntStream.generate(ClusterTest::freePort)
            // Nodes talk to each other 10000 ports above.
            .filter(port -> port < 55_000)
            .limit(3)
            .boxed()
            .toList();
    RedisShardedClusterBuilder builder = RedisShardedCluster.newRedisCluster();
    builder.serverPorts(ports);
    ports.forEach(port -> builder.shard("shard-" + port, 0));
    RedisShardedCluster cluster = builder.build();
    cluster.start();
    try {
      RedisTerms terms =
          RedisTerms.of(
              "store",
              new Connection.Redis(
                  List.of("127.0.0.1:" + ports.get(0)),
                  Optional.empty(),
                  Optional.empty(),
                  false,
                  true,
                  0,
                  Duration.ofSeconds(5)));
      try (Redis redis = Redis.open(terms)) {
        long old = Marker.begin(redis, "shop", "spending");
        List<Row> rows = new ArrayList<>(new GrowingTable(1).at(1));
        assertThat(push(terms, old, rows)).isEqualTo(new PushCount(600, 600, gone(rows)));
        assertThat(push(terms, old, rows).written()).isZero();

        long line = Marker.begin(redis, "shop", "spending");
        assertThat(push(terms, line, rows.subList(0, 500)).written()).isEqualTo(500);
        ServedView view = ServedView.of("shop", Spending.VIEW, Spending.TABLE);
        assertThat(new Sweep(redis).earlier(Spending.VIEW, view, line)).isEqualTo(100);

        Set<Object> left = new TreeSet<>();
        new Sweep(redis)
            .each(
                Set.of("customer_id"),
                "shop"::equals,
                keys -> {
                  keys.forEach(
                      key -> left.add(EntityKey.of(key).orElseThrow().values().get("customer_id")));
                  return true;
                });
        assertThat(left).hasSize(500);

        List<byte[]> keys = rows.stream().map(view::key).toList();
        assertThat(new Sweep(redis).having(keys, Fields.rank("spending"))).hasSize(500);
        cluster.servers().get(1).stop();
        assertThatThrownBy(() -> new Sweep(redis).having(keys, Fields.rank("spending")))
            .isInstanceOf(SourceException.class)
            .hasMessageContaining("Cannot reach Redis store at 127.0.0.1");
      }
    } finally {
      cluster.stop();
    }
  }

  private static int freePort() {
    try {
      return TestRedis.freePort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PushCount push(RedisTerms terms, long line, List<Row> rows) {
    return new PushTask(
            terms,
            ServedView.of("shop", Spending.VIEW, Spending.TABLE),
            new Pushing(line, 1, GrowingTable.NOW))
        .call(rows.iterator())
        .next();
  }

  private static long gone(List<Row> rows) {
    return rows.stream().filter(row -> row.getBoolean(5)).count();
  }
}
