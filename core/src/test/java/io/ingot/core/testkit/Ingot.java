package io.ingot.core.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Launcher;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Ingot's command line in this JVM, given to one project, and what it answered last. */
public final class Ingot {
  private final Path project;
  private final List<Verb> verbs;
  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

  private Ingot(Path project, List<Verb> verbs) {
    this.project = project;
    this.verbs = verbs;
  }

  /** With the verbs that are on the class path. */
  public static Ingot in(Path project) {
    return in(project, Launcher.verbs());
  }

  /** With some verbs alone. */
  public static Ingot in(Path project, List<Verb> verbs) {
    return new Ingot(project, verbs);
  }

  /** Gives a command; {@code --project} with the project's folder is added. */
  public ExitCode say(String... words) {
    Sparks.session();
    results.reset();
    notes.reset();
    Console console = Console.to(stream(results), stream(notes));
    return new Launcher(verbs, console)
        .launch(
            Stream.concat(Stream.of(words), Stream.of("--project", project.toString()))
                .toArray(String[]::new));
  }

  /** What the last command printed as its result. */
  public String said() {
    return results.toString(StandardCharsets.UTF_8);
  }

  /** What the last command told beside its result. */
  public String noted() {
    return notes.toString(StandardCharsets.UTF_8);
  }

  /** What the last command printed, as JSON. */
  public JsonNode json() throws JsonProcessingException {
    return new ObjectMapper().readTree(said());
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
