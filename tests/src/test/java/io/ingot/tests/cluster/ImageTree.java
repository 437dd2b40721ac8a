package io.ingot.tests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What {@code bin/image} assembled in a folder. */
record ImageTree(Path folder, int exitCode, String said) {
  static final Path HOME = Path.of(System.getProperty("ingot.home")).toAbsolutePath();

  static ImageTree assemble(Path folder, Path project) {
    try {
      Process process =
          new ProcessBuilder(
                  HOME.resolve("bin/image").toString(),
                  "--project",
                  project.toString(),
                  folder.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new ImageTree(folder, process.waitFor(), said);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run bin/image", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while bin/image ran", e);
    }
  }

  /** Everything below a folder of the tree. */
  List<Path> files(String below) {
    return walk(folder.resolve(below)).filter(Files::isRegularFile).toList();
  }

  List<Path> all() {
    return walk(folder).toList();
  }

  /** The jars that it adds to Spark's. */
  List<Path> jars() {
    return Stream.of("platform", "libraries").flatMap(layer -> files(layer).stream()).toList();
  }

  /** The digest of each layer, as it was printed. */
  Map<String, String> digests() {
    Map<String, String> digests = new TreeMap<>();
    said.lines()
        .map(line -> line.split("\\s+"))
        .filter(words -> words.length == 4 && words[3].startsWith("sha256:"))
        .forEach(words -> digests.put(words[0], words[3]));
    return digests;
  }

  /** The folders that the Dockerfile copies, and where to. */
  Map<String, String> copies() {
    try {
      Map<String, String> copies = new TreeMap<>();
      Files.readAllLines(folder.resolve("Dockerfile")).stream()
          .filter(line -> line.startsWith("COPY "))
          .map(line -> line.split(" "))
          .forEach(words -> copies.put(words[1].replaceFirst("/$", ""), words[2]));
      return copies;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the Dockerfile", e);
    }
  }

  private static Stream<Path> walk(Path below) {
    try (Stream<Path> paths = Files.walk(below)) {
      return paths.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + below, e);
    }
  }
}
