package io.ingot.core.lease;

import io.ingot.core.error.FencedException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.LeaseTerms;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** The holds that runs have on the tables of a lake: at most one run at a time has a table. */
public final class Leases {
  private static final int TRIES = 5;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Function<TableName, LeaseBook> books;
  private final LeaseTerms terms;
  private final InstantSource clock;
  private final Function<String, Holder> holders;

  Leases(
      Function<TableName, LeaseBook> books,
      LeaseTerms terms,
      InstantSource clock,
      Function<String, Holder> holders) {
    this.books = books;
    this.terms = terms;
    this.clock = clock;
    this.holders = holders;
  }

  /** Those of a project's lake, kept as the project says. */
  public static Leases of(Project project, Lake lake) {
    return new Leases(
        books(project.lease(), lake), project.lease(), InstantSource.system(), Holder::here);
  }

  private static Function<TableName, LeaseBook> books(LeaseTerms terms, Lake lake) {
    return switch (terms.kind()) {
      case FILE -> table -> new FileBook(lake.files(), table);
      case KUBERNETES -> KubernetesBook.inCluster(terms, lake.location());
    };
  }

  /**
   * Takes a table for a run. It is there to take when nobody holds it, when its holder did not
   * renew it, or when its holder's process, on this machine, has ended.
   *
   * @param run the run's id
   * @throws FencedException when another run holds it, with who and until when
   */
  public Lease acquire(TableName table, String run) {
    LeaseBook book = books.apply(table);
    Holder self = holders.apply(run);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Optional<LeaseBook.Entry> latest = book.latest();
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      latest
          .map(LeaseBook.Entry::claim)
          .filter(claim -> claim.binds(self, now))
          .ifPresent(
              claim -> {
                throw held(table, claim);
              });
      Claim claim = new Claim(self, now, now.plus(terms.duration()), Claim.State.HELD);
      Optional<LeaseBook.Entry> ours = book.write(latest, claim);
      if (ours.isPresent()) {
        return Lease.begin(table, book, terms, clock, ours.get());
      }
    }
    throw new FencedException(
        "Cannot work on "
            + table
            + ": other runs took it and gave it back "
            + TRIES
            + " times meanwhile. Nothing was changed; run again.");
  }

  /**
   * Takes a table for a run, and waits for it while another holds it.
   *
   * @param atMost how long to wait
   * @throws FencedException when another run holds it still
   */
  public Lease await(TableName table, String run, Duration atMost) {
    Instant end = clock.instant().plus(atMost);
    while (true) {
      try {
        return acquire(table, run);
      } catch (FencedException e) {
        Duration left = Duration.between(clock.instant(), end);
        if (left.isNegative() || left.isZero()) {
          throw e;
        }
        pause(left);
      }
    }
  }

  private static void pause(Duration left) {
    try {
      Thread.sleep(Math.max(1, Math.min(left.toMillis(), LONGEST_PAUSE.toMillis())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for another run", e);
    }
  }

  private static FencedException held(TableName table, Claim claim) {
    return new FencedException(
        "Cannot work on "
            + table
            + ": "
            + claim.describe()
            + ", works on it. Nothing was changed; run again when it has ended.");
  }
}
