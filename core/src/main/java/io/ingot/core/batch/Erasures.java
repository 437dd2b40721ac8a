package io.ingot.core.batch;

import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeFiles;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The records of the subjects that were taken out of a lake, below {@code _ingot/erasures}. Unlike
 * what else is there they are no cache: they are kept with the lake.
 */
public final class Erasures {
  private static final String FOLDER = "erasures/";

  private final LakeFiles files;

  public Erasures(Lake lake) {
    this.files = lake.files();
  }

  /** Writes a record, in place of the same one from before. */
  public void keep(Erasure erasure) {
    files.put(FOLDER + erasure.id() + ".json", Json.pretty(erasure));
  }

  /** All records, the oldest first. */
  public List<Erasure> all() {
    return files.list(FOLDER).stream()
        .filter(name -> name.endsWith(".json"))
        .flatMap(name -> files.read(FOLDER + name).stream())
        .map(text -> Json.read(text, Erasure.class))
        .toList();
  }

  /**
   * The tables that lost rows to an erasure since a moment; no batch of theirs tells of it, so that
   * what is computed from them has to ask here.
   *
   * @param moment empty for all that ever did
   */
  public Set<TableName> since(Optional<Instant> moment) {
    return all().stream()
        .filter(erasure -> moment.filter(known -> known.isAfter(erasure.at())).isEmpty())
        .flatMap(erasure -> erasure.parts().stream())
        .map(Erasure.Part::table)
        .collect(Collectors.toSet());
  }

  /** Source files that a table took and of which it has no row any more. */
  public Stream<Erasure.Emptied> emptied(TableName table) {
    return all().stream()
        .flatMap(erasure -> erasure.parts().stream())
        .filter(part -> part.table().equals(table))
        .flatMap(part -> part.emptied().stream());
  }
}
