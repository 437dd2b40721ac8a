package io.ingot.core.project;

import io.ingot.core.project.ColumnContract.Outcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What differs between two contracts of a silver table. */
record SilverChanges(SilverTable before, SilverTable now, Differences told) {
  void tell() {
    told.same(
        "the key",
        before.keys(),
        now.keys(),
        "Readers who join by the key meet other rows; make a new table of it",
        "columns");
    told.same(
        "the write mode",
        before.write().mode().word(),
        now.write().mode().word(),
        "What a row of the table stands for changes; make a new table of it",
        "write",
        "mode");
    told.same(
        "what tells the newest row, a delete or a version",
        List.of(before.write().orderBy(), before.write().deleteWhen(), before.write().track()),
        List.of(now.write().orderBy(), now.write().deleteWhen(), now.write().track()),
        "Other rows win, vanish or begin a version; make a new table of it",
        "write");
    if (before.onNewColumn() == NewColumn.ADD && now.onNewColumn() != NewColumn.ADD) {
      told.breaking(
          "fields of the source are no longer added",
          "Declare the columns that were",
          "on_new_column");
    }
    before.columns().forEach(this::column);
    Set<String> added = new LinkedHashSet<>(now.columns().keySet());
    added.removeAll(before.columns().keySet());
    added.forEach(name -> told.compatible("column " + name + " is new", "", "columns", name));
    rules();
  }

  private void column(String name, ColumnContract old) {
    ColumnContract column = now.columns().get(name);
    if (column != null) {
      new ColumnChanges(name, old, column, told).tell();
      return;
    }
    Optional<String> heir =
        now.columns().entrySet().stream()
            .filter(other -> !before.columns().containsKey(other.getKey()))
            .filter(other -> other.getValue().fields(other.getKey()).equals(old.fields(name)))
            .map(Map.Entry::getKey)
            .findFirst();
    heir.ifPresentOrElse(
        other ->
            told.breaking(
                "column " + name + " was renamed to " + other,
                "Keep " + name + " beside it until nobody reads it",
                "columns",
                other),
        () ->
            told.breaking(
                "column " + name + " was removed", "Keep it until nobody reads it", "columns"));
  }

  private void rules() {
    Map<String, RowRule> rules =
        now.rules().stream().collect(Collectors.toMap(RowRule::name, Function.identity()));
    for (RowRule old : before.rules()) {
      RowRule rule = rules.remove(old.name());
      String name = "rule " + old.name();
      if (rule == null) {
        loosened(name + " was removed");
      } else if (!rule.check().equals(old.check())) {
        loosened(name + " asks for something else");
      } else if (rule.otherwise() == Outcome.WARN && old.otherwise() != Outcome.WARN) {
        loosened(name + " only warns");
      } else if (rule.otherwise() != Outcome.WARN && old.otherwise() == Outcome.WARN) {
        told.compatible(name + " no longer only warns", Differences.REFUSES, "rules");
      }
    }
    rules
        .keySet()
        .forEach(name -> told.compatible("rule " + name + " is new", Differences.REFUSES, "rules"));
  }

  private void loosened(String what) {
    told.breaking(what, "Tell readers that they may meet rows that broke it", "rules");
  }
}
