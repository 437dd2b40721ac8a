package io.ingot.features.online;

import io.ingot.core.error.FencedException;
import io.ingot.core.project.Project;
import java.util.List;
import java.util.Optional;

/**
 * The name that stands for a project in the keys of Redis, which Feast calls the project too. It is
 * the project's own until a rebuild was made beside it: then a key of Redis names the one served.
 */
public final class ServingName {
  private static final String REBUILT = "__r";

  private ServingName() {}

  /**
   * The name that a project is served by now at one connection, which is Feast's {@code project}.
   *
   * @throws io.ingot.core.error.SourceException when that Redis does not answer
   */
  public static String of(Project project, String connection) {
    try (Redis redis = Redis.open(RedisTerms.of(project, connection))) {
      return of(redis, project.name());
    }
  }

  /** The name that is served now. */
  static String of(Redis redis, String project) {
    return Optional.ofNullable(redis.ask(client -> client.get(Fields.serving(project))))
        .map(Fields::text)
        .orElse(project);
  }

  /** A name that nothing was written under yet, later than the one that is served. */
  static String next(String project, String served, long line) {
    return project + REBUILT + Math.max(line, line(project, served) + 1);
  }

  /** Whether a name of the project was given before another. */
  static boolean isEarlier(String project, String name, String than) {
    return isOf(project, name) && line(project, name) < line(project, than);
  }

  private static long line(String project, String served) {
    return served.equals(project) || !isOf(project, served)
        ? -1
        : Long.parseLong(served.substring(project.length() + REBUILT.length()));
  }

  /**
   * Serves another name from now on.
   *
   * @param old the name that is served now
   * @throws FencedException when another one is served
   */
  static void swap(Redis redis, String project, String old, String next) {
    List<byte[]> names = List.of(Fields.utf8(project), Fields.utf8(old), Fields.utf8(next));
    Object swapped =
        redis.ask(client -> Script.of("swap").run(client, Fields.serving(project), names));
    if (!Long.valueOf(1).equals(swapped)) {
      throw new FencedException(
          "Stopped the rebuild of what is served of %s: another one ended meanwhile, and readers"
                  .formatted(project)
              + " were led to it. Run it again if that one began before what you want to mend.");
    }
  }

  /** Whether a name is one that the project has, or had. */
  static boolean isOf(String project, String served) {
    return served.equals(project)
        || served.startsWith(project + REBUILT)
            && served.substring(project.length() + REBUILT.length()).matches("[0-9]{1,15}");
  }
}
