package io.ingot.app.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Launcher;
import io.ingot.core.error.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code ingot k8s} on a small project in a folder, at a fixed time. */
final class Cli {
  static final Instant NOW = Instant.parse("2026-03-01T10:20:30.456Z");

  private final Path folder;
  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

  private Cli(Path folder) {
    this.folder = folder;
  }

  /** A project named shop with a lake on S3, and what its cluster says beside the image. */
  static Cli shop(Path folder, String... cluster) {
    return new Cli(folder)
        .file(
            "ingot.yml",
            "name: shop\nlake: s3a://bucket/lake\nlease: {kind: kubernetes}\ncluster:\n"
                + "  image: r/shop:1\n"
                + Stream.of(cluster).map(line -> "  " + line + "\n").reduce("", String::concat));
  }

  static Cli in(Path folder) {
    return new Cli(folder);
  }

  Cli file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ExitCode run(String... words) {
    results.reset();
    notes.reset();
    Console console =
        Console.to(
            new PrintStream(results, true, StandardCharsets.UTF_8),
            new PrintStream(notes, true, StandardCharsets.UTF_8));
    return new Launcher(
            List.of(new ManifestVerb(Launcher::verbs, InstantSource.fixed(NOW))), console)
        .launch(
            Stream.concat(Stream.of("k8s", "--project", folder.toString()), Stream.of(words))
                .toArray(String[]::new));
  }

  /** What was printed by a command that succeeds. */
  String printed(String... words) {
    ExitCode ended = run(words);
    if (ended != ExitCode.DONE) {
      throw new AssertionError(told());
    }
    return results.toString(StandardCharsets.UTF_8);
  }

  /** Why a command was refused. */
  String refused(String... words) {
    ExitCode ended = run(words);
    if (ended != ExitCode.PROJECT_WRONG) {
      throw new AssertionError("ended with " + ended + ": " + told());
    }
    return told();
  }

  String told() {
    return notes.toString(StandardCharsets.UTF_8).strip().replaceFirst("^ingot: ", "");
  }

  /** The objects that were printed, by kind and name. */
  Map<String, JsonNode> objects(String... words) {
    return objects(printed(words));
  }

  static Map<String, JsonNode> objects(String yaml) {
    Map<String, JsonNode> objects = new TreeMap<>();
    try (MappingIterator<JsonNode> documents =
        new YAMLMapper().readerFor(JsonNode.class).readValues(yaml)) {
      documents
          .readAll()
          .forEach(
              each ->
                  objects.put(
                      each.path("kind").asText() + " " + each.at("/metadata/name").asText(), each));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return objects;
  }

  /** The files of a folder by their paths below it. */
  static Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return files;
  }
}
