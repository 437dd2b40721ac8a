package io.ingot.core.project;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checks of a table: ranges that hold something, and columns that are there. */
final class CheckRules implements CrossChecks.Rules {
  private static final List<String> COLUMN_KEYS = List.of("complete", "between", "in", "matches");

  private static final Map<String, TypeNeed> NEEDS =
      Map.of("between", TypeNeed.NUMBER, "matches", TypeNeed.TEXT);

  private final Declared declared;
  private final Problems problems;

  CheckRules(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  @Override
  public void judge(Draft draft) {
    Optional<Columns> columns = declared.columns(draft.name());
    for (Bound check : draft.bound().below("checks")) {
      ColumnRules.range(check, "min", "max", BigDecimal.class, problems);
      check
          .child("rows")
          .ifPresent(rows -> ColumnRules.range(rows, "min", "max", Long.class, problems));
      check.child("satisfies").ifPresent(condition -> Conditions.judge(condition, problems));
      columns.ifPresent(known -> columns(check, known));
    }
  }

  private void columns(Bound check, Columns columns) {
    for (String key : COLUMN_KEYS) {
      check.child(key).ifPresent(column -> columns.requireReadable(column, problems));
    }
    check.below("unique").forEach(column -> columns.requireReadable(column, problems));
    NEEDS.forEach(
        (key, need) ->
            check
                .child(key)
                .ifPresent(
                    column ->
                        column
                            .as(String.class)
                            .flatMap(columns::type)
                            .ifPresent(type -> need.judge(key, type, column.place(), problems))));
    columns
        .type(check.at("in", String.class).orElse(""))
        .ifPresent(
            type ->
                check.below("values").forEach(value -> AllowedValue.judge(value, type, problems)));
  }
}
