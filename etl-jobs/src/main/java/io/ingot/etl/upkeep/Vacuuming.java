package io.ingot.etl.upkeep;

import io.ingot.core.lake.LakeUpkeep;
import io.ingot.core.lake.StrayFiles;
import io.ingot.core.project.UpkeepTerms;
import io.ingot.core.run.VersionHold;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The end of files that no version needs which is to stay readable, unless something still reads
 * such a version.
 */
final class Vacuuming {
  /** A run that began to write these files is long over, or else it holds the table. */
  private static final Duration STRAY_AFTER = Duration.ofDays(1);

  /** Clocks of stores and machines differ, and files are written before their commit. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private final Cared table;
  private final List<VersionHold> holds;
  private final UpkeepTerms terms;
  private final LakeUpkeep files;

  Vacuuming(Cared table, List<VersionHold> holds) {
    this.table = table;
    this.holds = List.copyOf(holds);
    this.terms = table.terms();
    this.files = table.files();
  }

  /** How long older versions stay, as the table itself says it to every tool. */
  List<Chore> settings() {
    if (files.keeps(terms.keep())) {
      return List.of();
    }
    Task planned =
        table.task(Task.Kind.KEEP, Task.State.DUE, "older versions stay for " + days(terms.keep()));
    return List.of(
        new Chore(
            planned,
            () -> {
              files.keep(terms.keep());
              return planned.done();
            }));
  }

  List<Chore> chores() {
    Mark mark = table.marks().now();
    long batches = table.state().batch() - mark.vacuumedBatch();
    Optional<String> awaited = terms.vacuum().awaited(mark.vacuumed(), batches, table.now());
    if (awaited.isPresent()) {
      return List.of(Chore.none(table.task(Task.Kind.VACUUM, Task.State.WAITING, awaited.get())));
    }
    return List.of(strays(), vacuum());
  }

  private Chore vacuum() {
    Optional<String> held = held();
    if (held.isPresent()) {
      return Chore.none(table.task(Task.Kind.VACUUM, Task.State.REFUSED, held.get()));
    }
    StrayFiles expired = files.expired(terms.keep());
    Task planned = removal(Task.Kind.VACUUM, expired, "not needed for " + days(terms.keep()));
    return new Chore(
        planned,
        () -> {
          if (planned.state() == Task.State.DUE) {
            files.remove(expired);
          }
          table.marks().set(mark -> mark.vacuumed(table.now(), table.state().batch()));
          return planned.state() == Task.State.DUE ? planned.done() : planned;
        });
  }

  private Chore strays() {
    StrayFiles strays = files.unnamed(table.now().minus(STRAY_AFTER));
    Task planned = removal(Task.Kind.STRAYS, strays, "in no commit, and no run works on it");
    return new Chore(
        planned,
        () -> {
          files.remove(strays);
          return planned.state() == Task.State.DUE ? planned.done() : planned;
        });
  }

  private Task removal(Task.Kind kind, StrayFiles gone, String why) {
    return new Task(
        table.name(),
        kind,
        gone.count() == 0 ? Task.State.FINE : Task.State.DUE,
        why,
        gone.count(),
        0,
        gone.bytes());
  }

  private Optional<String> held() {
    long latest = table.state().version();
    return holds.stream()
        .flatMap(hold -> hold.on(table.name(), table.project(), table.lake()).stream())
        // What the newest version holds is never removed.
        .filter(held -> held.version() < latest)
        .sorted(Comparator.comparingLong(VersionHold.Held::version))
        .flatMap(held -> refusal(held).stream())
        .findFirst();
  }

  /** Files that a version needs were taken out after it was committed. */
  private Optional<String> refusal(VersionHold.Held held) {
    Instant before = table.now().minus(terms.keep());
    Optional<Instant> committed = files.at(held.version());
    if (committed.filter(at -> !before.isAfter(at.minus(MARGIN))).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        held.who()
            + " still reads "
            + table.name()
            + " from version "
            + held.version()
            + committed
                .map(at -> " of " + LocalDate.ofInstant(at, ZoneOffset.UTC))
                .orElse(", which the log no longer has")
            + "; "
            + held.remedy()
            + committed
                .map(at -> ", or keep " + enough(Duration.between(at, table.now())) + "d")
                .orElse(""));
  }

  private static long enough(Duration age) {
    return age.toDays() + 2;
  }

  private static String days(Duration time) {
    return time.toHours() % 24 == 0 ? time.toDays() + "d" : time.toHours() + "h";
  }
}
