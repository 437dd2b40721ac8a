package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lake.Release;
import io.ingot.core.lake.Releases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code ingot releases}: what was published together, and when. */
final class ReleasesVerb implements Verb {
  @Override
  public String name() {
    return "releases";
  }

  @Override
  public String summary() {
    return "list the releases: which versions of the gold tables were published together";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    List<Told> told = told(new Releases(Opened.of(command).lake()).all());
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(told));
    } else if (told.isEmpty()) {
      console.line("There is no release yet; a run publishes the first.");
    } else {
      console.table(
          List.of("release", "time", "kind", "run", "tables", "changed"),
          told.stream().map(ReleasesVerb::row).toList());
    }
    return ExitCode.DONE;
  }

  /** The newest first. */
  private static List<Told> told(List<Release> releases) {
    List<Told> told = new ArrayList<>();
    Optional<Release> before = Optional.empty();
    for (Release release : releases) {
      told.add(0, new Told(release, release.since(before)));
      before = Optional.of(release);
    }
    return told;
  }

  private static List<String> row(Told told) {
    Release release = told.release();
    return List.of(
        String.valueOf(release.number()),
        release.at().toString(),
        release.kind().name().toLowerCase(Locale.ROOT)
            + release.who().map(who -> " by " + who).orElse("")
            + release.why().map(why -> ": " + why).orElse(""),
        release.run(),
        String.valueOf(release.tables().size()),
        told.changed().isEmpty()
            ? "nothing"
            : told.changed().stream()
                .map(Release.Change::describe)
                .collect(Collectors.joining(", ")));
  }

  /**
   * A release as JSON tells it.
   *
   * @param changed against the release before
   */
  private record Told(Release release, List<Release.Change> changed) {
    Told {
      Objects.requireNonNull(release, "release");
    }
  }
}
