package io.ingot.etl.bronze.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Window;
import io.ingot.core.batch.Window.Offsets.Range;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.CommitMark;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.TableName;
import io.ingot.core.run.StageContext;
import io.ingot.core.testkit.TestProject;
import io.ingot.etl.bronze.BronzeStage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaStateTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path folder;
  private TestProject project;
  private String topic;

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
  void aPositionIsOffsetsOrATime() {
    fill("placed");

    assertThat(stage("placed").boundsAt(context(), "0:2,1:0")).containsEntry(next(0), 2L);
    assertThat(offsets("0:1")).containsExactly(Map.entry(next(0), 1L), Map.entry(next(1), 2L));
    assertThat(offsets("2026-01-01T12:01:00Z"))
        .containsExactly(Map.entry(next(0), 1L), Map.entry(next(1), 1L));
    // Partition 1 holds nothing that young, so only what comes is meant there.
    assertThat(offsets("2026-01-01T12:02:00Z"))
        .containsExactly(Map.entry(next(0), 2L), Map.entry(next(1), 2L));
    assertThat(offsets("2026-01-01"))
        .containsExactly(Map.entry(next(0), 0L), Map.entry(next(1), 0L));
    assertThat(stage("placed").behind(context())).isEqualTo("0 messages");
    KafkaTopics.send("placed", 0, "{}");
    assertThat(stage("placed").behind(context())).isEqualTo("1 message");
  }

  @Test
  void aPositionThatTheTopicDoesNotHaveIsRefused() {
    fill("placed2");

    refused("0:4", "partition 0 of bus/placed2 would stand at offset 4", "ends at 3");
    refused("7:0", "has no partition 7");
    refused("0:1,0:2", "names partition 0 twice");
    refused("0:-1", "Invalid position '0:-1'");
    refused("yesterday", "Invalid position 'yesterday'");
    refused("2026-01-01T12:03:00Z", "holds no message of", "0:3,1:2");
    KafkaTopics.forgetBefore("placed2", 0, 1);
    refused("0:0", "can be read from 1");
  }

  @Test
  void aClosedWindowIsReadAgainAndWhatIsThereIsADuplicate() {
    fill("again");
    TableState before = state();

    Window window = stage("again").closed(context(), NOON.plusSeconds(60), NOON.plusSeconds(120));

    assertThat(((Window.Offsets) window).partitions())
        .containsExactly(Map.entry(0, new Range(1, 2)), Map.entry(1, new Range(1, 2)));
    StageContext context = context();
    Batch batch =
        new Batch(
            table(),
            0,
            before.nextBatch(),
            new Plan.Backfill(window, "test"),
            "definition",
            "run",
            Instant.EPOCH);
    assertThat(stage("again").run(context, batch).counts()).isEqualTo(new Counts(2, 0, 2, 0));
    assertThat(state().bounds()).isEqualTo(before.bounds());
    assertThat(state().batch()).isEqualTo(before.batch() + 1);
    assertThatThrownBy(() -> stage("again").closed(context(), Instant.EPOCH, NOON))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("holds no message of that time");
  }

  @Test
  void aMoveBackBringsNoMessageTwiceAndATopicCreatedAnewIsTakenWhole() {
    fill("moved");
    move("0:1");

    assertThat(project.run().counts("bronze.moved").duplicates()).isEqualTo(2);
    assertThat(project.rows("bronze.moved", "_partition", "_offset"))
        .containsExactly("[0,0]", "[0,1]", "[0,2]", "[1,0]", "[1,1]");

    KafkaTopics.delete("moved");
    KafkaTopics.create("moved", 1);
    KafkaTopics.send("moved", 0, "{\"new\": 1}");
    move("0:0");
    assertThat(project.run().counts("bronze.moved").written()).isEqualTo(1);
    assertThat(project.rows("bronze.moved", "_raw")).contains("[{\"new\": 1}]").hasSize(6);
  }

  /** Two partitions with messages of 12:00, 12:01 and 12:02, the last in the first only; taken. */
  private void fill(String name) {
    topic = name;
    KafkaTopics.create(topic, 2);
    for (int minute = 0; minute < 3; minute++) {
      for (int partition = 0; partition < (minute < 2 ? 2 : 1); partition++) {
        KafkaTopics.send(
            new ProducerRecord<>(
                topic,
                partition,
                NOON.plusSeconds(60L * minute).toEpochMilli(),
                null,
                new byte[] {'{', '}'}));
      }
    }
    project.file(
        "bronze/" + topic + ".yml",
        "source: {connection: bus, topic: %s, format: json}\n".formatted(topic));
    project.run();
  }

  private void move(String position) {
    LakeTable table = project.lake().table(table());
    TableState state = state();
    table.mark(
        new CommitMark(
            table.writer(state.generation() + 1),
            state.nextBatch(),
            stage(topic).boundsAt(context(), position),
            ""),
        state);
  }

  private Map<String, Long> offsets(String position) {
    Map<String, Long> bounds = new TreeMap<>(stage(topic).boundsAt(context(), position));
    assertThat(bounds.remove("topic/bus/" + topic))
        .isEqualTo(state().bounds().get("topic/bus/" + topic));
    return bounds;
  }

  private void refused(String position, String... told) {
    assertThatThrownBy(() -> stage(topic).boundsAt(context(), position))
        .isInstanceOf(ProjectException.class)
        .hasMessageContainingAll(told);
  }

  private String next(int partition) {
    return "offset/bus/" + topic + "/" + partition;
  }

  private TableName table() {
    return TableName.of("bronze." + topic);
  }

  private TableState state() {
    return project.lake().table(table()).state();
  }

  private StageContext context() {
    return project.context();
  }

  private BronzeStage stage(String name) {
    return new BronzeStage(
        (BronzeTable) project.load().tables().get(TableName.of("bronze." + name)));
  }
}
