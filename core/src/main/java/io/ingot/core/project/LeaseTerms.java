package io.ingot.core.project;

import java.time.Duration;
import java.util.Optional;

/** How a run holds a table while it works on it, so that no other run does the same. */
@Doc("How a run holds the tables that it works on")
public record LeaseTerms(
    @Doc("Where it stands who holds a table: file (in the lake) or kubernetes; file unless said")
        Kind kind,
    @Doc("After how long a run that says nothing more has lost a table, 1s to 1h; 60s unless said")
        Duration duration,
    @Doc("Of kind kubernetes: the namespace of the Lease objects; the pod's own unless said")
        Optional<String> namespace) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final String NAMESPACE = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  /** Where it is written who holds a table. */
  public enum Kind {
    /** In small files of the lake, each made at most once. */
    FILE,
    /** In {@code Lease} objects of the cluster that the run is a pod of. */
    KUBERNETES
  }

  public LeaseTerms {
    kind = kind == null ? Kind.FILE : kind;
    duration = duration == null ? Duration.ofSeconds(60) : duration;
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("Invalid lease duration. Use 1s to 1h.");
    }
    if (kind == Kind.FILE && namespace.isPresent()) {
      throw new IllegalArgumentException("namespace belongs to leases of kind kubernetes.");
    }
    if (namespace.filter(name -> !name.matches(NAMESPACE)).isPresent()) {
      throw new IllegalArgumentException("Invalid namespace '" + namespace.get() + "'.");
    }
  }

  /** What holds where nothing was declared. */
  public static LeaseTerms usual() {
    return new LeaseTerms(Kind.FILE, Duration.ofSeconds(60), Optional.empty());
  }

  /** How often a holder says that it is still there: twice before it has to let go. */
  public Duration renewal() {
    return duration.dividedBy(3);
  }

  /**
   * After how long without a renewal a holder lets go. The rest of the duration is for clocks that
   * differ and for a commit that is under way.
   */
  public Duration patience() {
    return duration.multipliedBy(2).dividedBy(3);
  }
}
