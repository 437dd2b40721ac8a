package io.ingot.etl.bronze.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.GapException;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import io.ingot.etl.bronze.BronzeStage;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaOnceTest {
  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void connectToTheBroker() {
    project =
        TestProject.in(folder)
            .file(
                "ingot.yml",
                """
                name: test
                lake: lake
                connections:
                  bus: {type: kafka, brokers: "%s"}
                """
                    .formatted(KafkaTopics.broker().address()));
  }

  @Test
  void everyMessageIsTakenOnceAndWhatComesAfterThePlanIsMetNextTime() {
    KafkaTopics.create("orders", 2);
    KafkaTopics.send("orders", 0, "{\"id\": 1}", "{\"id\": 2}");
    KafkaTopics.send("orders", 1, "{\"id\": 3}");
    declare("orders", "");
    planAhead("bronze.orders");
    KafkaTopics.send("orders", 1, "{\"id\": 4}");

    TestRun run = project.run();

    assertThat(run.outcome("bronze.orders").batches()).hasSize(2);
    assertThat(project.rows("bronze.orders", "_batch", "_partition", "_offset", "_raw"))
        .containsExactly(
            "[0,0,0,{\"id\": 1}]",
            "[0,0,1,{\"id\": 2}]",
            "[0,1,0,{\"id\": 3}]",
            "[1,1,1,{\"id\": 4}]");
    assertThat(project.rows("bronze.orders", "_source.name", "_source.position", "_corrupt"))
        .startsWith("[bus/orders,0,null]");

    long version = project.version("bronze.orders");
    TestRun idle = project.run();
    assertThat(idle.outcome("bronze.orders").reason()).isEqualTo("no message of orders is newer");
    assertThat(project.version("bronze.orders")).isEqualTo(version);
  }

  @Test
  void aBacklogIsTakenInSharesOfItsPartitions() {
    KafkaTopics.create("backlog", 3);
    KafkaTopics.send("backlog", 0, "{}", "{}", "{}", "{}", "{}", "{}");
    KafkaTopics.send("backlog", 2, "{}", "{}", "{}");
    declare("backlog", ", max_records: 4");

    TestRun run = project.run();

    assertThat(run.outcome("bronze.backlog").batches()).hasSize(3);
    assertThat(project.rows("bronze.backlog", "_batch", "_partition", "_offset"))
        .containsExactly(
            "[0,0,0]", "[0,0,1]", "[0,2,0]", "[0,2,1]", "[1,0,2]", "[1,0,3]", "[1,0,4]", "[1,2,2]",
            "[2,0,5]");
  }

  @Test
  void onlyWhatIsCommittedIsTaken() {
    KafkaTopics.create("payments", 1);
    KafkaTopics.send("payments", 0, "{\"id\": 1}");
    declare("payments", "");
    try (KafkaProducer<byte[], byte[]> aborted = KafkaTopics.transaction("aborted");
        KafkaProducer<byte[], byte[]> open = KafkaTopics.transaction("open")) {
      KafkaTopics.await(aborted.send(KafkaTopics.message("payments", 0, null, "{\"id\": 2}")));
      aborted.abortTransaction();
      KafkaTopics.await(open.send(KafkaTopics.message("payments", 0, null, "{\"id\": 3}")));
      KafkaTopics.send("payments", 0, "{\"id\": 4}");

      project.run();
      assertThat(project.rows("bronze.payments", "_offset", "_raw"))
          .containsExactly("[0,{\"id\": 1}]");

      open.commitTransaction();
    }

    project.run();
    assertThat(project.rows("bronze.payments", "_batch", "_raw"))
        .containsExactly("[0,{\"id\": 1}]", "[1,{\"id\": 3}]", "[1,{\"id\": 4}]");

    try (KafkaProducer<byte[], byte[]> last = KafkaTopics.transaction("aborted")) {
      KafkaTopics.await(last.send(KafkaTopics.message("payments", 0, null, "{\"id\": 5}")));
      last.abortTransaction();
    }
    assertThat(project.run().counts("bronze.payments").read()).isZero();
    assertThat(project.run().outcome("bronze.payments").word()).isEqualTo("unchanged");
  }

  @Test
  void aTopicThatBeginsAtItsEndLosesNothingAfterIt() {
    KafkaTopics.create("clicks", 1);
    KafkaTopics.send("clicks", 0, "{\"id\": 1}");
    declare("clicks", ", start: latest");

    assertThat(project.run().counts("bronze.clicks").read()).isZero();
    KafkaTopics.send("clicks", 0, "{\"id\": 2}");
    project.run();

    assertThat(project.rows("bronze.clicks", "_raw")).containsExactly("[{\"id\": 2}]");
  }

  @Test
  void aPartitionThatIsAddedIsTakenFromItsBeginning() {
    KafkaTopics.create("visits", 1);
    KafkaTopics.send("visits", 0, "{\"id\": 1}");
    declare("visits", ", start: latest");
    project.run();
    KafkaTopics.grow("visits", 2);
    KafkaTopics.send("visits", 1, "{\"id\": 2}", "{\"id\": 3}");

    project.run();
    assertThat(project.rows("bronze.visits", "_partition", "_offset"))
        .containsExactly("[1,0]", "[1,1]");

    KafkaTopics.grow("visits", 3);
    KafkaTopics.send("visits", 2, "{\"id\": 4}", "{\"id\": 5}");
    KafkaTopics.forgetBefore("visits", 2, 1);
    assertThat(project.run().failure("bronze.visits"))
        .isInstanceOf(GapException.class)
        .hasMessageContaining("partition 2 was to be read from offset 0, but begins at 1 now");
  }

  @Test
  void whatRetentionTookBeforeItWasReadStopsTheTable() {
    KafkaTopics.create("events", 2);
    KafkaTopics.send("events", 1, "{\"id\": 1}", "{\"id\": 2}");
    declare("events", "");
    project.run();
    long version = project.version("bronze.events");
    KafkaTopics.send("events", 1, "{\"id\": 3}", "{\"id\": 4}", "{\"id\": 5}");
    KafkaTopics.forgetBefore("events", 1, 4);

    assertThatThrownBy(() -> plan("bronze.events"))
        .isInstanceOf(GapException.class)
        .hasMessage(
            "Cannot go on with bronze.events from bus/events: partition 1 was to be read from"
                + " offset 2, but begins at 4 now: 2 offsets are gone, by the topic's retention or"
                + " because records were deleted. Nothing was changed. To go on without what is"
                + " missing, say from where: ingot state set --select bronze.events --to"
                + " partition:offset,... --why ...");
    assertThat(project.run().outcome("bronze.events").exitCode()).isEqualTo(ExitCode.GAP);
    assertThat(project.version("bronze.events")).isEqualTo(version);
  }

  @Test
  void whatIsGoneBetweenThePlanAndTheReadStopsTheTable() {
    KafkaTopics.create("late", 1);
    KafkaTopics.send("late", 0, "{\"id\": 1}", "{\"id\": 2}");
    declare("late", "");
    planAhead("bronze.late");
    KafkaTopics.forgetBefore("late", 0, 1);

    assertThat(project.run().failure("bronze.late"))
        .isInstanceOf(GapException.class)
        .hasMessageContaining("partition 0 was to be read from offset 0, but begins at 1 now");
    assertThat(project.version("bronze.late")).isEqualTo(-1);
  }

  @Test
  void aTopicThatIsCreatedAnewStopsTheTableEvenWhenItIsLonger() {
    KafkaTopics.create("renewed", 1);
    KafkaTopics.send("renewed", 0, "{\"id\": 1}");
    declare("renewed", "");
    project.run();
    long version = project.version("bronze.renewed");

    KafkaTopics.delete("renewed");
    assertThat(project.run().failure("bronze.renewed"))
        .isInstanceOf(GapException.class)
        .hasMessageContaining("the topic is gone");

    KafkaTopics.create("renewed", 1);
    KafkaTopics.send("renewed", 0, "{\"id\": 2}", "{\"id\": 3}");
    assertThat(project.run().failure("bronze.renewed"))
        .isInstanceOf(GapException.class)
        .hasMessageContaining("deleted and created anew")
        .hasMessageContaining("0:1");
    assertThat(project.version("bronze.renewed")).isEqualTo(version);
  }

  @Test
  void aTopicThatIsNotThereIsNoGapOnTheFirstRun() {
    declare("nowhere", "");

    assertThat(project.run().failure("bronze.nowhere"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("Cannot read bus/nowhere: the cluster has no such topic");
  }

  private void declare(String topic, String more) {
    project.file(
        "bronze/" + topic + ".yml",
        "source: {connection: bus, topic: %s, format: json%s}\n".formatted(topic, more));
  }

  /** Leaves a table as a run does that is killed once its first plan is written. */
  private void planAhead(String name) {
    Table table = table(name);
    new Plans(project.lake())
        .writeAhead(
            new Batch(
                table.name(), 0, 0, plan(name), table.definitionHash(), "killed", Instant.EPOCH));
  }

  private Plan plan(String name) {
    return new BronzeStage((BronzeTable) table(name)).plan(project.context());
  }

  private Table table(String name) {
    return project.load().tables().get(TableName.of(name));
  }
}
