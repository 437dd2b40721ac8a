package io.ingot.core.cli;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeSession;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;

/**
 * A project and its lake, opened for a command. A wrong project is told before Spark starts.
 *
 * @param project the declarations
 * @param lake with the application's session
 */
public record Opened(Project project, Lake lake) {
  private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+.-]+:/.*");

  /** For a command that looks at the lake; that leaves no event log. */
  public static Opened of(Command command) {
    Opened opened = opened(command, LakeSession::look);
    opened.lake.toRead();
    return opened;
  }

  /** For work that the history server shows later, and that only reads the lake's tables. */
  public static Opened toWork(Command command) {
    Opened opened = opened(command, LakeSession::open);
    opened.lake.toRead();
    return opened;
  }

  /** For work that the history server shows later, and that writes the lake's tables. */
  public static Opened toWrite(Command command) {
    Opened opened = opened(command, LakeSession::open);
    opened.lake.toWrite();
    return opened;
  }

  /** The lake is the project's, or the copy of it that was named. */
  private static Opened opened(Command command, BiFunction<String, Project, SparkSession> session) {
    Project declared = ProjectLoader.load(command.project(), command.environment()).orThrow();
    Project project = copy(command, declared).map(declared::upon).orElse(declared);
    String application = "ingot " + command.verb() + " " + project.name();
    Lake lake =
        new Lake(session.apply(application, project), project.lake(), project.environment());
    lake.words().about(application, "look at the tables");
    return new Opened(project, lake);
  }

  /**
   * The copy of the lake that {@code --copy} names, as an absolute path or a URI; empty where
   * nothing is said of one.
   *
   * @throws ProjectException when it is the lake itself
   */
  static Optional<String> copy(Command command, Project declared) {
    Optional<String> copy = command.said(Verb.Option.COPY).map(Opened::place);
    if (copy.map(Opened::folder).filter(folder(place(declared.lake()))::equals).isPresent()) {
      throw new ProjectException(
          "--copy names the lake itself. Name the folder or URI of its copy.");
    }
    return copy;
  }

  private static String place(String said) {
    return URI.matcher(said).matches()
        ? said.replaceAll("(?<=[^/:])/+$", "")
        : Path.of(said).toAbsolutePath().normalize().toString();
  }

  /** One folder has several addresses. */
  private static String folder(String place) {
    return place.replaceFirst("^file:/+", "/");
  }
}
