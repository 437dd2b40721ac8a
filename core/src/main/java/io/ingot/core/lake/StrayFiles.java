package io.ingot.core.lake;

import java.util.List;

/**
 * Files below a table's folder that are not needed.
 *
 * @param paths in full
 * @param bytes their size together
 */
public record StrayFiles(List<String> paths, long bytes) {
  public StrayFiles {
    paths = List.copyOf(paths);
  }

  /** How many there are. */
  public int count() {
    return paths.size();
  }
}
