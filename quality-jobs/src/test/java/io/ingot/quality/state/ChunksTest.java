package io.ingot.quality.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class ChunksTest {
  private static final String ROWS = "SUM-rows";

  @Test
  void manyChunksOfAPartitionBecomeFewThatTellTheSame() {
    Map<String, Row> partitions = new HashMap<>();
    List<Chunk> chunks = new ArrayList<>();
    for (long i = 1; i <= 50; i++) {
      chunks.add(chunk(partitions, "a" + i, 1, i));
    }
    for (long i = 1; i <= 20; i++) {
      chunks.add(chunk(partitions, "b" + i, 2, i));
    }

    List<Chunk> fewer = new Chunks(partitions).fewer(chunks);

    assertThat(fewer).hasSize(16 + 20);
    assertThat(rows(fewer)).isEqualTo(50 * 51 / 2 + 20 * 21 / 2);
    Set<String> files = new TreeSet<>();
    fewer.forEach(chunk -> assertThat(files).doesNotContainAnyElementsOf(chunk.files()));
    fewer.forEach(chunk -> files.addAll(chunk.files()));
    assertThat(files).isEqualTo(new TreeSet<>(partitions.keySet()));
    assertThat(fewer)
        .allSatisfy(
            chunk -> assertThat(chunk.files().stream().map(partitions::get).distinct()).hasSize(1));
  }

  @Test
  void ofChunksThatOverlapOneIsKeptAndOfWhatElseIsKnownNothingIsMixed() {
    Map<String, Row> partitions = new HashMap<>();
    Chunk one = chunk(partitions, "a", 1, 5);
    Chunk other = new Chunk(Set.of("a"), Map.of("LEAST-price", StateBytes.text(2.5)));

    assertThat(new Chunks(partitions).fewer(List.of(one, one, other))).containsExactly(one, other);
  }

  private static Chunk chunk(Map<String, Row> partitions, String file, int partition, long rows) {
    partitions.put(file, RowFactory.create(partition));
    return new Chunk(Set.of(file), Map.of(ROWS, StateBytes.text(rows)));
  }

  private static long rows(List<Chunk> chunks) {
    return chunks.stream().mapToLong(c -> (Long) StateBytes.value(c.states().get(ROWS))).sum();
  }
}
