package io.ingot.core.project;

import io.ingot.core.project.ColumnContract.Outcome;
import java.util.Objects;
import java.util.Optional;

/** A rule over several columns of a row. */
@Doc("A rule over several columns of a row")
public record RowRule(
    @Required @Doc("The rule's name, such as ends_after_start") String name,
    @Required @Doc("SQL condition over the table's columns that must not be false") String check,
    @Doc("What happens to a row that breaks it; quarantine unless said") @Key("else")
        Outcome otherwise,
    @Doc("Share of rows that break it above which the run warns") Optional<Share> warn,
    @Doc("Share of rows that break it above which the batch is refused") Optional<Share> fail) {
  public RowRule {
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(warn, "warn");
    Objects.requireNonNull(fail, "fail");
    otherwise = otherwise == null ? Outcome.QUARANTINE : otherwise;
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "Invalid name of a rule: '" + name + "'. Use lower-case letters, digits and _.");
    }
  }
}
