package io.ingot.quality.state;

import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeFiles;
import io.ingot.core.project.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A table's states below {@code _ingot/states}: a file a look, and all in one again once there are
 * many, or some are of no use. Losing any of it costs a scan and nothing else.
 */
final class StateStore {
  private static final int MOST_FILES = 16;

  private final LakeFiles files;
  private final String folder;

  StateStore(Lake lake, TableName table) {
    this.files = lake.files();
    this.folder = "states/" + table;
  }

  /**
   * What is known of files that the table still has.
   *
   * @param origin what states have to be good for
   * @param current the table's files
   */
  Kept load(StateFile.Origin origin, Set<String> current) {
    List<String> names = files.list(folder);
    List<Chunk> live = new ArrayList<>();
    boolean tidy = true;
    for (String name : names) {
      Optional<StateFile> file =
          files
              .read(folder + "/" + name)
              .flatMap(StateFile::read)
              .filter(read -> read.origin().equals(origin));
      List<Chunk> usable =
          file.stream()
              .flatMap(read -> read.chunks().stream())
              .filter(chunk -> current.containsAll(chunk.files()))
              .toList();
      tidy &= file.map(read -> read.chunks().size() == usable.size()).orElse(false);
      live.addAll(usable);
    }
    return new Kept(origin, names, List.copyOf(live), tidy && names.size() < MOST_FILES);
  }

  /** Adds what was measured since; what is of no use any more is gone afterwards. */
  void keep(Kept kept, List<Chunk> more, Chunks chunks) {
    if (kept.isTidy()) {
      put(new StateFile(kept.origin(), more));
      return;
    }
    List<Chunk> all = Stream.concat(kept.chunks().stream(), more.stream()).toList();
    put(new StateFile(kept.origin(), chunks.fewer(all)));
    // Only now: whoever is killed here finds some chunks twice, and takes one of them.
    kept.names().forEach(name -> files.delete(folder + "/" + name));
  }

  private void put(StateFile file) {
    if (!file.chunks().isEmpty()) {
      files.put(folder + "/" + UUID.randomUUID() + ".json", file.text());
    }
  }

  /**
   * What was found.
   *
   * @param names of the files that hold it
   * @param chunks those that are of use
   * @param isTidy whether the files hold nothing else and are few
   */
  record Kept(StateFile.Origin origin, List<String> names, List<Chunk> chunks, boolean isTidy) {}
}
