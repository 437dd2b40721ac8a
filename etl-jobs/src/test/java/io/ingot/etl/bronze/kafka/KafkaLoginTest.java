package io.ingot.etl.bronze.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Window;
import io.ingot.core.error.Fault;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Source;
import io.ingot.core.testkit.TestProject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaLoginTest {
  private static final String PASSWORD = "correct-horse-battery";

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void connectWithALogin() {
    project = TestProject.in(folder).file("login.txt", KafkaBroker.LOGIN);
    connect(KafkaTopics.broker().guarded());
    project.file("bronze/guarded.yml", "source: {connection: bus, topic: guarded, format: json}\n");
  }

  @Test
  void aLoginIsUsedAndNowhereTold() throws IOException {
    KafkaTopics.create("guarded", 1);
    KafkaTopics.send("guarded", 0, "{\"id\": 1}");

    assertThat(project.run().counts("bronze.guarded").read()).isEqualTo(1);

    Dataset<Row> rows = read();
    assertThat(rows.queryExecution().toString()).contains("Kafka").doesNotContain(PASSWORD);
    assertThat(rows.queryExecution().logical().toJSON()).doesNotContain(PASSWORD);
    assertThat(rows.sparkSession().sessionState().conf().getConfString("spark.redaction.regex"))
        .contains("jaas");
    try (Stream<Path> files = Files.walk(project.path("lake"))) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(new String(Files.readAllBytes(file), "ISO-8859-1"))
                      .doesNotContain(PASSWORD));
    }
  }

  @Test
  void aLoginThatIsRefusedLasts() {
    project.file("login.txt", KafkaBroker.LOGIN.replace(PASSWORD, "wrong-" + PASSWORD));
    Throwable refused = project.run().failure("bronze.guarded");
    assertThat(fault(refused)).isEqualTo(Fault.LASTING);
    assertThat(trace(refused)).contains("Authentication failed").doesNotContain(PASSWORD);

    project.file("login.txt", "reader " + PASSWORD);
    Throwable unmade = project.run().failure("bronze.guarded");
    assertThat(fault(unmade)).isEqualTo(Fault.LASTING);
    assertThat(trace(unmade)).contains("make no Kafka client").doesNotContain(PASSWORD);
  }

  @Test
  void aBrokerThatDoesNotAnswerMayAnswerLater() {
    connect("127.0.0.1:1");

    Throwable failure = project.run().failure("bronze.guarded");

    assertThat(fault(failure)).isEqualTo(Fault.TIMEOUT);
    assertThat(trace(failure)).contains("Cannot read bus/guarded").doesNotContain(PASSWORD);
  }

  private void connect(String address) {
    project.file(
        "ingot.yml",
        """
        name: test
        lake: lake
        connections:
          bus:
            type: kafka
            brokers: "%s"
            login: "${file:login.txt}"
            settings:
              security.protocol: SASL_PLAINTEXT
              sasl.mechanism: PLAIN
              request.timeout.ms: "3000"
              default.api.timeout.ms: "3000"
        """
            .formatted(address));
  }

  /** The topic's first message, read with the login; nothing is asked for yet. */
  private Dataset<Row> read() {
    BronzeTable table = (BronzeTable) project.load().tables().values().iterator().next();
    Connection.Kafka connection = (Connection.Kafka) project.load().connections().get("bus");
    return new KafkaMessages("bus/guarded", (Source.Topic) table.source(), new KafkaJson())
        .read(
            project.lake().spark(),
            new KafkaClient(connection),
            new Window.Offsets(Optional.empty(), Map.of(0, new Window.Offsets.Range(0, 1))));
  }

  private static Fault fault(Throwable failure) {
    assertThat(failure).isInstanceOf(SourceException.class);
    return ((SourceException) failure).fault();
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
