package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KafkaDeclarationTest {
  private static Connection.Kafka connection(String keys) {
    return (Connection.Kafka)
        Binding.read(ProjectFile.class, "{name: p, lake: l, connections: {c: " + keys + "}}")
            .connections()
            .get("c");
  }

  private static List<String> mistakes(String connection) {
    return Binding.mistakes(
        ProjectFile.class, "{name: p, lake: l, connections: {c: " + connection + "}}");
  }

  private static List<String> wrong(String source) {
    return Binding.mistakes(BronzeTable.class, "{source: " + source + "}");
  }

  @Test
  void aClusterNeedsOnlyItsBrokers() {
    Connection.Kafka cluster = connection("{type: kafka, brokers: 'a:9092,b:9092'}");

    assertThat(cluster.brokers()).isEqualTo("a:9092,b:9092");
    assertThat(cluster.settings()).isEmpty();
    assertThat(cluster.secrets()).isEmpty();
    assertThat(cluster.login()).isEmpty();
  }

  @Test
  void everyKeyOfAClusterIsReadAndNoSecretIsShown() {
    Connection.Kafka cluster =
        connection(
            "{type: kafka, brokers: 'a:9092', settings: {security.protocol: SASL_SSL},"
                + " secrets: {ssl.truststore.password: '${env:PATH}'}, login: '${env:HOME}'}");

    assertThat(cluster.settings()).containsEntry("security.protocol", "SASL_SSL");
    assertThat(cluster.secrets().get("ssl.truststore.password").reveal())
        .isEqualTo(System.getenv("PATH"));
    assertThat(cluster.login().orElseThrow().reveal()).isEqualTo(System.getenv("HOME"));
    assertThat(cluster.toString())
        .contains("ssl.truststore.password=***")
        .doesNotContain(System.getenv("PATH"));
  }

  @Test
  void aSettingThatIsASecretOrIngotsOwnIsRefused() {
    for (String name : List.of("sasl.jaas.config", "ssl.keystore.password", "ssl.keystore.key")) {
      assertThat(mistakes("{type: kafka, brokers: 'a:9092', settings: {" + name + ": geheim}}"))
          .containsExactly("A secret does not belong into settings. Use 'login' or 'secrets'.");
    }
    for (String name : List.of("isolation.level", "auto.offset.reset", "value.deserializer")) {
      assertThat(mistakes("{type: kafka, brokers: 'a:9092', settings: {" + name + ": x}}"))
          .containsExactly("Ingot itself sets " + name + ". Leave it out.");
    }
  }

  @Test
  void aTopicIsTakenFromItsBeginningUnlessSaidOtherwise() {
    Source.Topic topic = topic("{connection: c, topic: t, format: json}");

    assertThat(topic.start()).isEqualTo(Source.Start.EARLIEST);
    assertThat(topic.maxRecords()).isEmpty();
  }

  @Test
  void everyKeyOfATopicIsRead() {
    assertThat(
            topic(
                "{connection: c, topic: t, format: avro, schema: schemas/t.avsc, schema_id: 7,"
                    + " start: latest, max_records: 100}"))
        .isEqualTo(
            new Source.Topic(
                "c",
                "t",
                Source.Encoding.AVRO,
                Optional.of("schemas/t.avsc"),
                Optional.of(7),
                Source.Start.LATEST,
                Optional.of(100L)));
  }

  @Test
  void aTopicThatCannotBeIsRefused() {
    assertThat(wrong("{connection: c, topic: 'a b', format: json}"))
        .containsExactly(
            "Invalid topic: a b. Write letters, digits, dots, dashes and underscores.");
    assertThat(wrong("{connection: c, topic: t, format: avro}"))
        .containsExactly("'schema' belongs to format avro, which needs it.");
    assertThat(wrong("{connection: c, topic: t, format: json, schema: t.avsc}"))
        .containsExactly("'schema' belongs to format avro, which needs it.");
    assertThat(wrong("{connection: c, topic: t, format: avro, schema: ../t.avsc}"))
        .containsExactly("Invalid schema: ../t.avsc. It is relative to the project, without '..'.");
    assertThat(wrong("{connection: c, topic: t, format: json, schema_id: 7}"))
        .containsExactly("'schema_id' belongs to format avro and is a number of at least 0.");
    assertThat(wrong("{connection: c, topic: t, format: json, max_records: 0}"))
        .containsExactly("max_records must be at least 1.");
  }

  private static Source.Topic topic(String keys) {
    return (Source.Topic) Binding.read(BronzeTable.class, "{source: " + keys + "}").source();
  }
}
