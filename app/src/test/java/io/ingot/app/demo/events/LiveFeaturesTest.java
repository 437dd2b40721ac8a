package io.ingot.app.demo.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ExitCode;
import io.ingot.core.project.FeatureRef;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.TestProject;
import io.ingot.features.online.OnlineFeatures;
import io.ingot.features.online.OnlineRow;
import io.ingot.features.online.OnlineValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** What somebody did a moment ago, from a topic to the store that a service asks. */
class LiveFeaturesTest {
  private static final List<FeatureRef> LIVE = List.of(FeatureRef.of("user_live:*"));

  @Test
  void anEventIsServedAfterItsMinuteAndForAnHour(@TempDir Path folder) throws Exception {
    RedisServer redis = new RedisServer(freePort());
    redis.start();
    try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
      EventTopic.create(broker.address()).close();
      TestProject project = project(folder.resolve("project"), broker.address(), redis);
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      Ingot ingot = Ingot.in(folder.resolve("project"));

      send(broker.address(), "ann", "view", now.minus(Duration.ofMinutes(10)));
      send(broker.address(), "ann", "click", now.minus(Duration.ofMinutes(2)));
      send(broker.address(), "bob", "view", now.minus(Duration.ofHours(2)));
      assertThat(ingot.say("features", "materialize", "--upstream")).isEqualTo(ExitCode.DONE);
      try (OnlineFeatures features = OnlineFeatures.open(project.load())) {
        assertThat(values(features, "ann")).containsExactly("click", 1L, 1L);
        assertThat(status(features, "bob")).isEqualTo(OnlineValue.Status.MISSING);

        send(broker.address(), "ann", "view", now.minus(Duration.ofMinutes(5)));
        send(broker.address(), "bob", "click", now.plus(Duration.ofMinutes(30)));
        assertThat(ingot.say("features", "materialize", "--upstream")).isEqualTo(ExitCode.DONE);

        // The late view counts; what is to happen only in half an hour does not.
        assertThat(values(features, "ann")).containsExactly("click", 2L, 1L);
        assertThat(status(features, "bob")).isEqualTo(OnlineValue.Status.MISSING);
      }
    } finally {
      redis.stop();
    }
  }

  private static TestProject project(Path folder, String brokers, RedisServer redis) {
    return TestProject.in(folder)
        .file(
            "ingot.yml",
            """
            name: live
            lake: lake
            connections:
              stream: {type: kafka, brokers: "%s"}
              redis: {type: redis, nodes: "localhost:%d"}
            """
                .formatted(brokers, redis.ports().get(0)))
        .file(
            "bronze/activity.yml",
            "source: {connection: stream, topic: user-activity, format: json}\n")
        .file(
            "silver/events.yml",
            """
            from: bronze.activity
            columns:
              user_id:    {type: string, required: true}
              event_type: {type: string, required: true}
              event_time: {type: timestamp, required: true}
            """)
        .file(
            "features/user_live.yml",
            """
            entity: {user_id: string}
            from: silver.events
            event_time: event_time
            grain: minute
            features:
              action: {last: event_type, windows: [1h]}
              views:  {count: "*", windows: [1h], where: event_type = 'view'}
              clicks: {count: "*", windows: [1h], where: event_type = 'click'}
            ttl: 1h
            online: {connection: redis}
            """);
  }

  private static void send(String brokers, String user, String type, Instant at) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers), new StringSerializer(), new StringSerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  EventTopic.NAME,
                  user,
                  """
                  {"user_id": "%s", "event_type": "%s", "event_time": "%s"}"""
                      .formatted(user, type, at)))
          .get();
    }
  }

  private static List<Object> values(OnlineFeatures features, String user) {
    OnlineRow row = features.read(LIVE, Map.of("user_id", user));
    return row.values().values().stream().map(value -> value.value().orElseThrow()).toList();
  }

  private static OnlineValue.Status status(OnlineFeatures features, String user) {
    return features
        .read(LIVE, Map.of("user_id", user))
        .values()
        .values()
        .iterator()
        .next()
        .status();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
