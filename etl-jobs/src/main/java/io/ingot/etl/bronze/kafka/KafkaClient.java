package io.ingot.etl.bronze.kafka;

import io.ingot.core.project.Connection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings with which a cluster is spoken to, secrets among them: never to be printed. */
final class KafkaClient {
  private final Connection.Kafka connection;

  KafkaClient(Connection.Kafka connection) {
    this.connection = connection;
  }

  /** For Kafka's own client. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("request.timeout.ms", "15000");
    settings.put("default.api.timeout.ms", "30000");
    settings.putAll(connection.settings());
    connection.secrets().forEach((name, secret) -> settings.put(name, secret.reveal()));
    connection.login().ifPresent(login -> settings.put("sasl.jaas.config", login.reveal()));
    settings.put("bootstrap.servers", connection.brokers());
    return settings;
  }

  /** For Spark's reader: committed messages only, and a lost one is an error. */
  Map<String, String> reader() {
    Map<String, String> options = new LinkedHashMap<>();
    settings().forEach((name, value) -> options.put("kafka." + name, (String) value));
    options.put("kafka.isolation.level", "read_committed");
    options.put("kafka.allow.auto.create.topics", "false");
    options.put("kafkaConsumer.pollTimeoutMs", "30000");
    options.put("failOnDataLoss", "true");
    options.put("includeHeaders", "true");
    return options;
  }
}
