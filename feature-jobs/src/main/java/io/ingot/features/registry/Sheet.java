package io.ingot.features.registry;

import io.ingot.core.cli.Console;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Prints what is known of one thing: a title, facts a line, and tables. */
record Sheet(Console console) {
  Sheet {
    Objects.requireNonNull(console, "console");
  }

  Sheet title(String text) {
    console.line(text);
    return this;
  }

  /** A fact, unless there is nothing to tell. */
  Sheet fact(String what, Optional<String> is) {
    is.filter(text -> !text.isEmpty())
        .ifPresent(text -> console.line(String.format("  %-12s%s", what, text)));
    return this;
  }

  /** A table after an empty line, unless it has no row. */
  Sheet table(List<String> head, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      console.line("");
      console.table(head, rows);
    }
    return this;
  }

  static Optional<String> listed(Collection<String> words) {
    return Optional.of(String.join(", ", words));
  }

  static Optional<String> stamp(Stamp stamp) {
    return Optional.of(stamp.at() + " by " + stamp.by());
  }
}
