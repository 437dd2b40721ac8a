package io.ingot.core.project;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A silver table's references, and each column's contract. */
final class SilverRules implements CrossChecks.Rules {
  /** Names of columns that Ingot adds begin so. */
  private static final String OWN = "_";

  private final Declared declared;
  private final Problems problems;
  private final ColumnRules columnRules;

  SilverRules(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
    this.columnRules = new ColumnRules(problems);
  }

  @Override
  public void judge(Draft draft) {
    Bound bound = draft.bound();
    bound
        .below("from")
        .forEach(
            from ->
                from.as(TableName.class)
                    .ifPresent(
                        table ->
                            declared.require(table, Set.of(Layer.BRONZE), from.place(), problems)));
    bound.child("columns").ifPresent(this::names);
    bound.below("columns").forEach(this::column);
    declared
        .columns(draft.name())
        .ifPresent(columns -> new WriteRules(columns, problems).judge(bound));
    declared.columns(draft.name()).ifPresent(columns -> expressions(bound, columns));
    bound.below("rules").forEach(rule -> ColumnRules.outcome(rule, problems));
    ruleNames(bound);
    bound.child("reject").ifPresent(this::reject);
  }

  private void expressions(Bound bound, Columns columns) {
    for (Bound column : bound.below("columns")) {
      for (String key : List.of("value", "check")) {
        column.child(key).ifPresent(sql -> Conditions.judge(sql, columns, problems));
      }
    }
    for (Bound rule : bound.below("rules")) {
      rule.child("check").ifPresent(sql -> Conditions.judge(sql, columns, problems));
    }
  }

  private void ruleNames(Bound bound) {
    Set<String> seen = new HashSet<>();
    for (Bound rule : bound.below("rules")) {
      rule.at("name", String.class)
          .filter(name -> !seen.add(name))
          .ifPresent(
              name ->
                  problems.add(
                      rule.child("name").orElseThrow().place(),
                      "A rule of the name '" + name + "' is there already. Rename one."));
    }
  }

  private void names(Bound columns) {
    Map<String, String> seen = new HashMap<>();
    columns
        .children()
        .forEach(
            (name, column) -> {
              if (!ColumnRules.NAME.matcher(name).matches()) {
                problems.add(
                    column.key(), "Invalid column name '" + name + "'. Use letters, digits and _.");
              } else if (name.startsWith(OWN)) {
                problems.add(
                    column.key(),
                    "'" + name + "' begins with _, as Ingot's own columns do. Use another name.");
              }
              String twin = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
              if (twin != null) {
                problems.add(
                    column.key(),
                    "'" + name + "' and '" + twin + "' are the same name to Spark. Rename one.");
              }
            });
  }

  private void column(Bound column) {
    columnRules.judge(column);
    column
        .at("ref", ColumnName.class)
        .ifPresent(
            target -> {
              Place place = column.child("ref").orElseThrow().place();
              declared
                  .require(target.table(), Set.of(Layer.SILVER), place, problems)
                  .flatMap(referred -> declared.columns(referred.name()))
                  .ifPresent(columns -> columns.requireDeclared(target.column(), place, problems));
            });
  }

  private void reject(Bound reject) {
    double warn = reject.at("warn", Share.class).map(Share::value).orElse(0.0);
    double fail = reject.at("fail", Share.class).map(Share::value).orElse(1.0);
    if (warn > fail) {
      problems.add(reject.place(), "reject.warn is greater than reject.fail. Swap them.");
    }
  }
}
