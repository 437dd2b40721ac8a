package io.ingot.app.demo.events;

import io.ingot.core.error.SourceException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topic that the platform's services write to, in transactions. */
final class EventTopic implements AutoCloseable {
  static final String NAME = "user-activity";
  private static final int PARTITIONS = 3;

  private final KafkaProducer<String, String> producer;

  private EventTopic(KafkaProducer<String, String> producer) {
    this.producer = producer;
  }

  static EventTopic create(String brokers) {
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
      admin.createTopics(List.of(new NewTopic(NAME, PARTITIONS, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new SourceException("Cannot create the topic " + NAME + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException("Interrupted while creating the topic " + NAME + ".", e);
    }
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "ingot-demo"),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    return new EventTopic(producer);
  }

  /** Sends events in one transaction, keyed by user. */
  void send(List<UserEvent> events) {
    producer.beginTransaction();
    for (UserEvent event : events) {
      ProducerRecord<String, String> message =
          new ProducerRecord<>(NAME, event.fields().get("user_id"), event.json());
      message.headers().add("origin", "demo".getBytes(StandardCharsets.UTF_8));
      producer.send(message);
    }
    producer.commitTransaction();
  }

  @Override
  public void close() {
    producer.close();
  }
}
