package io.ingot.features.training;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which file of a training set holds which rows; {@code _index.json}.
 *
 * @param format delta, parquet or tfrecord
 * @param parts by their names
 */
record ShardIndex(String format, Map<String, Part> parts) {
  ShardIndex {
    parts = new TreeMap<>(parts);
  }

  /** Of files that are written. */
  static ShardIndex of(SetFormat format, Map<String, Shards> cut, SetFolder folder) {
    List<String> names = new ArrayList<>();
    cut.forEach(
        (part, shards) -> {
          for (int shard = 0; shard < shards.count(); shard++) {
            names.add(format.file(part, shard, shards, folder));
          }
        });
    Iterator<FileDigest> digests =
        FileDigest.of(names.stream().map(folder::location).toList(), folder.lake().spark())
            .iterator();
    Iterator<String> name = names.iterator();
    Map<String, Part> parts = new TreeMap<>();
    cut.forEach(
        (part, shards) -> {
          List<Shard> listed = new ArrayList<>();
          for (int shard = 0; shard < shards.count(); shard++) {
            FileDigest file = digests.next();
            listed.add(
                new Shard(
                    name.next(),
                    shards.first(shard),
                    shards.size(shard),
                    file.bytes(),
                    file.sha256()));
          }
          parts.put(part, new Part(shards.rows(), listed));
        });
    return new ShardIndex(format.word(), parts);
  }

  /** A part: train, validation or none. */
  record Part(long rows, List<Shard> shards) {
    Part {
      shards = List.copyOf(shards);
    }
  }

  /**
   * A run of rows.
   *
   * @param file below the set's folder
   * @param firstRow the {@code _row} of its first row
   * @param sha256 of the file, in hexadecimal digits
   */
  record Shard(String file, long firstRow, long rows, long bytes, String sha256) {}
}
