package io.ingot.etl.bronze.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.GapException;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class KafkaProgressTest {
  private static final TableName TABLE = TableName.of("bronze.t");
  private static final Optional<String> ID = Optional.of(Uuid.randomUuid().toString());

  private static KafkaProgress of(Map<String, Long> bounds) {
    return KafkaProgress.of(TABLE, "bus/t", state(bounds));
  }

  private static TableState state(Map<String, Long> bounds) {
    return new TableState(3, "id", 0, 2, bounds, new StructType());
  }

  @Test
  void boundsAreReadBackAsTheyWereWritten() {
    Map<String, Long> bounds = KafkaProgress.bounds("bus/t", ID, Map.of(0, 7L, 12, 9L));

    assertThat(of(bounds).offsets()).isEqualTo(Map.of(0, 7L, 12, 9L));
    assertThat(bounds.values()).allMatch(bound -> bound >= 0);
    assertThatCode(() -> of(bounds).requireSame(new KafkaTopic.Layout(ID, Set.of(0, 12, 13))))
        .doesNotThrowAnyException();
  }

  @Test
  void theBoundsOfAnotherTopicSayNothing() {
    Map<String, Long> other = KafkaProgress.bounds("bus/t2", ID, Map.of(0, 7L));

    assertThat(of(other).isNew()).isTrue();
    assertThatThrownBy(() -> of(other).requireKnown(state(other)))
        .isInstanceOf(GapException.class)
        .hasMessageContaining("its batch 2 did not end at offsets of this topic");
  }

  @Test
  void aTopicOfFewerPartitionsStopsTheTable() {
    KafkaProgress progress =
        of(KafkaProgress.bounds("bus/t", Optional.empty(), Map.of(0, 7L, 1, 9L, 2, 4L)));

    assertThatThrownBy(() -> progress.requireSame(new KafkaTopic.Layout(ID, Set.of(1))))
        .isInstanceOf(GapException.class)
        .hasMessageContaining("no partition 0, 2 any more, of which the next offsets were 0:7,2:4");
  }

  @Test
  void aPartitionThatEndsBeforeItWasReadStopsTheTable() {
    KafkaProgress progress = of(KafkaProgress.bounds("bus/t", Optional.empty(), Map.of(0, 7L)));

    assertThatCode(() -> progress.requireHeld(0, 7, 7, 7)).doesNotThrowAnyException();
    assertThatThrownBy(() -> progress.requireHeld(0, 7, 0, 6))
        .isInstanceOf(GapException.class)
        .hasMessageContaining("partition 0 was to be read from offset 7, but ends at 6 now");
  }
}
