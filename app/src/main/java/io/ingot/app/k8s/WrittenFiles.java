package io.ingot.app.k8s;

import io.ingot.core.error.ProjectException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a tree in a folder that may hold files of others. */
final class WrittenFiles {
  private static final String MARK = "# Made by 'ingot k8s --write' from the project ";
  private static final Pattern MARKED = Pattern.compile(MARK + "([^\\n]*?)\\. .*");

  private static final List<String> FOLDERS = List.of("base", "overlays");

  private final Path folder;
  private final String project;

  /**
   * @param project whose files these are; those of other projects are left alone
   */
  WrittenFiles(Path folder, String project) {
    this.folder = folder;
    this.project = project;
  }

  /** The line by which a file is known that may be written anew, or removed when it is none. */
  static String head(String project) {
    return MARK + project + ". Change the project and write it again.\n";
  }

  /**
   * Writes the files, and removes those that were written earlier and are none any more.
   *
   * @throws ProjectException when one of them is there and was written by somebody else
   */
  void replace(Map<String, String> files) {
    try {
      for (String name : files.keySet()) {
        Path file = folder.resolve(name);
        if (Files.exists(file) && !isOurs(file)) {
          throw inTheWay(file);
        }
      }
      for (Path old : written()) {
        if (!files.containsKey(name(old))) {
          Files.delete(old);
        }
      }
      for (Map.Entry<String, String> entry : files.entrySet()) {
        Path file = folder.resolve(entry.getKey());
        Files.createDirectories(file.getParent());
        Files.writeString(file, entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + folder, e);
    }
  }

  private static ProjectException inTheWay(Path file) throws IOException {
    return new ProjectException(
        "Cannot write "
            + file
            + writer(file)
                .map(other -> ": it was made by project " + other + ". Write to another folder.")
                .orElse(
                    ": it was not made by 'ingot k8s'. Move it, and lay what it says over the"
                        + " overlay in a kustomization of your own."));
  }

  private List<Path> written() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String below : FOLDERS) {
      Path root = folder.resolve(below);
      if (Files.isDirectory(root)) {
        try (Stream<Path> files = Files.walk(root)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            if (isOurs(file)) {
              found.add(file);
            }
          }
        }
      }
    }
    return found;
  }

  private String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private boolean isOurs(Path file) throws IOException {
    return writer(file).filter(project::equals).isPresent();
  }

  /** The project that a file was made from; empty where it is somebody's own. */
  private static Optional<String> writer(Path file) throws IOException {
    if (!file.toString().endsWith(".yaml")) {
      return Optional.empty();
    }
    Matcher head = MARKED.matcher(Files.readString(file));
    return head.lookingAt() ? Optional.of(head.group(1)) : Optional.empty();
  }
}
