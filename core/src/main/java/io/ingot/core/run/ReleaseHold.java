package io.ingot.core.run;

import io.ingot.core.lake.Lake;
import io.ingot.core.lake.Release;
import io.ingot.core.lake.Releases;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The releases that readers may still use, each at the versions that it serves: the latest, and
 * those open ones that are younger than a table's older versions are to stay readable.
 */
public final class ReleaseHold implements VersionHold {
  /** Made by {@link java.util.ServiceLoader}. */
  public ReleaseHold() {}

  @Override
  public List<Held> on(TableName table, Project project, Lake lake) {
    List<Release> open = new Releases(lake).open();
    String id = lake.table(table).state().tableId();
    Optional<Instant> since =
        project.table(table).map(declared -> Instant.now().minus(project.upkeep(declared).keep()));
    long latest = open.isEmpty() ? -1 : open.get(open.size() - 1).number();
    return open.stream()
        .filter(release -> release.tables().containsKey(table))
        .filter(release -> release.tables().get(table).tableId().equals(id))
        .filter(
            release -> release.number() == latest || since.filter(release.at()::isBefore).isEmpty())
        .map(
            release ->
                new Held(
                    release.tables().get(table).version(),
                    "release " + release.number(),
                    "wait until newer releases close it"))
        .toList();
  }
}
