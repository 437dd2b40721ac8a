package io.ingot.core.project;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A project's folder: which files it has, and which of them stand where nothing reads them. */
final class ProjectFolder {
  private static final Map<String, String> UNREAD =
      Map.of(
          "documents", "The folder 'documents' is not supported yet.",
          "quarantine", "Ingot makes the quarantine tables by itself. Remove this file.");
  private static final String ENVIRONMENTS = "env";
  private static final String TESTS = "tests";
  private static final String SUITES = "quality";
  private static final String SERVICES = "services";

  private final Path folder;
  private final Problems problems;

  ProjectFolder(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** The declarations of a layer, by name. */
  List<Path> tables(Layer layer) {
    return declared(layer.word());
  }

  /** The suites of checks, by name. */
  List<Path> suites() {
    return declared(SUITES);
  }

  /** The services that take features, by name. */
  List<Path> services() {
    return declared(SERVICES);
  }

  private List<Path> declared(String below) {
    return children(folder.resolve(below)).stream()
        .filter(Files::isRegularFile)
        .filter(file -> name(file).endsWith(".yml"))
        .toList();
  }

  /** A file's name as messages show it. */
  String relative(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /** Tells every file that looks like a declaration and would be passed over. */
  void tellStrays() {
    for (Path child : children(folder)) {
      if (!Files.isDirectory(child)) {
        continue;
      }
      String name = name(child);
      if (UNREAD.containsKey(name)) {
        declarations(child).forEach(file -> tell(file, UNREAD.get(name)));
      } else if (layers().containsKey(name)) {
        strays(child, layers().get(name));
      } else if (List.of(ENVIRONMENTS, SUITES, SERVICES).contains(name)) {
        children(child).forEach(this::tellEnding);
      } else if (!name.equals(TESTS) && declarations(child).findAny().isPresent()) {
        Nearest.to(name, known())
            .ifPresent(
                meant ->
                    tell(child, "Unknown folder '" + name + "'. Did you mean '" + meant + "'?"));
      }
    }
  }

  private void strays(Path layerFolder, Layer layer) {
    for (Path child : children(layerFolder)) {
      if (Files.isDirectory(child)) {
        tell(
            child,
            "Folders inside '" + layer.word() + "' are not read. Move the files one folder up.");
      } else if (name(child).endsWith(".sql")) {
        strayQuery(child, layer);
      } else {
        tellEnding(child);
      }
    }
  }

  private void strayQuery(Path query, Layer layer) {
    String declaration = name(query).replaceFirst("\\.sql$", ".yml");
    if (layer != Layer.GOLD && layer != Layer.FEATURES) {
      tell(query, "Only gold tables and feature views have SQL. Move the file to 'gold'.");
    } else if (!Files.exists(query.resolveSibling(declaration))) {
      tell(query, "This query has no declaration. Add " + layer.word() + "/" + declaration + ".");
    }
  }

  private void tellEnding(Path file) {
    String name = name(file);
    String lower = name.toLowerCase(Locale.ROOT);
    boolean yaml = lower.endsWith(".yaml") || lower.endsWith(".yml");
    if (yaml && !name.endsWith(".yml")) {
      tell(file, "Files end in .yml. Rename it to " + name.replaceFirst("\\.[^.]*$", ".yml") + ".");
    }
  }

  private Stream<Path> declarations(Path child) {
    return children(child).stream().filter(file -> name(file).matches(".*\\.(yml|yaml|sql)"));
  }

  private void tell(Path file, String message) {
    problems.add(Place.startOf(relative(file)), message);
  }

  private static Map<String, Layer> layers() {
    return Draft.LAYERS.stream().collect(Collectors.toMap(Layer::word, layer -> layer));
  }

  private static Set<String> known() {
    return Stream.concat(
            layers().keySet().stream(), Stream.of(ENVIRONMENTS, SUITES, SERVICES, TESTS))
        .collect(Collectors.toSet());
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** Visible files and folders in the order of their names; none when the folder is not there. */
  private List<Path> children(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parent)) {
      return StreamSupport.stream(files.spliterator(), false)
          .filter(file -> !name(file).startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      tell(parent, "Cannot read the folder: " + e.getMessage() + ".");
      return List.of();
    }
  }
}
