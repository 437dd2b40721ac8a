package io.ingot.quality.state;

import io.ingot.core.lake.DataFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * Puts chunks together where a partition has so many that loading them would cost more than reading
 * a file or two again.
 *
 * @param partitions the partition of each file
 */
record Chunks(Map<String, Row> partitions) {
  private static final int MOST = 32;

  static Chunks of(Collection<DataFile> files) {
    return new Chunks(
        files.stream().collect(Collectors.toMap(DataFile::name, DataFile::partition)));
  }

  /** The same with fewer chunks where there are too many, and none that another holds already. */
  List<Chunk> fewer(List<Chunk> chunks) {
    Map<Group, List<Chunk>> groups =
        chunks.stream()
            .collect(Collectors.groupingBy(this::group, LinkedHashMap::new, Collectors.toList()));
    return groups.values().stream().flatMap(group -> few(apart(group))).toList();
  }

  private static Stream<Chunk> few(List<Chunk> chunks) {
    if (chunks.size() <= MOST) {
      return chunks.stream();
    }
    PriorityQueue<Chunk> smallest =
        new PriorityQueue<>(Comparator.comparingInt(chunk -> chunk.files().size()));
    smallest.addAll(chunks);
    while (smallest.size() > MOST / 2) {
      smallest.add(merged(smallest.remove(), smallest.remove()));
    }
    return smallest.stream();
  }

  /** Those that share no file. */
  private static List<Chunk> apart(List<Chunk> chunks) {
    Set<String> seen = new HashSet<>();
    List<Chunk> apart = new ArrayList<>();
    for (Chunk chunk : chunks) {
      if (chunk.files().stream().noneMatch(seen::contains)) {
        seen.addAll(chunk.files());
        apart.add(chunk);
      }
    }
    return apart;
  }

  private static Chunk merged(Chunk one, Chunk other) {
    Set<String> files = new HashSet<>(one.files());
    files.addAll(other.files());
    Map<String, String> states =
        one.states().keySet().stream()
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    key -> merged(key, one, other),
                    (a, b) -> a,
                    TreeMap::new));
    return new Chunk(files, states);
  }

  private static String merged(String key, Chunk one, Chunk other) {
    return StateBytes.text(
        Aggregate.merging(key)
            .merge(
                StateBytes.value(one.states().get(key)),
                StateBytes.value(other.states().get(key))));
  }

  private Group group(Chunk chunk) {
    return new Group(
        partitions.get(chunk.files().iterator().next()), Set.copyOf(chunk.states().keySet()));
  }

  private record Group(Row partition, Set<String> keys) {}
}
