package io.ingot.core.cli;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Layer;
import io.ingot.core.project.TableName;
import io.ingot.core.run.RunRequest;
import io.ingot.core.run.Selection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the words of {@code ingot plan} and {@code ingot run} ask for. */
final class Asked {
  private Asked() {}

  /**
   * By {@code --select}, {@code --exclude} and {@code --full}.
   *
   * @param layers the layers that it keeps to
   */
  static RunRequest of(Command command, Opened opened, Set<Layer> layers) {
    Optional<Set<TableName>> full =
        command
            .said(Verb.Option.FULL)
            .map(words -> within(Selection.of(words).in(opened.project(), opened.lake()), layers));
    boolean fullAlone = full.isPresent() && command.select().isEmpty();
    RunRequest usual =
        RunRequest.of(fullAlone ? Set.of() : within(selected(command, opened), layers));
    return full.map(usual::full).orElse(usual);
  }

  private static Set<TableName> selected(Command command, Opened opened) {
    return Selection.of(command.select())
        .without(command.said(Verb.Option.EXCLUDE).orElse(""))
        .in(opened.project(), opened.lake());
  }

  /** Those of some tables that belong to the layers. */
  static Set<TableName> within(Set<TableName> tables, Set<Layer> layers) {
    return tables.stream()
        .filter(table -> layers.contains(table.layer()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Refuses words that would say once more which tables are meant.
   *
   * @param option that says it already
   * @throws ProjectException when one of them was said
   */
  static void requireAlone(Command command, String option, Verb.Option... others) {
    List<String> said =
        Stream.concat(
                command.select().isEmpty() ? Stream.of() : Stream.of("--select"),
                Stream.of(others)
                    .filter(command::asks)
                    .map(other -> "--" + other.name().toLowerCase(Locale.ROOT)))
            .toList();
    if (!said.isEmpty()) {
      throw new ProjectException(
          option + " says which tables are meant. Leave out " + String.join(", ", said) + ".");
    }
  }
}
