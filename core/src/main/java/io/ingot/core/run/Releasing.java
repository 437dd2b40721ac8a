package io.ingot.core.run;

import io.ingot.core.error.FencedException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.Release;
import io.ingot.core.lake.Release.Served;
import io.ingot.core.lake.Releases;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Publishes the gold and feature tables of a project together, once they belong together. It goes
 * by what the tables are and not by what the run did: so a run makes up for the release of one that
 * died, even if there is nothing else to do. Gold tables decide; a feature table is served as it
 * then is, and holds nothing up.
 */
public final class Releasing {
  private static final int TRIES = 5;
  private static final Set<String> WELL = Set.of("published", "warned", "unchanged");

  private final Project project;
  private final Lake lake;
  private final Releases releases;

  public Releasing(Project project, Lake lake) {
    this.project = Objects.requireNonNull(project, "project");
    this.lake = Objects.requireNonNull(lake, "lake");
    this.releases = new Releases(lake);
  }

  /**
   * Publishes a release if the tables moved, after a run that was to move any of them.
   *
   * @throws FencedException when other runs published one after the other meanwhile
   */
  public ReleaseNews after(RunRecord record) {
    Map<TableName, StageRecord> ended = new LinkedHashMap<>();
    record.stages().stream()
        .filter(stage -> Release.LAYERS.contains(stage.table().layer()))
        .forEach(stage -> ended.put(stage.table(), stage));
    if (ended.isEmpty()) {
      return new ReleaseNews.Standing();
    }
    List<String> undone =
        ended.values().stream()
            .filter(stage -> stage.table().layer() == Layer.GOLD)
            .filter(stage -> !WELL.contains(stage.outcome()))
            .map(stage -> stage.table() + " " + stage.outcome())
            .toList();
    return undone.isEmpty()
        ? publish(new Occasion(record.run(), Release.Kind.RUN, Optional.empty(), Optional.empty()))
        : new ReleaseNews.Withheld(releases.latest(), undone);
  }

  /** Publishes the tables as they are, if they belong together and are not released yet. */
  ReleaseNews publish(Occasion occasion) {
    return publish(
        occasion,
        before -> {
          Map<TableName, TableState> gold = states(Layer.GOLD);
          Map<TableName, Served> tables = new TreeMap<>();
          gold.forEach((table, state) -> tables.put(table, Served.of(state)));
          states(Layer.FEATURES).forEach((table, state) -> tables.put(table, Served.of(state)));
          return before.filter(latest -> latest.serves(tables)).isPresent()
              ? new Offer(Map.of(), List.of())
              : new Offer(tables, new Origins(project, lake).disagreements(gold));
        });
  }

  /** Publishes the tables given, which somebody holds meanwhile. */
  ReleaseNews publish(Occasion occasion, Map<TableName, Served> tables) {
    return publish(occasion, before -> new Offer(tables, List.of()));
  }

  /**
   * The number that a release would get is looked up before the tables are: where another came in
   * between, the number is taken, and the tables are looked at again. So no release holds older
   * tables than the one before it.
   */
  private ReleaseNews publish(Occasion occasion, Function<Optional<Release>, Offer> look) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Optional<Release> before = releases.latest();
      Offer offer = look.apply(before);
      if (offer.tables().isEmpty()) {
        return new ReleaseNews.Standing();
      }
      if (!offer.against().isEmpty()) {
        return new ReleaseNews.Withheld(before, offer.against());
      }
      Release release =
          new Release(
              before.map(Release::number).orElse(0L) + 1,
              occasion.run(),
              Instant.now().truncatedTo(ChronoUnit.MILLIS),
              occasion.kind(),
              occasion.who(),
              occasion.why(),
              offer.tables());
      if (releases.publish(release)) {
        return new ReleaseNews.Published(release, before);
      }
    }
    throw new FencedException(
        "Cannot publish a release: other runs published "
            + TRIES
            + " meanwhile. The tables are as this run left them; run again.");
  }

  private Map<TableName, TableState> states(Layer layer) {
    Map<TableName, TableState> states = new TreeMap<>();
    project.tables().keySet().stream()
        .filter(table -> table.layer() == layer)
        .forEach(table -> states.put(table, lake.table(table).state()));
    states.values().removeIf(state -> state.batch() < 0);
    return states;
  }

  /**
   * What a release is published for.
   *
   * @param run id of the run or the rollback
   * @param who the user who asked for a rollback
   * @param why in the words of that user
   */
  record Occasion(String run, Release.Kind kind, Optional<String> who, Optional<String> why) {}

  /**
   * What could be released.
   *
   * @param tables none where the latest release serves them
   * @param against why they do not belong together
   */
  private record Offer(Map<TableName, Served> tables, List<String> against) {}
}
