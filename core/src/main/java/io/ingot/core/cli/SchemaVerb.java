package io.ingot.core.cli;

import io.ingot.core.error.ExitCode;
import io.ingot.core.project.ProjectSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code ingot schema}: the JSON Schemas that editors complete and check project files by. */
final class SchemaVerb implements Verb {
  @Override
  public String name() {
    return "schema";
  }

  @Override
  public String summary() {
    return "print the JSON Schemas of the project files by file name, or write them";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.FOLDER);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Map<String, String> schemas = ProjectSchema.all();
    Optional<Path> folder = command.said(Option.FOLDER).map(Path::of);
    if (folder.isEmpty()) {
      console.line(
          schemas.entrySet().stream()
              .map(schema -> "\"" + schema.getKey() + "\": " + schema.getValue().strip())
              .collect(Collectors.joining(",\n", "{\n", "\n}")));
      return ExitCode.DONE;
    }
    schemas.forEach((name, schema) -> write(folder.get().resolve(name), schema));
    console.note("Wrote " + String.join(", ", schemas.keySet()));
    return ExitCode.DONE;
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text.endsWith("\n") ? text : text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
