package io.ingot.etl.bronze.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of the one broker of a test JVM, filled in sight of the test. */
final class KafkaTopics {
  private KafkaTopics() {}

  static KafkaBroker broker() {
    return Holder.BROKER;
  }

  /** Makes a topic of that many partitions. */
  static void create(String topic, int partitions) {
    await(
        Holder.ADMIN
            .createTopics(
                List.of(new NewTopic(topic, Optional.of(partitions), Optional.of((short) 1))))
            .all());
  }

  static void delete(String topic) {
    await(Holder.ADMIN.deleteTopics(List.of(topic)).all());
  }

  static void grow(String topic, int partitions) {
    await(Holder.ADMIN.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
  }

  /** Takes away what a partition holds before an offset, as its retention would. */
  static void forgetBefore(String topic, int partition, long offset) {
    await(
        Holder.ADMIN
            .deleteRecords(
                Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
            .all());
  }

  /** Sends values to a partition, one message each, without keys. */
  static void send(String topic, int partition, String... values) {
    for (String value : values) {
      send(message(topic, partition, null, value));
    }
  }

  /** Sends a message and waits until the broker has it. */
  static void send(ProducerRecord<byte[], byte[]> message) {
    await(Holder.PRODUCER.send(message));
  }

  /** A message by its texts; either may be null. */
  static ProducerRecord<byte[], byte[]> message(
      String topic, int partition, String key, String value) {
    return new ProducerRecord<>(topic, partition, bytes(key), bytes(value));
  }

  /** A transaction that is open. */
  static KafkaProducer<byte[], byte[]> transaction(String id) {
    KafkaProducer<byte[], byte[]> producer = producer(broker(), Map.of("transactional.id", id));
    producer.initTransactions();
    producer.beginTransaction();
    return producer;
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(
      KafkaBroker broker, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", broker.address());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static final class Holder {
    static final KafkaBroker BROKER = KafkaBroker.start();
    static final Admin ADMIN = Admin.create(Map.of("bootstrap.servers", BROKER.address()));
    static final KafkaProducer<byte[], byte[]> PRODUCER;

    static {
      PRODUCER = producer(BROKER, Map.of());
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    PRODUCER.close(Duration.ZERO);
                    ADMIN.close(Duration.ZERO);
                    BROKER.close();
                  }));
    }
  }
}
