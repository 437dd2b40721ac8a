package io.ingot.core.run;

import io.ingot.core.lake.Release;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What became of the release that a run, or a rollback, was to bring. */
public sealed interface ReleaseNews {
  /** A line for a person; empty where there is nothing to say. */
  Optional<String> tell();

  /**
   * Readers see a new release.
   *
   * @param before the one that they saw; empty for the first
   */
  record Published(Release release, Optional<Release> before) implements ReleaseNews {
    public Published {
      Objects.requireNonNull(release, "release");
      Objects.requireNonNull(before, "before");
    }

    @Override
    public Optional<String> tell() {
      return Optional.of(
          "release "
              + release.number()
              + ": "
              + release.since(before).stream()
                  .map(Release.Change::describe)
                  .collect(Collectors.joining(", ")));
    }
  }

  /** The latest release is what the tables are, or there is nothing to release. */
  record Standing() implements ReleaseNews {
    @Override
    public Optional<String> tell() {
      return Optional.empty();
    }
  }

  /**
   * The tables do not belong together, so readers go on seeing what they saw.
   *
   * @param before what they see; empty for nothing
   * @param reasons why the tables do not belong together
   */
  record Withheld(Optional<Release> before, List<String> reasons) implements ReleaseNews {
    public Withheld {
      Objects.requireNonNull(before, "before");
      reasons = List.copyOf(reasons);
    }

    @Override
    public Optional<String> tell() {
      return Optional.of(
          "no new release"
              + before.map(latest -> ", readers go on seeing release " + latest.number()).orElse("")
              + ": "
              + String.join("; ", reasons));
    }
  }
}
