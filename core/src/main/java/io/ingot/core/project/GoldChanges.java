package io.ingot.core.project;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What differs between two declarations of a gold table. */
final class GoldChanges {
  private GoldChanges() {}

  static void tell(GoldTable before, GoldTable now, Differences told) {
    told.same(
        "the write mode",
        before.write().mode().word(),
        now.write().mode().word(),
        "Readers that follow its changes meet others",
        "write",
        "mode");
    if (plain(before).equals(plain(now)) && before.transform().equals(now.transform())) {
      return;
    }
    if (before.transform().isPresent() || now.transform().isPresent()) {
      told.breaking(
          "what answers the table changed, and the columns of a class cannot be told",
          "See that it gives the same columns");
      return;
    }
    Optional<Set<String>> old = GoldOutput.columns(before.sql().text());
    Optional<Set<String>> columns = GoldOutput.columns(now.sql().text());
    if (old.isEmpty() || columns.isEmpty()) {
      told.breaking(
          "the query changed, and its columns cannot be told",
          "Name each column of the SELECT instead of *, in a change of its own");
      return;
    }
    Set<String> gone = new LinkedHashSet<>(old.get());
    gone.removeAll(columns.get());
    Set<String> added = new LinkedHashSet<>(columns.get());
    added.removeAll(old.get());
    gone.forEach(
        name ->
            told.breaking(
                "the query no longer gives column " + name,
                "Keep it until nobody reads it, also where it got another name"));
    added.forEach(name -> told.compatible("the query gives a new column " + name, ""));
    if (gone.isEmpty() && added.isEmpty()) {
      told.compatible(
          "the query changed and gives the same columns", "See that they mean the same");
    }
  }

  /** How a query is broken into lines changes nothing. */
  private static String plain(GoldTable table) {
    return table.sql().text().strip().replaceAll("\\s+", " ");
  }
}
