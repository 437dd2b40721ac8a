package io.ingot.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.Window.Offsets;
import io.ingot.core.batch.Window.Offsets.Range;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OffsetsTest {
  private static Offsets offsets(Map<Integer, Range> partitions) {
    return new Offsets(Optional.of("id"), partitions);
  }

  @Test
  void aBoundIsSharedByBacklogAndUsedToTheLast() {
    Offsets all =
        offsets(
            Map.of(
                0, new Range(10, 20), 1, new Range(5, 5), 2, new Range(0, 1), 3, new Range(7, 12)));

    assertThat(all.atMost(16)).isEqualTo(all);
    for (long most = 1; most < 16; most++) {
      assertThat(all.atMost(most).size()).isEqualTo(most);
    }
    assertThat(all.atMost(8).describe()).isEqualTo("0:[10, 15) 1:[5, 5) 2:[0, 0) 3:[7, 10)");
  }

  @Test
  void offsetsBeyondAnyProductAreSharedToo() {
    Offsets all =
        offsets(Map.of(0, new Range(0, Long.MAX_VALUE / 2), 1, new Range(0, Long.MAX_VALUE / 2)));

    assertThat(all.atMost(Long.MAX_VALUE / 2).size()).isEqualTo(Long.MAX_VALUE / 2);
  }

  @Test
  void aWindowIsReadBackAsItWasWritten() {
    Offsets named = offsets(Map.of(0, new Range(1, 2)));
    Offsets unnamed = new Offsets(Optional.empty(), Map.of(11, new Range(0, 0)));

    assertThat(Json.read(Json.write(named), Window.class)).isEqualTo(named);
    assertThat(Json.read(Json.write(unnamed), Window.class)).isEqualTo(unnamed);
  }

  @Test
  void aRangeDoesNotGoBack() {
    assertThatThrownBy(() -> new Range(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Range(-1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
