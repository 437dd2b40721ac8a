package io.ingot.etl.bronze.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Questions to a topic that a plan needs answered; none reads a message. Where a question has no
 * answer in time, the client's own time-outs end it.
 */
final class KafkaTopic implements AutoCloseable {
  /** Asked with the eyes of a reader of committed messages: open transactions end a partition. */
  private static final ListOffsetsOptions COMMITTED =
      new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

  private final String origin;
  private final String topic;
  private final Admin admin;

  private KafkaTopic(String origin, String topic, Admin admin) {
    this.origin = origin;
    this.topic = topic;
    this.admin = admin;
  }

  static KafkaTopic open(String origin, KafkaClient client, String topic) {
    try {
      return new KafkaTopic(origin, topic, Admin.create(client.settings()));
    } catch (KafkaException e) {
      throw KafkaFaults.unmade(origin, e);
    }
  }

  /**
   * What the cluster says of a topic.
   *
   * @param id which a topic of the same name that is created anew does not have
   */
  record Layout(Optional<String> id, Set<Integer> partitions) {
    Layout {
      Objects.requireNonNull(id, "id");
      partitions = new TreeSet<>(partitions);
    }
  }

  /** The topic as it is now; empty when the cluster has none of that name. */
  Optional<Layout> layout() {
    try {
      return Optional.of(layout(answer(admin.describeTopics(List.of(topic)).allTopicNames())));
    } catch (UnknownTopicOrPartitionException e) {
      return Optional.empty();
    }
  }

  private Layout layout(Map<String, TopicDescription> described) {
    TopicDescription found = described.get(topic);
    return new Layout(
        Optional.of(found.topicId()).filter(id -> !id.equals(Uuid.ZERO_UUID)).map(Uuid::toString),
        found.partitions().stream().map(TopicPartitionInfo::partition).collect(Collectors.toSet()));
  }

  /** The offset of the first message that each partition still holds. */
  Map<Integer, Long> earliest(Set<Integer> partitions) {
    return offsets(partitions, OffsetSpec.earliest());
  }

  /** The offset after the last message of each partition that is committed for good. */
  Map<Integer, Long> ends(Set<Integer> partitions) {
    return offsets(partitions, OffsetSpec.latest());
  }

  /** The offset of the first message of that time or later; no entry where there is none. */
  Map<Integer, Long> at(Set<Integer> partitions, Instant time) {
    Map<Integer, Long> offsets =
        offsets(partitions, OffsetSpec.forTimestamp(Math.max(0, time.toEpochMilli())));
    offsets.values().removeIf(offset -> offset < 0);
    return offsets;
  }

  private Map<Integer, Long> offsets(Set<Integer> partitions, OffsetSpec asked) {
    Map<TopicPartition, OffsetSpec> question =
        partitions.stream()
            .map(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(Function.identity(), partition -> asked));
    Map<Integer, Long> offsets = new TreeMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> answer;
    try {
      answer = answer(admin.listOffsets(question, COMMITTED).all());
    } catch (UnknownTopicOrPartitionException e) {
      throw KafkaFaults.unanswered(origin, e);
    }
    answer.forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
    return offsets;
  }

  private <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException unknown) {
        throw unknown;
      }
      throw KafkaFaults.unanswered(origin, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KafkaFaults.unanswered(origin, e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
