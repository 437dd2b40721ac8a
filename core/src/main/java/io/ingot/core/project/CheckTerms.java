package io.ingot.core.project;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What every check can say.
 *
 * @param where the rows that it is about; all where nothing is said
 */
public record CheckTerms(
    @Doc("error refuses the batch, warn publishes and warns; error unless said") Level level,
    @Doc("SQL condition: only these rows are judged") Optional<String> where,
    @Doc("What is judged: the batch, the table with the batch, or each partition of the batch")
        Scope on,
    @Doc("Who is asked when it breaks") Optional<String> owner,
    @Doc("Why it is there, for whom it concerns") Optional<String> description) {
  public CheckTerms {
    level = level == null ? Level.ERROR : level;
    Objects.requireNonNull(where, "where");
    on = on == null ? Scope.BATCH : on;
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(description, "description");
  }

  /** Of a check that says none of it: an error on the batch. */
  public static CheckTerms usual() {
    return new CheckTerms(
        Level.ERROR, Optional.empty(), Scope.BATCH, Optional.empty(), Optional.empty());
  }

  /** The same at another level. */
  public CheckTerms at(Level other) {
    return new CheckTerms(other, where, on, owner, description);
  }

  /** The same on other rows. */
  public CheckTerms on(Scope other) {
    return new CheckTerms(level, where, other, owner, description);
  }

  /** What a broken check does. */
  public enum Level {
    /** Refuses the batch: exit 3, nothing is published. */
    ERROR,
    /** Publishes and warns: exit 4. */
    WARN;

    /** The word in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The rows that a check looks at. */
  public enum Scope {
    /** The rows that are about to be published. */
    BATCH,
    /** All rows of the table as it will be with the batch. */
    TABLE,
    /** The rows of each partition that the batch writes, each by itself. */
    PARTITION
  }
}
