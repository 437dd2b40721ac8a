package io.ingot.core.lake;

import java.util.List;
import java.util.Objects;

/**
 * Where one run keeps a batch's rows until they are committed. Another run of the same batch has a
 * place of its own: it could otherwise take away, or replace, what this one counted and judged.
 */
public final class Staging implements AutoCloseable {
  private final LakeFiles files;
  private final String table;
  private final long batch;
  private final String run;

  Staging(LakeFiles files, String table, long batch, String run) {
    this.files = Objects.requireNonNull(files, "files");
    this.table = Objects.requireNonNull(table, "table");
    this.batch = batch;
    this.run = Objects.requireNonNull(run, "run");
  }

  /** A folder to write to, as a URI or an absolute path. */
  public String path() {
    return files.location(name());
  }

  /**
   * Removes what runs that were killed left of this batch and the ones before it. Call it once the
   * batch is committed: nobody can make something of theirs any more.
   */
  public void sweep() {
    files.folders(table).stream()
        .filter(folder -> folder.matches("[0-9]+-.+") && numberOf(folder) <= batch)
        .forEach(folder -> files.delete(table + "/" + folder));
  }

  /**
   * What runs left of any batch, by names below {@code _ingot}. While nobody else may work on the
   * table, each is of a run that is over.
   */
  public List<String> leftovers() {
    return files.folders(table).stream()
        .filter(folder -> folder.matches("[0-9]+-.+"))
        .map(folder -> table + "/" + folder)
        .toList();
  }

  /** Removes what this run put there. */
  @Override
  public void close() {
    files.delete(name());
  }

  private String name() {
    return table + "/" + batch + "-" + run;
  }

  private static long numberOf(String folder) {
    return Long.parseLong(folder.substring(0, folder.indexOf('-')));
  }
}
