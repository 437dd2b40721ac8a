package io.ingot.core.project;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A silver table's references, and each column's contract. */
final class SilverRules implements CrossChecks.Rules {
  private static final Set<String> RESERVED =
      Set.of("_batch", "_run", "_source", "_extracted_at", "_corrupt", "_deleted", "_errors");

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
    declared.columns(draft.name()).ifPresent(columns -> write(bound, columns));
    bound.child("reject").ifPresent(this::reject);
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
              } else if (RESERVED.contains(name)) {
                problems.add(
                    column.key(), "'" + name + "' is a column of Ingot's own. Use another name.");
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

  private void write(Bound bound, Columns columns) {
    bound
        .child("write")
        .ifPresent(
            write -> {
              write
                  .child("order_by")
                  .ifPresent(column -> columns.requireReadable(column, problems));
              write
                  .below("partition_by")
                  .forEach(column -> columns.requireDeclared(column, problems));
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
