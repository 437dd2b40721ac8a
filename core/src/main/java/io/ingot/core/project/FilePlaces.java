package io.ingot.core.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Where the keys of one of a project's files stand. */
public final class FilePlaces {
  private final String file;
  private final Optional<Node.Mapping> keys;

  private FilePlaces(String file, Optional<Node.Mapping> keys) {
    this.file = Objects.requireNonNull(file, "file");
    this.keys = keys;
  }

  /**
   * Of a file; of one that is not there every key is told at its first line.
   *
   * @param file relative to the project's folder, such as {@code features/activity.yml}
   */
  public static FilePlaces of(Path folder, String file) {
    Path path = folder.resolve(file);
    return new FilePlaces(
        file,
        Files.isRegularFile(path) ? YamlFile.read(path, file, new Problems()) : Optional.empty());
  }

  /** The file of a table. */
  static FilePlaces of(Path folder, TableName table) {
    return of(folder, table.layer().word() + "/" + table.name() + ".yml");
  }

  /** The file, relative to the project's folder. */
  public String file() {
    return file;
  }

  /** The line, counted from 1, of the last key of a path that is there. */
  public int line(List<String> path) {
    int line = 1;
    Node node = keys.map(Node.class::cast).orElse(null);
    for (String key : path) {
      if (!(node instanceof Node.Mapping mapping) || !mapping.entries().containsKey(key)) {
        return line;
      }
      Node.Entry entry = mapping.entries().get(key);
      line = entry.place().line();
      node = entry.value();
    }
    return line;
  }
}
