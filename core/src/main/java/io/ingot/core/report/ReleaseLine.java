package io.ingot.core.report;

import io.ingot.core.lake.Lake;
import io.ingot.core.lake.Release;
import io.ingot.core.lake.Releases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A release that readers may still use.
 *
 * @param kind {@code run} or {@code rollback}
 * @param run id of the run or the rollback that published it
 * @param who the user who asked for a rollback
 * @param why in the words of that user
 * @param tables how many tables it serves
 * @param changes what it serves otherwise than the release before, such as {@code gold.daily 3 ->
 *     4}; of the oldest that is told, nothing
 */
public record ReleaseLine(
    long number,
    Instant at,
    String kind,
    String run,
    Optional<String> who,
    Optional<String> why,
    int tables,
    List<String> changes) {
  public ReleaseLine {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(who, "who");
    Objects.requireNonNull(why, "why");
    changes = List.copyOf(changes);
  }

  /** The open releases of a lake, the latest first. */
  static List<ReleaseLine> of(Lake lake) {
    List<ReleaseLine> lines = new ArrayList<>();
    Optional<Release> before = Optional.empty();
    for (Release release : new Releases(lake).open()) {
      boolean told = before.isPresent() || release.number() == 1;
      lines.add(line(release, told ? release.since(before) : List.of()));
      before = Optional.of(release);
    }
    Collections.reverse(lines);
    return lines;
  }

  private static ReleaseLine line(Release release, List<Release.Change> changes) {
    return new ReleaseLine(
        release.number(),
        release.at(),
        release.kind().name().toLowerCase(Locale.ROOT),
        release.run(),
        release.who(),
        release.why(),
        release.tables().size(),
        changes.stream().map(Release.Change::describe).toList());
  }
}
