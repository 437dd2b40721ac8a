package io.ingot.core.project;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks of a table that are declared apart from it, such as by another team.
 *
 * @param name the name of its file
 */
@Doc("Checks of a table that are declared apart from it")
public record Suite(
    String name,
    @Required @Doc("The table that it is about") TableName table,
    @Doc("What the suite is for") Optional<String> description,
    @Doc("Who is asked when one of its checks breaks that names nobody itself")
        Optional<String> owner,
    @Doc("gate: judged before each commit; schedule: by ingot quality check; gate unless said")
        When when,
    @Doc("Least share of its checks that must pass; below it the batch is refused")
        Optional<Share> score,
    @Required @Doc("The checks") List<Check> checks) {
  public Suite {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(table, "table");
    when = when == null ? When.GATE : when;
    checks = List.copyOf(checks);
    if (checks.isEmpty()) {
      throw new IllegalArgumentException("A suite needs at least one check.");
    }
  }

  /** The same suite, of which nobody asks how many of its checks pass. */
  public Suite withoutScore() {
    return new Suite(name, table, description, owner, when, Optional.empty(), checks);
  }

  /** When a suite is judged. */
  public enum When {
    /** Before each commit. */
    GATE,
    /** When {@code ingot quality check} is called. */
    SCHEDULE;

    /** The word in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
