package io.ingot.app.demo;

import io.ingot.core.error.ProjectException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder that a demo plays in; each demo starts it anew. */
record DemoFolder(Path path) {
  private static final String MARK = ".ingot-demo";

  /**
   * An empty folder. One that an earlier demo made is emptied; any other that is not empty is left
   * alone.
   *
   * @throws ProjectException when the folder holds something else
   */
  static DemoFolder fresh(Path path) {
    try {
      if (Files.exists(path)) {
        if (!Files.exists(path.resolve(MARK)) && holdsSomething(path)) {
          throw new ProjectException(
              "Cannot play the demo in "
                  + path
                  + ": it holds files that no demo made. Name"
                  + " another folder by --write.");
        }
        empty(path);
      }
      Files.createDirectories(path);
      Files.createFile(path.resolve(MARK));
      return new DemoFolder(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare " + path, e);
    }
  }

  private static boolean holdsSomething(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isPresent();
    }
  }

  private static void empty(Path path) throws IOException {
    try (Stream<Path> entries = Files.walk(path)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }

  /** A shell file with what the project's files refer to, for the owner's eyes only. */
  Path variablesFile() {
    return path.resolve("env");
  }

  /** Writes {@link #variablesFile()}. */
  void keepVariables(Map<String, String> variables) {
    String text =
        new TreeMap<>(variables)
            .entrySet().stream()
                .map(entry -> "export " + entry.getKey() + "='" + entry.getValue() + "'\n")
                .collect(Collectors.joining());
    try {
      Path file =
          Files.createFile(
              variablesFile(),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + variablesFile(), e);
    }
  }
}
