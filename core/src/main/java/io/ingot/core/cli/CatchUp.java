package io.ingot.core.cli;

import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is left to be done once tables were changed by hand.
 *
 * @param stale the tables that are computed from those, and are behind now
 * @param command the words that bring them up to date; empty where none is
 */
record CatchUp(List<TableName> stale, Optional<String> command) {
  CatchUp {
    stale = List.copyOf(stale);
  }

  static CatchUp of(List<TableName> stale, Command command) {
    return new CatchUp(
        stale,
        Optional.of(stale)
            .filter(tables -> !tables.isEmpty())
            .map(
                tables ->
                    "ingot run --project "
                        + command.project()
                        + " --env "
                        + command.environment()
                        + " --select "
                        + words(tables, ",")));
  }

  void print(Console console) {
    command.ifPresent(
        words -> {
          console.line("stale now: " + words(stale, ", "));
          console.line("bring them up to date by: " + words);
        });
  }

  private static String words(List<TableName> tables, String between) {
    return tables.stream().map(TableName::toString).collect(Collectors.joining(between));
  }
}
