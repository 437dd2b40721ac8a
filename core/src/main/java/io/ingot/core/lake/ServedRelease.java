package io.ingot.core.lake;

import io.ingot.core.error.GapException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.connector.catalog.Table;

/**
 * The release that a catalog shows, looked up once, so that all queries of a session see the same.
 *
 * @param asked what was asked for
 * @param release what it was then
 */
record ServedRelease(String asked, Release release) {
  private static final String LATEST = "latest";

  ServedRelease {
    Objects.requireNonNull(asked, "asked");
    Objects.requireNonNull(release, "release");
  }

  /**
   * Looks it up.
   *
   * @param asked {@code latest} or a number
   * @throws ProjectException when there is no such release
   */
  static ServedRelease of(String asked, Releases releases) {
    Optional<Release> found = asked.equals(LATEST) ? releases.latest() : releases.of(number(asked));
    return new ServedRelease(
        asked,
        found.orElseThrow(
            () ->
                new ProjectException(
                    "Cannot read release "
                        + asked
                        + ": "
                        + releases
                            .latest()
                            .map(last -> "the latest is " + last.number() + ".")
                            .orElse("there is none yet; a run publishes the first.")
                        + " Say another by spark.sql.catalog.<name>.release, or leave it out to"
                        + " see each table as it is now.")));
  }

  private static long number(String asked) {
    try {
      return Long.parseLong(asked);
    } catch (NumberFormatException e) {
      throw new ProjectException(
          "Cannot read release " + asked + ": say latest, or its number, such as 7.", e);
    }
  }

  /** Whether tables of this kind come from the release. */
  static boolean isFor(TableName table) {
    return Release.LAYERS.contains(table.layer());
  }

  /**
   * A table as the release serves it; empty when it does not.
   *
   * @throws GapException when another table lies there by now
   */
  Optional<Table> table(TableName name, Path path) {
    return Optional.ofNullable(release.tables().get(name)).map(served -> table(name, path, served));
  }

  private Table table(TableName name, Path path, Release.Served served) {
    String id = DeltaBridge.tableId(path);
    if (!id.equals(served.tableId())) {
      throw new GapException(
          "Cannot read "
              + name
              + " of release "
              + release.number()
              + ": that table is gone, and another lies in "
              + path
              + ". Read a later release.");
    }
    return DeltaBridge.table(path, Optional.of(served.version()));
  }
}
